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
    widths = _given(wanted, right, ROOM - _BETWEEN * (len(wanted) - 1))
    found, left = [], MARGIN
    for wide, flush in zip(widths, right, strict=True):
        found.append((left, wide, flush))
        left += wide + _BETWEEN
    return found


def _wanted(block: Grid, at: int, size: int, face: Typeface) -> int:
    cells = [row[at] for row in block.rows[:_MEASURED]]
    body = max((face.width(line, size) for cell in cells for line in cell.splitlines()), default=0)
    return ceil(max(body, face.width(block.heads[at], size, bold=True))) + 1


def _given(wanted: list[int], right: list[bool], room: int) -> list[int]:
    """Amounts whole, where they leave half of the room or more to the texts: a number cut in two is misread."""
    amounts = sum(wide for wide, flush in zip(wanted, right, strict=True) if flush)
    if 2 * amounts > room:
        return _shrunk(wanted, room)
    texts = iter(
        _shrunk([wide for wide, flush in zip(wanted, right, strict=True) if not flush], room - amounts)
    )
    return [wide if flush else next(texts) for wide, flush in zip(wanted, right, strict=True)]


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
