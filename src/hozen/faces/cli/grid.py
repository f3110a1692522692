"""Rows in columns that fit the terminal: fewer decimals where there is no room, never half a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from rich.text import Text

from hozen.faces.cli.view import BOLD
from hozen.faces.cli.wrap import hanging
from hozen.findings.table import width

GAP, LEAST_GAP = 2, 1  # columns between two columns
_PLACES = (None, 8, 6, 4, 2)  # decimals of a coin figure, tried in turn


@dataclass(frozen=True, slots=True)
class Grid:
    """Column widths and sides, shared by rows that stand below each other."""

    widths: tuple[int, ...]
    right: tuple[bool, ...]
    indent: int = 2
    gap: int = GAP

    def line(self, cells: Sequence[str], style: str = "", lead: Text | str = "") -> Text:
        """One row; `lead` stands in the indent."""
        padded = [
            " " * (wide - width(cell)) + cell if flush else cell + " " * (wide - width(cell))
            for cell, wide, flush in zip(cells, self.widths, self.right, strict=True)
        ]
        start = lead if isinstance(lead, Text) else Text(lead)
        start.append(" " * max(0, self.indent - width(start.plain)))
        start.append((" " * self.gap).join(padded).rstrip(), style=style)
        return start

    @property
    def whole(self) -> int:
        """The width of a full row."""
        return self.indent + sum(self.widths) + self.gap * (len(self.widths) - 1)


Write = Callable[[int | None], list[list[str]]]
"""Writes every row with so many decimals of a coin figure."""


def fitted(
    heads: Sequence[str], write: Write, right: Sequence[bool], room: int, indent: int = 2
) -> tuple[Grid, list[list[str]]]:
    """The grid with the most decimals that fits `room`, and its rows; the narrowest where none fits.

    Columns keep two apart as long as that can be had by showing fewer decimals.
    """
    for gap, places in product((GAP, LEAST_GAP), _PLACES):
        rows = write(places)
        widths = tuple(max(map(width, column)) for column in zip(heads, *rows, strict=True))
        grid = Grid(widths, tuple(right), indent, gap)
        if grid.whole <= room:
            break
    return grid, rows


def laid(heads: Sequence[str], write: Write, right: Sequence[bool], room: int, indent: int = 2) -> list[Text]:
    """A whole table as lines; one block of lines per row where the columns do not fit."""
    grid, rows = fitted(heads, write, right, room, indent)
    if grid.whole > room:
        return stacked(heads, rows, room, indent)
    return [grid.line(heads, BOLD), *(grid.line(row) for row in rows)]


def stacked(heads: Sequence[str], rows: Iterable[Sequence[str]], room: int, indent: int = 2) -> list[Text]:
    """Each row as lines of heading and value, the first value as its title."""
    lines = []
    for row in rows:
        lines.append(Text(" " * indent + row[0], BOLD))
        lines += pairs(list(zip(heads[1:], row[1:], strict=True)), room, indent + 2)
    return lines


def pairs(told: Sequence[tuple[str, str]], room: int, indent: int = 2) -> list[Text]:
    """Label and value, the values below each other and wrapped; a line break in a value is kept."""
    wide = max((width(label) for label, _ in told), default=0)
    lines = []
    for label, value in told:
        lead = " " * indent + label + " " * (wide - width(label) + GAP)
        lines += hanging(lead, value, room)
    return lines


def amounts(told: Sequence[tuple[str, str, str]], room: int, indent: int = 2) -> list[Text]:
    """Label, amount flush right, and a remark that is wrapped."""
    wide, deep = (max((width(row[place]) for row in told), default=0) for place in (0, 1))
    lines = []
    for label, amount, remark in told:
        gap = " " * (wide - width(label) + GAP + deep - width(amount))
        lines += hanging(f"{' ' * indent}{label}{gap}{amount}{' ' * GAP}", remark, room)
    return lines
