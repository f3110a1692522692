"""A draft of a report, out of the close of the period's last day and the book that it was closed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hozen.books import open_books
from hozen.findings import InTables
from hozen.findings.table import Table
from hozen.law import Law, Reading
from hozen.records import Book, BusinessYears
from hozen.rules.duties import Duty
from hozen.rules.duties.calendar import due_on, ends_of
from hozen.rules.duties.draft import DraftLine, blanks
from hozen.rules.duties.jp import duty_named
from hozen.rules.duties.jp_drafts import DRAFTS
from hozen.workflows.door.admit import Progress
from hozen.workflows.duty_drafts.close import DraftClose, draft_close
from hozen.workflows.duty_drafts.errors import DraftRefused
from hozen.workflows.duty_drafts.facts import DraftSource, facts_of
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import books_address

_DAY = timedelta(days=1)
_YEAR_DAYS = 366


@dataclass(frozen=True, slots=True)
class DutyDraft(InTables):
    """報告書案: the figures of one report for one period. A draft: nothing of it is filed by writing it."""

    book: str
    firm: str
    firm_ja: str
    duty: Duty
    first: date
    last: date
    due_on: date | None
    close: DraftClose
    lines: tuple[DraftLine, ...]
    sources: tuple[DraftSource, ...]

    @property
    def blanks(self) -> tuple[DraftLine, ...]:
        """What the books cannot say."""
        return blanks(self.lines)

    def as_table(self) -> Table:
        """One row per figure."""
        rows = tuple(
            (one.item, one.of or None, one.value, one.source or None, one.why or None) for one in self.lines
        )
        return Table(("item", "of", "value", "source", "why"), rows, title="draft")

    def as_tables(self) -> tuple[Table, ...]:
        """The figures, then their sources."""
        rows = tuple((one.name, one.where, one.rows, one.sha256, one.as_closed) for one in self.sources)
        columns = ("source", "where", "rows", "sha256", "as_closed")
        return (self.as_table(), Table(columns, rows, title="sources"))


def draft(
    book: str | Path,
    duty: str,
    period_end: date | None = None,
    *,
    into: Path,
    books: str | Path | None = None,
    memory_limit: str = "4GB",
    progress: Progress | None = None,
) -> DutyDraft:
    """報告書案の作成. `period_end` None takes the newest period whose last day is closed. Trades behind it go `into`
    a folder.

    Raises DraftRefused for another duty, a day that ends no period or is not closed, and evidence that is not the close's;
    LawGap for a day of which the duty's text is not known; RowsRefused and BookError where the book does not pass the
    door; CaseFileRefused where other evidence stands.
    """
    opened = Book.open(book)
    with open_books(books_address(books)) as kept:
        closed = {one.day for one in kept.closings(opened.settings.book, newest_only=True)}
        last = period_end or _newest(opened, duty, closed)
        reading = Law.load("jp").reading(last)
        owed, first = _named(reading, duty), _begins(opened, reading, duty, last)
        close, closing = draft_close(kept, opened.settings.book, last, first, opened.settings.business_days)
    evidence = into / f"{duty}-{last}-traded.parquet"
    with engine_at_home("duckdb", memory_limit) as engine:
        facts, sources = facts_of(engine, opened, close, closing, evidence, progress)
    return DutyDraft(
        book=opened.settings.book,
        firm=opened.settings.firm,
        firm_ja=opened.settings.firm_ja or opened.settings.firm,
        duty=owed,
        first=first,
        last=last,
        due_on=due_on(owed, last),
        close=close,
        lines=tuple(DRAFTS[duty](facts)),
        sources=sources,
    )


def _named(reading: Reading, duty: str) -> Duty:
    if duty not in DRAFTS:
        raise DraftRefused(
            "no draft is made of this report",
            found=duty,
            expected=", ".join(DRAFTS),
            try_next="hozen duties list",
        )
    return duty_named(reading, duty)


def _ends(years: BusinessYears, reading: Reading, duty: str, first: date, last: date) -> list[date]:
    quarter = reading.count("reporting.psa.property_period_months").value
    period = _named(reading, duty).period
    return [one for one in ends_of(period, years, quarter, years.of(first).first - _DAY, last) if one <= last]


def _begins(book: Book, reading: Reading, duty: str, last: date) -> date:
    """The period's first day. DraftRefused for a day that ends none."""
    ends = _ends(book.settings.years, reading, duty, last - timedelta(days=_YEAR_DAYS), last)
    if last not in ends:
        raise DraftRefused(
            "the day ends no period of this report",
            where=str(last),
            found=duty,
            expected="the last day of a period" + (f", such as {ends[-1]}" if ends else ""),
            try_next=f"hozen duties due {book.root}",
        )
    if duty == "psa_annual":
        return book.settings.years.of(last).first
    return max(one for one in ends if one < last) + _DAY


def _newest(book: Book, duty: str, closed: set[date]) -> date:
    """The newest period's end that is closed. DraftRefused where none is."""
    days = sorted(closed)
    if days:
        reading = Law.load("jp").reading(days[-1])
        ended = closed.intersection(_ends(book.settings.years, reading, duty, days[0], days[-1]))
        if ended:
            return max(ended)
    raise DraftRefused(
        "no period of this report ends on a day that is closed",
        where=book.settings.book,
        found=f"closed up to {days[-1]}" if days else "no closing in the books",
        expected="a closing of a period's last day",
        try_next=f"hozen close {book.root} --day DAY",
    )
