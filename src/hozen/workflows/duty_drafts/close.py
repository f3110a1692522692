"""The close that a draft rests on, and the days of its period that were closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hozen.books.books import Books
from hozen.books.closing import ClosingHeading
from hozen.findings import Status
from hozen.rules.duties.draft import DaysClosed
from hozen.values import BusinessDays
from hozen.workflows.daily_close import Closing, closing_from_json
from hozen.workflows.duty_drafts.errors import DraftRefused


@dataclass(frozen=True, slots=True)
class DraftClose:
    """報告書案の基礎とする締め: a closing of the period's last day as the books keep it, and its folder of evidence."""

    first: date
    last: date
    entry: int
    scenario: str
    fingerprint: str
    approved_by: str  # '' for nobody
    folder: Path
    days: DaysClosed


def draft_close(
    books: Books, book: str, last: date, first: date, business: BusinessDays
) -> tuple[DraftClose, Closing]:
    """The newest closing of `last`, an approved one first, and what it found. DraftRefused where the day is not closed."""
    every = books.closings(book, newest_only=True)
    of_day = [one for one in every if one.day == last]
    if not of_day:
        raise DraftRefused(
            "the period's last day is not closed",
            where=str(last),
            found="no closing in the books",
            expected="a closing kept in the books",
            try_next=f"hozen close BOOK --day {last}",
        )
    best = max(of_day, key=lambda one: (one.approval is not None, one.seq))
    close = DraftClose(
        first,
        last,
        best.seq,
        best.scenario,
        best.fingerprint,
        best.approval.actor if best.approval else "",
        Path(str(best.summary["folder"])),
        _days([one for one in every if one.scenario == best.scenario], first, last, business),
    )
    return close, closing_from_json(books.closing(best.seq).body)


def _days(found: Sequence[ClosingHeading], first: date, last: date, business: BusinessDays) -> DaysClosed:
    closed = {one.day: str(one.summary["status"]) for one in found if first <= one.day <= last}
    span = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return DaysClosed(
        closed=len(closed),
        in_breach=sum(status == Status.BREACH.value for status in closed.values()),
        left_out=sum(business.has(day) and day not in closed for day in span),
    )
