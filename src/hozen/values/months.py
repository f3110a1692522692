"""Terms counted in months, as the Civil Code counts them: 140, 143."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

_DAY = timedelta(days=1)
_YEAR = 12


def term_ends(last: date, months: int) -> date:
    """The last day of a term of `months` that runs from the day after `last`.

    From 31 March, three months: 1 April to 30 June. A day that the last month lacks is its last one: from 29 November,
    three months, 28 February. ValueError for fewer than one month.
    """
    if months < 1:
        raise ValueError("a term is at least one month")
    first = last + _DAY
    year, month = divmod(first.year * _YEAR + first.month - 1 + months, _YEAR)
    days = monthrange(year, month + 1)[1]
    if first.day > days:
        return date(year, month + 1, days)
    return date(year, month + 1, first.day) - _DAY


def day_of_next_month(last: date, day: int) -> date:
    """The `day`-th of the month after that of `last`."""
    year, month = divmod(last.year * _YEAR + last.month, _YEAR)
    return date(year, month + 1, day)


def month_ends(first: date, last: date) -> Iterator[date]:
    """Every last day of a month from `first` to `last`, both included."""
    day = date(first.year, first.month, monthrange(first.year, first.month)[1])
    while day <= last:
        if first <= day:
            yield day
        following = day + _DAY
        day = date(following.year, following.month, monthrange(following.year, following.month)[1])
