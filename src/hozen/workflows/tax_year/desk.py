"""The book of a year behind the door, beside its books, and the closes that it is tied to."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hozen import __version__
from hozen.books import Books, open_books
from hozen.engine import Engine
from hozen.records import Book, InputFile, Query
from hozen.workflows.case_folder import case_folder
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import books_address, home
from hozen.workflows.tax_year import columns, csv_lines, lines_sql, parts, staged_sql, standing_sql
from hozen.workflows.tax_year.book_year import of_year
from hozen.workflows.tax_year.calendar_year import CalendarYear
from hozen.workflows.tax_year.closes import TiedClose, balances_of, tied_close
from hozen.workflows.tax_year.errors import YearNotClosed

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Ask:
    """発行の条件: whose year, and how.

    `opens_empty`: the firm began in the year, so that nobody held anything before. `not_closed`: why the books need not
    have a closing of the day before the year, such as the first year with hozen; it is kept with the issue.
    """

    root: Path
    year: CalendarYear
    opens_empty: bool = False
    not_closed: str = ""
    engine: str = "duckdb"
    memory_limit: str = "3GB"
    books: str | Path | None = None
    progress: Progress | None = None

    def say(self, what: str, done: int, of: int) -> None:
        """Tell how far it is."""
        if self.progress:
            self.progress(what, done, of)


@dataclass(frozen=True, slots=True)
class Closes:
    """年末と前年末の締め: what the reports are tied to; None in a draft.

    `opening` None: the year opens with nothing, or with balances that nobody closed, for the reason `not_closed`.
    """

    closing: TiedClose | None = None
    opening: TiedClose | None = None
    not_closed: str = ""


@dataclass(frozen=True, slots=True)
class YearDesk:
    """年間取引報告書の机: a year's files as typed views in an engine."""

    ask: Ask
    book: Book
    books: Books
    engine: Engine
    inputs: tuple[InputFile, ...]

    @property
    def name(self) -> str:
        """The book's name."""
        return self.book.settings.book

    @property
    def folder(self) -> Path:
        """Where what is issued of the year stands."""
        return case_folder(self.ask.root, self.ask.year.case)

    @property
    def customers(self) -> int:
        """Rows of the table of customers."""
        return sum(one.rows for one in self.inputs if one.table == "customers")

    def decimals(self) -> dict[str, int]:
        """Asset → its decimals."""
        query = Query("decimals", "SELECT asset, decimals FROM assets ORDER BY asset", ("assets",))
        return {str(asset): int(str(places)) for asset, places in self.engine.rows(query)}

    def closes(self) -> Closes:
        """The two closes. YearNotClosed."""
        year = self.ask.year
        closing = self._tied(year.last)
        if self.ask.opens_empty:
            return Closes(closing)
        try:
            return Closes(closing, self._tied(year.before))
        except YearNotClosed:
            if not self.ask.not_closed or not balances_of(self.inputs, year.before):
                raise
            return Closes(closing, not_closed=self.ask.not_closed)

    def closes_if_any(self) -> Closes:
        """The same for a draft: what is not closed is not tied."""
        year = self.ask.year
        opening = None if self.ask.opens_empty else self._tied_if_any(year.before)
        return Closes(self._tied_if_any(year.last), opening)

    def _tied_if_any(self, day: date) -> TiedClose | None:
        try:
            return self._tied(day)
        except YearNotClosed:
            return None

    def _tied(self, day: date) -> TiedClose:
        return tied_close(self.books, self.name, day, balances_of(self.inputs, day))

    def fingerprint(self, closes: Closes) -> str:
        """SHA-256 over all that the reports rest on."""
        tied = [*(one and one.fingerprint for one in (closes.closing, closes.opening)), closes.not_closed]
        files = [[one.path, one.sha256] for one in self.inputs]
        rest = [self.ask.year.number, self.ask.opens_empty, __version__, self.engine.version, code_hash()]
        return hashlib.sha256(json.dumps([files, tied, rest]).encode()).hexdigest()


@contextmanager
def year_desk(ask: Ask) -> Iterator[YearDesk]:
    """Admit the year's files. Raises RowsRefused, BookError, EngineError, BooksError."""
    book = of_year(Book.open(ask.root, whole=False), ask.year, opens_empty=ask.opens_empty)
    rejects = home() / "rejects" / book.settings.book
    with (
        open_books(books_address(ask.books)) as books,
        engine_at_home(ask.engine, ask.memory_limit) as engine,
    ):
        passed = PassedFiles.load(home())
        inputs = admit(book, engine, passed=passed, rejects=rejects, progress=ask.progress).inputs
        yield YearDesk(ask, book, books, engine, inputs)


@cache
def code_hash() -> str:
    """SHA-256 over the queries: a change of them is another issue."""
    modules = (columns, staged_sql, lines_sql, standing_sql, csv_lines, parts)
    return hashlib.sha256("".join(map(inspect.getsource, modules)).encode()).hexdigest()
