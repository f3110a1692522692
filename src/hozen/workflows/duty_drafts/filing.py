"""Recording that a report was filed: one row more in the book's table `filings`."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hozen.law import Law
from hozen.records import Book
from hozen.records.filing_tables import FILINGS
from hozen.rules.duties.calendar import ends_of
from hozen.rules.duties.jp import EVENT, duty_named
from hozen.workflows.duty_drafts.errors import DraftRefused
from hozen.workflows.importing.commit import locked
from hozen.workflows.strict_csv import rows

_NAMES = tuple(column.name for column in FILINGS.columns)
_DUTIES = next(column.choices for column in FILINGS.columns if column.name == "duty")
_NEARBY = 366


@dataclass(frozen=True, slots=True)
class Filed:
    """提出の記録: the row as it now stands in `file`."""

    file: Path
    duty: str
    period_end: date
    filed_on: date
    reference: str


def record_filing(
    root: Path, duty: str, period_end: date, filed_on: date, reference: str, today: date
) -> Filed:
    """提出の記帳. The file keeps every byte that it had; the row comes after them, whole or not at all.

    DraftRefused for a report that is not on file, a day that ends no period of it, a day of filing before that or to
    come, a row that stands already, and a table that is kept in another form than filings.csv.
    ImportConflict while something else is taken into the book.
    """
    book = Book.open(root, whole=False)
    _fits(book, duty, period_end, filed_on, today)
    with locked(root):  # of two at once, neither writes over what the other has added
        return _added(root, duty, period_end, filed_on, reference)


def _added(root: Path, duty: str, period_end: date, filed_on: date, reference: str) -> Filed:
    book, path = Book.open(root, whole=False), root / f"{FILINGS.name}.csv"
    before = _before(book, path)
    for row in rows(before, path.name, _NAMES, DraftRefused):
        if (row.text("duty"), row.day("period_end")) == (duty, period_end):
            row.refuse(
                "period_end", "a period that is not on record yet", "change the row itself if it is wrong"
            )
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([duty, period_end, filed_on, reference])
    joint = b"" if before.endswith(b"\n") else b"\n"
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(before + joint + text.getvalue().encode())
    part.replace(path)
    return Filed(path, duty, period_end, filed_on, reference)


def _before(book: Book, path: Path) -> bytes:
    files = book.files(FILINGS.name)
    if not files:
        return (",".join(_NAMES) + "\n").encode()
    if files != (path,):
        raise DraftRefused(
            "the record of filings is kept in another form",
            where=str(files[0]),
            expected=path.name,
            try_next="add the row where the firm keeps it: " + ", ".join(_NAMES),
        )
    return path.read_bytes()


def _fits(book: Book, duty: str, period_end: date, filed_on: date, today: date) -> None:
    if duty not in _DUTIES:
        raise DraftRefused("no such report", found=duty, try_next="hozen duties list")
    if not period_end <= filed_on <= today:
        raise DraftRefused(
            "the day of filing does not fit",
            found=str(filed_on),
            expected=f"from the period's end {period_end} to today, {today}",
        )
    reading = Law.load("jp").reading(today)
    found = duty_named(reading, duty)
    quarter = reading.count("reporting.psa.property_period_months").value
    since = period_end - timedelta(days=_NEARBY)
    ends = list(ends_of(found.period, book.settings.years, quarter, since, period_end))
    if found.period != EVENT and period_end not in ends:
        before = max((one for one in ends if one < period_end), default=None)
        raise DraftRefused(
            "the day ends no period of this report",
            found=str(period_end),
            expected="the last day of a period" + (f", such as {before}" if before else ""),
        )
