"""Where the reserve stands against a requirement, and its path. Law-neutral."""

from __future__ import annotations

from datetime import date

from hozen.rules.reserves.requirement import PathYear, Requirement, ReservePosition
from hozen.values import BusinessYear, Yen, years_earlier

_NONE = Yen(0)


def addition(yearly: Yen, level: Yen, held: Yen) -> Yen:
    """min(A, B − C), at least ¥0."""
    return max(_NONE, min(yearly, level - held))


def position(
    requirement: Requirement, held: Yen, credit: Yen, year: BusinessYear, years_ahead: int
) -> ReservePosition:
    """The position at the end of `year`, and `years_ahead` further years at today's volumes."""
    level = max(_NONE, requirement.level - credit)
    path = _path(requirement.yearly_addition, level, held, year.last, years_ahead)
    return ReservePosition(
        requirement=requirement,
        held=held,
        insurance_credit=credit,
        level_after_credit=level,
        addition=addition(requirement.yearly_addition, level, held),
        releasable=max(_NONE, held - level),
        shortfall=max(_NONE, level - held),
        due=year.last,
        path=path,
        full_on=next((one.ends for one in path if one.held_after >= level), None),
    )


def _path(yearly: Yen, level: Yen, held: Yen, ends: date, years_ahead: int) -> tuple[PathYear, ...]:
    path = []
    for ahead in range(years_ahead + 1):
        added = addition(yearly, level, held)
        path.append(PathYear(years_earlier(ends, -ahead), held, added, held + added))
        held += added
    return tuple(path)
