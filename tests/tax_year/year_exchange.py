"""The small exchange's book and books, in a folder that a test may change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from year_book import YearBook

from hozen.books import open_books
from hozen.workflows.daily_close import close
from hozen.workflows.tax_year import Ask, CalendarYear, Issue, approve, issue
from hozen.workflows.tax_year.issuing import Place, place_of

YEAR = CalendarYear.of(2026)
WHY = "the first year with hozen"


@dataclass
class Exchange:
    """A book and its books in a folder."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "book"

    @property
    def books(self) -> Path:
        return self.folder / "books.sqlite"

    @property
    def case(self) -> Path:
        return self.root / "cases/tax-2026"

    def ask(self, **more: Any) -> Ask:
        return replace(Ask(self.root, YEAR, not_closed=WHY, books=self.books, memory_limit="1GB"), **more)

    def issue(self, **more: Any) -> Issue:
        return issue(self.ask(**more), "sato")

    def at(self, do: Callable[[Place], Any]) -> Any:
        with open_books(str(self.books)) as kept:
            return do(place_of(kept, self.root, YEAR))

    def approve(self) -> Issue:
        return self.at(lambda place: approve(place, "mori"))

    def close(self) -> None:
        out = self.folder / "out"
        close(self.root, YEAR.last, books=self.books, out=out, actor="sato", memory_limit="1GB")

    def rewrite(self, change: Callable[[YearBook], object]) -> None:
        book = YearBook(self.root)
        change(book)
        book.write()
