"""From the rows the measures yield to volumes by business year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hozen.records import BusinessYears
from hozen.rules.reserves.facts import YearVolume
from hozen.values import BusinessYear, Yen


def year_volumes(
    years: BusinessYears,
    day: date,
    traded: Iterable[tuple[date, str, int]],
    stated: Iterable[tuple[str, str, int]],
) -> tuple[YearVolume, ...]:
    """Volumes up to `day` by business year, in date order; the last one is the year of `day`.

    A stated period counts when it has begun by `day`. The door has seen that no period counts twice and that no
    month lies in two business years.
    """
    current = years.of(day)
    sums: dict[BusinessYear, dict[str, int]] = {current: {}}
    spans = ((years.span(period)[0], product, yen) for period, product, yen in stated)
    for first, product, yen in (*traded, *(one for one in spans if one[0] <= day)):
        by_class = sums.setdefault(years.of(first), {})
        by_class[product] = by_class.get(product, 0) + yen
    return tuple(
        YearVolume(
            year,
            {name: Yen(yen) for name, yen in sorted(by_class.items())},
            so_far=year == current and day < year.last,
        )
        for year, by_class in sorted(sums.items())
    )
