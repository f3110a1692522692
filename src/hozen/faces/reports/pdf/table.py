"""How wide the columns of a table are."""

from __future__ import annotations

from math import ceil

from hozen.faces.reports.pdf.blocks import Grid
from hozen.faces.reports.pdf.fonts import Typeface
from hozen.faces.reports.pdf.page import MARGIN, ROOM

_BETWEEN = 8
_MEASURED = 200  # rows whose widths are measured


def columns_of(block: Grid, size: int, face: Typeface) -> list[tuple[int, int, bool]]:
    """(left, width, flush right) of each column; where all is too wide, the widest that are text give way."""
    right = list(block.right) or [False] * len(block.heads)
    wanted = [_wanted(block, at, size, face) for at in range(len(block.heads))]
    widths = _shrunk(wanted, ROOM - _BETWEEN * (len(wanted) - 1))
    found, left = [], MARGIN
    for wide, flush in zip(widths, right, strict=True):
        found.append((left, wide, flush))
        left += wide + _BETWEEN
    return found


def _wanted(block: Grid, at: int, size: int, face: Typeface) -> int:
    cells = [row[at] for row in block.rows[:_MEASURED]]
    body = max((face.width(line, size) for cell in cells for line in cell.splitlines()), default=0)
    return ceil(max(body, face.width(block.heads[at], size, bold=True))) + 1


def _shrunk(wanted: list[int], room: int) -> list[int]:
    """The widths, the widest cut to an equal share of what the others leave, until all fit."""
    if sum(wanted) <= room:
        return wanted
    kept = sorted(wanted)
    left = room
    for place, wide in enumerate(kept):
        share = left // (len(kept) - place)
        if wide > share:
            return [min(one, share) for one in wanted]
        left -= wide
    return wanted
