"""The duties of a stretch of days, each with its period and its due day. Law-neutral but for what a duty carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hozen.records import BusinessYears
from hozen.rules.duties.jp import EVENT, MARCH, MONTH, QUARTER, YEAR, Duty
from hozen.values import BusinessDays
from hozen.values.months import day_of_next_month, month_ends, term_ends

_DAY = timedelta(days=1)
_MARCH_ENDS = "03-31"


@dataclass(frozen=True, slots=True)
class Obligation:
    """期限: a duty for one period. `business_day` is the last business day on or before the due day.

    No text known to us moves a due day that is a holiday, so the day before it is the safe one.
    """

    duty: Duty
    period_end: date
    due_on: date
    business_day: date


def obligations(
    every: tuple[Duty, ...],
    years: BusinessYears,
    quarter: int,
    first: date,
    last: date,
    business_days: BusinessDays,
) -> tuple[Obligation, ...]:
    """What is due from `first` to `last`, by day. `quarter`: months of a part of the business year, from the law."""
    since = years.of(years.of(first).first - _DAY).first  # periods that ended long before may be due now
    found = [
        _obligation(duty, end, due, business_days)
        for duty in every
        for end in ends_of(duty.period, years, quarter, since, last)
        if (due := due_on(duty, end)) is not None and first <= due <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.duty.code)))


def _obligation(duty: Duty, end: date, due: date, business_days: BusinessDays) -> Obligation:
    day = due
    while not business_days.has(day):
        day -= _DAY
    return Obligation(duty, end, due, day)


def due_on(duty: Duty, end: date) -> date | None:
    """The last day for a period that ended on `end`; None where the duty has no time, or runs from an event."""
    if duty.time is None or duty.period == EVENT:
        return None
    value, unit = duty.time.value, duty.time.unit
    if unit == "months" and isinstance(value, int):
        return term_ends(end, value)
    if unit == "day_of_month" and isinstance(value, int):
        return day_of_next_month(end, value)
    return date.fromisoformat(f"{end.year}-{value}") if unit == "month_day" else None


def ends_of(period: str, years: BusinessYears, quarter: int, first: date, last: date) -> Iterator[date]:
    """Last days of periods of a kind from `first` to `last`; of business years also some beside them."""
    if period == MONTH:
        yield from month_ends(first, last)
    if period == MARCH:
        yield from (day for day in month_ends(first, last) if day.isoformat().endswith(_MARCH_ENDS))
    if period in (YEAR, QUARTER):
        for begins, ends in _years(years, first, last):
            yield from _quarters(begins, ends, quarter) if period == QUARTER else (ends,)


def _years(years: BusinessYears, first: date, last: date) -> Iterator[tuple[date, date]]:
    year = years.of(first)
    while year.first <= last:
        yield year.first, year.last
        year = years.of(year.last + _DAY)


def _quarters(begins: date, ends: date, months: int) -> Iterator[date]:
    """The year cut into parts of `months`; the last part ends with the year, however short."""
    day = begins - _DAY
    while day < ends:
        day = min(term_ends(day, months), ends)
        yield day
