"""The many rows of an evidence file: short texts and whole numbers, each row written as one piece of the sheet's XML.

The library goes through every cell four times, which takes three quarters of the time of a pack. What is written here
is byte for byte what it would write (a test compares them); a row with anything unusual is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hozen.engine import Cell
from hozen.faces.reports.cells import EXACT, Put, raw
from hozen.faces.reports.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# One line of ASCII with nothing to escape (& < > _x), no space at its ends, and nothing that starts a formula.
_PLAIN = re.compile(r"(?![=+@-])(?!.*_x)[!-%'-;=?-~](?:[ -%'-;=?-~]{0,36}[!-%'-;=?-~])?")
_LONG = 10**20  # a number from here on may wrap
_LETTERS = 26


class PlainRows:
    """Writes them: `kinds` are the styles of each column's numbers."""

    def __init__(self, page: Worksheet, styles: Styles, kinds: Sequence[str]) -> None:
        self._page = page
        self._kinds = kinds
        self._text, self._digits, *self._numbers = (
            _number_of(styles, one) for one in ("text", "right", *kinds)
        )
        self._extremes: dict[int, tuple[int, int]] = {}

    def write(self, row: int, cells: Sequence[Cell]) -> bool:
        """One row; False where a cell needs more care, and then nothing is written."""
        if len(cells) > _LETTERS:
            return False
        parts = [self._cell(row + 1, column, value) for column, value in enumerate(cells)]
        if None in parts:
            return False
        text = "".join(filter(None, parts))
        if text:
            self._put(row, len(cells) - 1, text)
        return True

    def _put(self, row: int, last: int, text: str) -> None:
        if self._page.table:  # what the library still holds comes first
            self._page._write_single_row(row)  # noqa: SLF001  # there is no public way to write a row whole
        self._page._check_dimensions(row, last)  # noqa: SLF001  # the sheet must know how far it goes
        self._page.fh.write(f'<row r="{row + 1}">{text}</row>')

    def extremes(self) -> Iterator[tuple[int, Put]]:
        """Column, and its smallest and its largest number: what tells how wide the column must be."""
        for column, found in self._extremes.items():
            for number in found:
                yield column, raw(number, self._kinds[column])

    def _cell(self, row: int, column: int, value: Cell) -> str | None:
        """The cell's XML; '' for nothing to see, None for what is not plain."""
        at = f'<c r="{chr(65 + column)}{row}" s="'
        if value is None or value == "":
            return ""
        if type(value) is str:
            return self._string(at, self._text, value) if _PLAIN.fullmatch(value) else None
        if type(value) is not int:
            return None
        if -EXACT < value < EXACT:
            low, high = self._extremes.get(column, (value, value))
            self._extremes[column] = min(low, value), max(high, value)
            return f'{at}{self._numbers[column]}"><v>{value}</v></c>'
        many = EXACT <= value < _LONG and self._kinds[column] == "whole"
        return self._string(at, self._digits, f"{value:,}") if many else None

    @staticmethod
    def _string(at: str, look: int, text: str) -> str:
        return f'{at}{look}" t="inlineStr"><is><t>{text}</t></is></c>'


def _number_of(styles: Styles, name: str) -> int:
    """The number under which the file knows a look."""
    number: int = styles(name)._get_xf_index()  # noqa: SLF001  # a row's XML names it
    return number
