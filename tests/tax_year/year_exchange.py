"""The small exchange's book and books, in a folder that a test may change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
from year_book import YearBook, plain_lines

from hozen.books import open_books
from hozen.workflows.daily_close import close
from hozen.workflows.tax_year import Ask, CalendarYear, Issue, approve, issue
from hozen.workflows.tax_year.columns import ISSUED
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

    def keep_close(self, day: date, fingerprint: str) -> None:
        """A closing of a day whose law is not on file, put into the books by hand: it rests on the day's balances."""
        file = f"customer_balances/day={day}/part.csv"
        parts = {f"file:{file}": sha256((self.root / file).read_bytes()).hexdigest()}
        with open_books(str(self.books)) as kept:
            kept.keep_closing("small", day, "act-64", fingerprint, parts, body={}, actor="sato")

    def close(self) -> None:
        out = self.folder / "out"
        close(self.root, YEAR.last, books=self.books, out=out, actor="sato", memory_limit="1GB")

    def approve_close(self, day: date = YEAR.last) -> None:
        """The newest closing of the day."""
        with open_books(str(self.books)) as kept:
            kept.approve(max(one.seq for one in kept.closings("small") if one.day == day), "mori", "")

    def numbers(self) -> dict[str, tuple[int, int, str]]:
        """Customer → report number, issue and state, of the newest issue."""
        newest = self.at(lambda place: place.issue().reports.number)
        rows = duckdb.sql(
            f"SELECT DISTINCT customer_id, report_number, issue, state FROM '{self.case}/issue-{newest}/lines/*.parquet'"
        ).fetchall()
        return {customer: (number, issue, state) for customer, number, issue, state in rows}

    def rewrite(self, change: Callable[[YearBook], object]) -> None:
        book = YearBook(self.root)
        change(book)
        book.write()


def lines(folder: Path, kind: str = "lines") -> dict[tuple[str, str], Counter[str]]:
    """What an issue's files say of each customer and asset, figures of 0 left out."""
    names = ", ".join(("customer_id", "asset", *ISSUED))
    rows = duckdb.sql(f"SELECT {names} FROM '{folder}/{kind}/*.parquet'").fetchall()
    return {
        (row[0], row[1]): Counter({n: int(v) for n, v in zip(ISSUED, row[2:], strict=True) if v})
        for row in rows
    }


def expected(tables: dict[str, list[dict[str, str]]]) -> dict[tuple[str, str], Counter[str]]:
    """The same by plain addition."""
    return {
        key: Counter({name: value for name, value in line.items() if name != "ledger_units"})
        for key, line in plain_lines(tables).items()
    }
