"""One sheet, written from top to bottom: what stands above is never touched again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from hozen.engine import Cell
from hozen.faces.reports.cells import Put, raw
from hozen.faces.reports.layout import claimed_width, row_height
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.plain_rows import PlainRows
from hozen.faces.reports.styles import Styles
from hozen.faces.reports.text import STARTS_A_FORMULA, broken, fitting, is_rich

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Sequence[Put | str]
_A4 = 9
_PADDING = 2  # so that a full cell does not run into the next
_MEASURED = 300  # rows of each table whose widths are measured: a million alike cost time and tell no more


class Sheet:
    """シート: keeps the next row and the widths of what was written."""

    def __init__(self, page: Worksheet, styles: Styles, words: Phrases) -> None:
        self.words = words
        self._page = page
        self._styles = styles
        self._row = 0
        self._widths: dict[int, int] = {}
        self._frozen = False
        self._measure_to = _MEASURED
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    @property
    def name(self) -> str:
        """The name on the tab."""
        return str(self._page.get_name())

    def line(self, *cells: Put | str) -> None:
        """One row."""
        puts = [Put(cell) if isinstance(cell, str) else cell for cell in cells]
        height = row_height(puts, self.words.lang)
        if height is not None:
            self._page.set_row(self._row, height)
        for column, put in enumerate(puts):
            self._write(column, put)
            self._measure(column, put)
        self._row += 1

    def gap(self) -> None:
        """An empty row."""
        self._row += 1

    def title(self, text: str, *notes: str) -> None:
        """The sheet's title, and sentences below it."""
        self.line(Put(text, "title"))
        for note in notes:
            self.note(note)
        self.gap()

    def section(self, text: str) -> None:
        """A heading within the sheet."""
        self.line(Put(text, "section"))

    def note(self, text: str) -> None:
        """Sentences that run over the columns; a long line is broken into rows."""
        for line in text.splitlines():
            for part in broken(line):
                self.line(Put(part, "note"))

    def pairs(self, pairs: Iterable[tuple[str, Put | str]]) -> None:
        """Name and value, one pair a row; a running text that is long goes on in the rows below."""
        for name, value in pairs:
            first, *more = _rows(Put(value) if isinstance(value, str) else value)
            self.line(Put(name, "bold"), first)
            for rest in more:
                self.line("", rest)

    def table(self, heads: Row, rows: Iterable[Row], *, main: bool = False) -> None:
        """A heading row and its rows; 'none' where there are none.

        The `main` table's heading stays in view, comes again on each printed page, and can be filtered.
        """
        top = self._row
        self._measure_to = top + _MEASURED
        self.line(*heads)
        for row in rows:
            self.line(*row)
        self._none_since(top)
        if main:
            self._main(top, len(heads))

    def copy(self, heads: Row, rows: Iterable[Sequence[Cell]], kinds: Sequence[str]) -> None:
        """A main table of values as the evidence holds them; `kinds` are the styles of each column's numbers."""
        top = self._row
        self._measure_to = top + _MEASURED
        plain = PlainRows(self._page, self._styles, kinds)
        self.line(*heads)
        for cells in rows:
            if self._row > self._measure_to and plain.write(self._row, cells):
                self._row += 1
            else:
                self.line(*map(raw, cells, kinds))
        self._none_since(top)
        for column, put in plain.extremes():
            self._measure(column, put)
        self._main(top, len(heads))

    def _none_since(self, top: int) -> None:
        if self._row == top + 1:
            self.line(Put(self.words("none"), "note"))

    def _main(self, top: int, columns: int) -> None:
        if not self._frozen:
            self._page.freeze_panes(top + 1, 0)
        self._page.repeat_rows(top)
        self._page.autofilter(top, 0, max(top + 1, self._row - 1), columns - 1)

    def keep_in_view(self) -> None:
        """All rows so far stay in view while the rest scrolls."""
        self._frozen = True
        self._page.freeze_panes(self._row, 0)

    def finish(self, left: str, right: str) -> None:
        """Widths and the printed page: A4 across, one page wide, numbered. Call it last."""
        for column, wide in self._widths.items():
            self._page.set_column(column, column, wide + _PADDING if wide else None)
        self._page.set_landscape()
        self._page.set_paper(_A4)
        self._page.fit_to_pages(1, 0)
        self._page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        self._page.set_header(f"&L{_plain(left)}&R{_plain(right)}")
        self._page.set_footer("&L&A&R&P / &N")

    def _write(self, column: int, put: Put) -> None:
        if put.link:
            look = self._styles("link")
            self._page.write_url(self._row, column, f"internal:'{put.link}'!A1", look, str(put.value))
        elif isinstance(put.value, str):
            self._write_text(column, put.value, put.style)
        elif isinstance(put.value, date):
            self._page.write_datetime(self._row, column, put.value, self._styles(put.style))
        else:
            self._page.write_number(self._row, column, put.value, self._styles(put.style))

    def _write_text(self, column: int, text: str, style: str) -> None:
        if not text and style == "text":
            return  # nothing to see
        shown = fitting(text, self.words)
        look = self._styles(style, quoted=shown.startswith(STARTS_A_FORMULA))
        if not shown:
            self._page.write_blank(self._row, column, None, look)
        elif is_rich(shown):
            # The library would take such a text for its own markup. In two pieces it writes it as it stands.
            self._page.write_rich_string(self._row, column, shown[0], look, shown[1:], look)
        else:
            self._page.write_string(self._row, column, shown, look)

    def _measure(self, column: int, put: Put) -> None:
        # A number that does not fit is shown as ####, so every one counts; text only wraps or is cut off.
        if self._row <= self._measure_to or not isinstance(put.value, str):
            self._widths[column] = max(claimed_width(put), self._widths.get(column, 0))


def _rows(value: Put) -> list[Put]:
    if value.style != "run" or not isinstance(value.value, str):
        return [value]
    return [Put(part, "run") for part in broken(value.value)] or [value]


def _plain(text: str) -> str:
    """A header's text: '&' would begin a command, and 255 characters is all that Excel takes."""
    return text[:90].replace("&", "&&")
