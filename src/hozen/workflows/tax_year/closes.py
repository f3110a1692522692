"""The closes that a year's reports are tied to: kept in the books, with the very balances that stand in the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hozen.books import Books
from hozen.books.closing import ClosingHeading
from hozen.records import InputFile
from hozen.workflows.tax_year.errors import YearNotClosed

BALANCES = "customer_balances"


@dataclass(frozen=True, slots=True)
class TiedClose:
    """紐付けた締め: the closing of a day, its number in the books, and who approved it ('' for nobody)."""

    day: date
    entry: int
    scenario: str
    version: int
    fingerprint: str
    approved_by: str

    def body(self) -> dict[str, object]:
        """As an issue names it. Who approved is not part of it: that may come later."""
        return {
            "day": self.day,
            "entry": self.entry,
            "scenario": self.scenario,
            "version": self.version,
            "fingerprint": self.fingerprint,
        }


def tied_close(books: Books, book: str, day: date, balances: Mapping[str, str]) -> TiedClose:
    """The closing of `day` whose balances are these files (path → SHA-256); the newest, an approved one first.

    YearNotClosed where the day is not closed, or was closed with other balances.
    """
    found = [one for one in books.closings(book) if one.day == day and not one.superseded]
    same = [one for one in found if _has(books, one, balances)]
    if not same:
        raise _not_closed(day, found, balances)
    best = max(same, key=lambda one: (one.approval is not None, one.seq))
    approved = best.approval.actor if best.approval else ""
    return TiedClose(day, best.seq, best.scenario, best.version, best.fingerprint, approved)


def balances_of(inputs: tuple[InputFile, ...], day: date) -> dict[str, str]:
    """Path → SHA-256 of the balances' files that a close of `day` reads: of folders by day that day's alone."""
    files = {one.path: one.sha256 for one in inputs if one.table == BALANCES}
    of_day = {path: digest for path, digest in files.items() if f"/day={day}/" in path}
    rest = {path: digest for path, digest in files.items() if "/day=" not in path}
    return (of_day | rest) if of_day else rest


def _has(books: Books, heading: ClosingHeading, balances: Mapping[str, str]) -> bool:
    parts = books.closing(heading.seq).parts
    told = {
        name.removeprefix("file:"): digest
        for name, digest in parts.items()
        if name.startswith((f"file:{BALANCES}.", f"file:{BALANCES}/"))
    }
    return bool(balances) and told == dict(balances)


def _not_closed(day: date, found: list[ClosingHeading], balances: Mapping[str, str]) -> YearNotClosed:
    if not balances:
        return YearNotClosed(
            "the book has no balances of the day",
            where=f"{BALANCES}/day={day}",
            expected="what each customer was owed at the day's end",
            try_next="add the table's file of that day",
        )
    if not found:
        return YearNotClosed(
            "the day is not closed",
            where=str(day),
            found="no closing in the books",
            expected="a closing kept in the books",
            try_next=f"hozen close BOOK --day {day}; for the day before a first year: --opening-not-closed REASON",
        )
    return YearNotClosed(
        "the day was closed with other balances",
        where=str(day),
        found=", ".join(f"entry {one.seq}" for one in found),
        expected="a closing of the balances that stand in the book now",
        try_next=f"put the file back, or close again: hozen close BOOK --day {day}",
    )
