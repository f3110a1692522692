"""The sample's reports as filed: each that recurs, for the periods of the last year or so. One can be left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from hozen.records import BusinessYears
from hozen.rules.duties.calendar import due_on, ends_of
from hozen.rules.duties.jp import Duty, recurring
from hozen.workflows.sample.book_toml import YEAR_BEGINS
from hozen.workflows.sample.job import Job
from hozen.workflows.sample.plants import Said
from hozen.workflows.sample.rows import Row

OVERDUE = "psa_property"  # the report that report_overdue leaves out
_BACK = timedelta(days=400)
_AFTER = timedelta(days=20)
_DAY = timedelta(days=1)
_MONTH, _DOM = map(int, YEAR_BEGINS.split("-"))
_YEARS = BusinessYears(_MONTH, _DOM)


def filing_rows(job: Job) -> list[Row]:
    """Rows of `filings`, in the order of their key; with the planted fault in them."""
    left_out = _overdue(job) if job.has("report_overdue") else None
    every = sorted((duty.code, end) for duty, end in _periods(job))
    return [(code, end, _filed(job, end), None) for code, end in every if (code, end) != left_out]


def said(job: Job) -> Mapping[str, Said]:
    """(subject, amount, unit) of the report that is overdue."""
    code, end = _overdue(job)
    return {"report_overdue": (f"{code} {end}", 1, "report")}


def _overdue(job: Job) -> tuple[str, date]:
    """The newest of that report whose last day has gone by: a quarterly one always has in a year."""
    late = [
        end
        for duty, end in _periods(job)
        if duty.code == OVERDUE and (due := due_on(duty, end)) and due < job.size.last_day
    ]
    return OVERDUE, max(late)


def _filed(job: Job, end: date) -> date:
    return min(end + _AFTER, job.size.last_day)


def _periods(job: Job) -> Iterator[tuple[Duty, date]]:
    """Each report that every exchange files again and again, with each period that ended before the last day."""
    first, last = job.size.last_day - _BACK, job.size.last_day - _DAY
    quarter = job.reading.count("reporting.psa.property_period_months").value
    for duty in recurring(job.reading):
        ends = ends_of(duty.period, _YEARS, quarter, first, last)
        yield from ((duty, end) for end in ends if first <= end <= last)
