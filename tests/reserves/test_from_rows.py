"""Volumes by business year, from the tape and from statements."""

from datetime import date

import pytest

from hozen.records import BusinessYears
from hozen.rules.reserves.from_rows import year_volumes
from hozen.values import BusinessYear, Yen

APRIL = BusinessYears(4, 1)
DAY = date(2026, 11, 20)


def by_year(years, traded=(), stated=(), day=DAY):
    found = year_volumes(years, day, traded, stated)
    return {one.year.first: {name: yen.amount for name, yen in one.by_class.items()} for one in found}


def test_the_last_day_of_march_and_the_first_of_april_lie_in_two_years() -> None:
    tape = [(date(2026, 3, 31), "spot", 5), (date(2026, 4, 1), "spot", 7), (date(2026, 4, 2), "spot", 1)]
    assert by_year(APRIL, tape) == {date(2025, 4, 1): {"spot": 5}, date(2026, 4, 1): {"spot": 8}}


def test_months_and_whole_years_join_the_tape() -> None:
    tape = [(date(2026, 11, 2), "spot", 1)]
    stated = [
        ("FY2024", "spot", 10),
        ("2026-03", "spot", 2),
        ("2026-10", "spot", 3),
        ("2026-10", "margin", 4),
    ]
    assert by_year(APRIL, tape, stated) == {
        date(2024, 4, 1): {"spot": 10},
        date(2025, 4, 1): {"spot": 2},
        date(2026, 4, 1): {"margin": 4, "spot": 4},  # 3 + 1
    }


def test_a_month_that_has_not_begun_does_not_count_and_the_current_one_does() -> None:
    stated = [("2026-11", "spot", 1), ("2026-12", "spot", 2), ("FY2027", "spot", 4)]
    assert by_year(APRIL, (), stated) == {date(2026, 4, 1): {"spot": 1}}


def test_the_current_year_is_there_without_any_volume_and_is_said_to_run() -> None:
    (only,) = year_volumes(APRIL, DAY, (), ())
    assert (only.by_class, only.so_far) == ({}, True)


@pytest.mark.parametrize(("day", "so_far"), [(date(2027, 3, 30), True), (date(2027, 3, 31), False)])
def test_a_year_is_whole_on_its_last_day(day, so_far) -> None:
    assert year_volumes(APRIL, day, (), ())[-1].so_far is so_far


def test_a_shortened_first_year_and_a_moved_year_end_keep_their_own_volumes() -> None:
    # Founded 1 October 2024 (six months), then the year end moved from March to December 2025 (nine months).
    named = (
        BusinessYear(date(2024, 10, 1), date(2025, 3, 31)),
        BusinessYear(date(2025, 4, 1), date(2025, 12, 31)),
    )
    tape = [(date(2025, 3, 31), "spot", 1), (date(2025, 12, 31), "spot", 2), (date(2026, 1, 1), "spot", 4)]
    found = year_volumes(BusinessYears(1, 1, named), DAY, tape, ())
    assert [(one.year.first, one.year.last, one.by_class["spot"]) for one in found] == [
        (date(2024, 10, 1), date(2025, 3, 31), Yen(1)),
        (date(2025, 4, 1), date(2025, 12, 31), Yen(2)),
        (date(2026, 1, 1), date(2026, 12, 31), Yen(4)),
    ]
