"""The class-wise peak over this year and the years begun shortly before it. Law-neutral."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.rules.reserves.facts import YearVolume
from hozen.values import Yen, years_earlier


def lookback(years: Sequence[YearVolume], prior_years: int) -> tuple[YearVolume, ...]:
    """The last year, and each year that began within `prior_years` years before it began (that day included)."""
    begins = years[-1].year.first
    since = years_earlier(begins, prior_years)
    return tuple(one for one in years if since <= one.year.first <= begins)


def peak_by_class(years: Sequence[YearVolume]) -> dict[str, Yen]:
    """Class → its largest year; classes peak in different years."""
    classes = sorted({name for one in years for name in one.by_class})
    return {name: max(one.by_class.get(name, Yen(0)) for one in years) for name in classes}
