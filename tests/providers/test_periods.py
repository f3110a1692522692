"""Periods, both ends included; and circles in a chain against a search that tries every day and every path."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.values.period import Period
from hozen.workflows.door.chain import Handed, circular

FIRST = date(2026, 11, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(8)]
ONE_DAY = timedelta(days=1)


def periods() -> st.SearchStrategy[Period]:
    ends = st.tuples(st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS))
    return ends.filter(lambda both: both[1] is None or both[0] <= both[1]).map(lambda both: Period(*both))


def test_both_ends_belong_to_it() -> None:
    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    around = {
        date(2026, 10, 31): False,
        date(2026, 11, 1): True,
        date(2026, 11, 30): True,
        date(2026, 12, 1): False,
    }
    assert {day: november.has(day) for day in around} == around
    assert [november.ended(day) for day in around] == [False, False, False, True]


def test_a_period_without_an_end_goes_on() -> None:
    assert Period(FIRST).has(date.max)
    assert not Period(FIRST).has(FIRST - ONE_DAY)


def test_a_period_of_one_day_is_one_and_a_shorter_one_is_refused() -> None:
    assert Period(FIRST, FIRST).has(FIRST)
    with pytest.raises(ValueError, match="2026-11-01 cannot end on 2026-10-31"):
        Period(FIRST, FIRST - ONE_DAY)


@given(periods(), periods())
def test_two_meet_exactly_when_some_day_is_in_both(one: Period, other: Period) -> None:
    shared = any(one.has(day) and other.has(day) for day in [*DAYS, DAYS[-1] + ONE_DAY])
    assert one.meets(other) is other.meets(one) is shared


def on_a_circle(rows: list[Handed], place: int, day: date) -> bool:
    """By trying: from the taker along every running row, as many steps as there are rows."""
    running = [one for one in rows if one.period.has(day)]
    if rows[place] not in running:
        return False
    reached = {rows[place].taker}
    for _ in rows:
        reached |= {one.taker for one in running if one.giver in reached}
    return rows[place].giver in reached


@given(
    st.lists(
        st.builds(Handed, st.sampled_from("ABCD"), st.sampled_from("ABCD"), periods()),
        max_size=6,
    )
)
def test_a_row_is_circular_exactly_when_some_day_brings_its_work_back(rows: list[Handed]) -> None:
    days = [*DAYS, DAYS[-1] + ONE_DAY]
    wanted = [place for place in range(len(rows)) if any(on_a_circle(rows, place, day) for day in days)]
    assert circular(rows) == wanted
