"""An incident as plain JSON: quantities of assets are text, as everywhere (readers lose digits beyond 2^53)."""

from __future__ import annotations

from hozen.faces.cli.plain import Plain, plain
from hozen.workflows.compensation.answer import Compensation
from hozen.workflows.incident import IncidentState

# The names under which states and entries of a case hold smallest units; yen and counts stay numbers.
UNITS = frozenset(("lost", "held", "recovered", "units", "coin_units", "credited", "reversed", "made_up"))


def incident_document(value: object) -> Plain:
    """A state, several, or a whole record of a case."""
    if isinstance(value, IncidentState):
        return _state(value)
    if isinstance(value, list):
        return [incident_document(one) for one in value]
    return _told(plain(value))


def _state(state: IncidentState) -> Plain:
    """With each plan whether it is outdated, and how many payments somebody still waits for."""
    plans: list[Plain] = []
    for one in state.plans:
        why = state.outdated(one)
        plans.append({**_record(plain(one)), "outdated": why, "unfinished": one.unfinished(bool(why))})
    return {**_record(_told(plain(state))), "plans": plans}


def waterfall_document(found: Compensation) -> Plain:
    """Who pays, when, and what each asset's losers get; its rows name only yen."""
    return _named(plain(found))


def _record(node: Plain) -> dict[str, Plain]:
    if not isinstance(node, dict):
        raise TypeError("a record is told as a record")
    return node


def _told(node: Plain) -> Plain:
    if isinstance(node, list):
        return [_row(one) if isinstance(one, list) else _told(one) for one in node]
    if isinstance(node, dict):
        return {name: _quantity(one) if name in UNITS else _told(one) for name, one in node.items()}
    return node


def _named(node: Plain) -> Plain:
    if isinstance(node, list):
        return [_named(one) for one in node]
    if isinstance(node, dict):
        return {name: _quantity(one) if name in UNITS else _named(one) for name, one in node.items()}
    return node


def _row(row: list[Plain]) -> Plain:
    # a row of a plan's totals has no names that would tell coins from yen: all its numbers are text
    return [_quantity(one) for one in row]


def _quantity(node: Plain) -> Plain:
    return str(node) if isinstance(node, int) and not isinstance(node, bool) else _told(node)
