"""An incident as plain JSON: quantities of assets are text, as everywhere (readers lose digits beyond 2^53)."""

from __future__ import annotations

from hozen.faces.cli.plain import Plain, plain

# The names under which states and entries of a case hold smallest units; yen and counts stay numbers.
UNITS = frozenset(("lost", "held", "recovered", "units", "credited", "reversed", "made_up"))


def incident_document(value: object) -> Plain:
    """A state, several, or a whole record of a case."""
    return _told(plain(value))


def _told(node: Plain) -> Plain:
    if isinstance(node, list):
        return [_row(one) if isinstance(one, list) else _told(one) for one in node]
    if isinstance(node, dict):
        return {name: _quantity(one) if name in UNITS else _told(one) for name, one in node.items()}
    return node


def _row(row: list[Plain]) -> Plain:
    # a row of a plan's totals has no names that would tell coins from yen: all its numbers are text
    return [_quantity(one) for one in row]


def _quantity(node: Plain) -> Plain:
    return str(node) if isinstance(node, int) and not isinstance(node, bool) else _told(node)
