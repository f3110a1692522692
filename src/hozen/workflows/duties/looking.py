"""Which reports fall due from a day on, for the firm of a book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hozen.findings import InTables
from hozen.findings.table import Table
from hozen.law import Law
from hozen.records import Book
from hozen.rules.duties import Duty, Obligation, duties, obligations
from hozen.rules.duties.jp import EVERYBODY, not_known


@dataclass(frozen=True, slots=True)
class DutyCalendar(InTables):
    """報告期限の一覧: what falls due from `day` to `until`, by day."""

    book: str
    day: date
    until: date
    obligations: tuple[Obligation, ...]
    not_known: tuple[str, ...] = ()  # duties of which no text is known on `day`

    def as_table(self) -> Table:
        """One row per due day."""
        rows = tuple(
            (
                one.due_on,
                one.business_day,
                one.duty.code,
                one.period_end,
                one.duty.to,
                str(one.duty.rule.cite),
                one.duty.rule.standing.word,
            )
            for one in self.obligations
        )
        columns = ("due_on", "business_day", "duty", "period_end", "to", "provision", "standing")
        return Table(columns, rows, title="duties")

    def as_tables(self) -> tuple[Table, ...]:
        """The one table."""
        return (self.as_table(),)


def every_duty(day: date) -> tuple[Duty, ...]:
    """Every duty on file as of `day`."""
    return duties(Law.load("jp").reading(day))


def duties_not_known(day: date) -> tuple[str, ...]:
    """Codes of the duties of which no text is known as of `day`."""
    return not_known(Law.load("jp").reading(day))


def calendar(book: Book | str | Path, day: date, ahead: int, *, type_1: bool = False) -> DutyCalendar:
    """What falls due from `day` on, `ahead` days; with `type_1` also what Type I firms owe.

    Reads book.toml only: the business year and the business days. BookError where there is none.
    """
    settings = (book if isinstance(book, Book) else Book.open(book)).settings
    reading, until = Law.load("jp").reading(day), day + timedelta(days=ahead)
    owed = tuple(one for one in duties(reading) if type_1 or one.firms == EVERYBODY)
    quarter = reading.count("reporting.psa.property_period_months").value
    found = obligations(owed, settings.years, quarter, day, until, settings.business_days)
    return DutyCalendar(settings.book, day, until, found, not_known(reading))
