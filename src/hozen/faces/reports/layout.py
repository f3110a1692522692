"""How wide and how high cells have to be for their text, worked out here: no program that opens the file must."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from hozen.faces.reports.cells import Put
from hozen.faces.reports.text import broken, widest_line
from hozen.faces.words import Language
from hozen.findings.table import width

SPILLS = frozenset({"title", "section", "note", "run"})
"""Styles whose text runs over the empty cells to its right: it claims no width and never wraps."""
POINTS: Mapping[Language, float] = MappingProxyType({"en": 15.0, "ja": 17.25})
"""Height of a row of one line."""
_MORE: Mapping[Language, float] = MappingProxyType(
    {"en": 13.0, "ja": 16.5}
)  # and of each line after the first
_BIG: Mapping[str, float] = MappingProxyType({"title": 1.8, "section": 1.3})
_WIDEST: Mapping[str, int] = MappingProxyType({"right": 32, "hash": 70, "head": 24, "head_right": 24})
LONGEST_LINE = 38
"""Columns of a text beyond which it wraps."""
_NARROWEST = 9
_HIGHEST = 400.0  # Excel takes 409 points


def claimed_width(put: Put) -> int:
    """Columns that a cell asks for; text beyond its style's limit wraps."""
    if put.style in SPILLS:
        return 0
    text = f"¥{put.value:,}" if isinstance(put.value, int) else str(put.value)
    return max(_NARROWEST, min(widest_line(text), _limit(put)))


def row_height(puts: Iterable[Put], lang: Language) -> float | None:
    """Points; None where one plain line is enough."""
    tall = max((_lines(put) for put in puts), default=1.0)
    return min(POINTS[lang] + (tall - 1) * _MORE[lang], _HIGHEST) if tall > 1 else None


def _limit(put: Put) -> int:
    return _WIDEST.get(put.style, LONGEST_LINE)


def _lines(put: Put) -> float:
    if put.style in SPILLS:
        return _BIG.get(put.style, 1.0)
    limit = _limit(put)
    if not isinstance(put.value, str):
        return 1.0
    most = len(put.value) * (1 if put.value.isascii() else 2)  # columns; a wide character takes two
    if most <= limit and "\n" not in put.value:
        return 1.0
    return float(sum(_wrapped(line, limit) for line in put.value.splitlines())) or 1.0


def _wrapped(text: str, limit: int) -> int:
    parts = (part for part in broken(text, limit))
    return sum(-(-width(part) // limit) for part in parts) or 1  # a word may be longer than a line
