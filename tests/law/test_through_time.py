"""Every figure through time: on each day one answer and never two; a hole that explains itself; a past that stays.

The walk takes each boundary day of each figure, of the law and of the scenarios shipped, and the day before and
after it.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import hozen.law as law_package
from hozen.law import Figure, Gap, Law, Lawful, LawGap, Reading
from hozen.law.figure import Row
from hozen.law.scenario import laid_beside
from hozen.values import Ratio

SHIPPED = Path(law_package.__file__).parent
LAW = Law.load("jp")
SCENARIOS = {name: LAW.scenario(name) for name in LAW.scenario_names()}
BESIDE = (None, *SCENARIOS)
ONE = timedelta(days=1)
NEW_YEAR_2030 = date(2030, 1, 1)

FIGURES = [
    *(pytest.param(one, id=one.key) for one in LAW.figures.values()),
    *(
        pytest.param(one, id=f"{name}: {one.key}")
        for name, scenario in SCENARIOS.items()
        for one in scenario.figures.values()
    ),
]


def first(row: Row) -> date:
    return row.since or date.min


def last(row: Row) -> date:
    return row.until or date.max


def holds(row: Row, day: date) -> bool:
    return first(row) <= day <= last(row)


def days_around(ends: set[date]) -> list[date]:
    """Each day, the one before and the one after; and a day long before and long after all of them."""
    near = {day + step for day in ends for step in (-ONE, 0 * ONE, ONE)}
    return sorted(near | {date(1900, 1, 1), date(2100, 12, 31)})


def ends_of(one: Figure) -> set[date]:
    return {day for row in one.rows for day in (row.since, row.until) if day}


def every_day(scenario: str | None) -> list[date]:
    known = [*LAW.figures.values(), *(SCENARIOS[scenario].figures.values() if scenario else ())]
    return days_around({day for one in known for day in ends_of(one)})


def reading(day: date, scenario: str | None) -> Reading:
    """As Law.reading, without reading the scenario's file again for each day."""
    beside = SCENARIOS[scenario] if scenario else None
    one = LAW.reading(day)
    return replace(one, scenario=scenario or "", rows=laid_beside(LAW.figures, beside, day))


def explains_itself(gap: Gap) -> bool:
    cited = bool(gap.cite) and all(one.article and one.instrument.short for one in gap.cite)
    return cited and bool(gap.why and gap.supply and gap.unit and gap.source)


class TestOneAnswer:
    def test_the_walk_meets_what_it_should(self) -> None:
        # The 127 figures of the founders' collection on 126 keys, and 18 of our own; see test_origins.py.
        assert len(LAW.keys()) >= 126 + 18
        assert len(FIGURES) == len(LAW.keys()) + sum(len(one.figures) for one in SCENARIOS.values())
        assert min(len(SCENARIOS[name].figures) for name in SCENARIOS if name != "act-64") > 8
        assert date(2026, 8, 12) in every_day(None)

    @pytest.mark.parametrize("one", FIGURES)
    def test_on_each_day_one_row_answers_or_a_hole_that_explains_itself(self, one: Figure) -> None:
        for day in days_around(ends_of(one)):
            rows = [row for row in one.rows if holds(row, day)]
            answer = one.on(day)
            assert len(rows) <= 1, day
            assert holds(answer, day), day
            assert answer.key == one.key
            if rows:
                assert answer is rows[0]
            else:
                assert isinstance(answer, Gap)
            if isinstance(answer, Gap):
                assert explains_itself(answer), day

    @pytest.mark.parametrize("one", FIGURES)
    def test_a_hole_reaches_from_row_to_row(self, one: Figure) -> None:
        """A hole ends the day before the next row begins, and begins the day after the last one ended."""
        for day in days_around(ends_of(one)):
            if any(holds(row, day) for row in one.rows):
                continue
            hole = one.on(day)
            assert not any(first(row) <= last(hole) and first(hole) <= last(row) for row in one.rows)
            for edge in (hole.since and hole.since - ONE, hole.until and hole.until + ONE):
                assert edge is None or any(holds(row, edge) for row in one.rows)

    @pytest.mark.parametrize("one", FIGURES)
    def test_the_boundaries_are_the_ends_of_the_rows_in_order(self, one: Figure) -> None:
        assert one.boundaries == tuple(sorted(ends_of(one)))

    @pytest.mark.parametrize("scenario", BESIDE, ids=str)
    def test_a_reading_gives_the_figure_or_a_gap_with_key_day_file_and_citation(self, scenario) -> None:
        for day in every_day(scenario):
            law = reading(day, scenario)
            assert set(law.rows) >= set(LAW.keys())
            for key, row in law.rows.items():
                if isinstance(row, Lawful):
                    assert law.figure(key) is row
                    assert holds(row, day)
                    continue
                with pytest.raises(LawGap) as caught:
                    law.figure(key)
                gap = caught.value
                assert (gap.key, gap.day) == (key, day)
                assert gap.file
                assert (SHIPPED / gap.file).is_file()
                assert gap.cite
                assert gap.try_next
                assert key in gap.message
                assert str(day) in gap.message
                assert gap.file in str(gap)
                assert str(gap.cite[0]) in str(gap)

    @pytest.mark.parametrize("scenario", BESIDE, ids=str)
    def test_it_comes_from_the_law_where_the_law_fixes_it_and_else_from_the_scenario(self, scenario) -> None:
        for day in every_day(scenario):
            beside = SCENARIOS[scenario].figures if scenario else {}
            for key, row in reading(day, scenario).rows.items():
                fixed = LAW.figures[key].on(day) if key in LAW.figures else None
                if isinstance(fixed, Lawful) or key not in beside:
                    assert row == fixed
                else:
                    assert row == beside[key].on(day)

    @pytest.mark.parametrize("scenario", BESIDE, ids=str)
    def test_the_way_in_gives_what_was_walked(self, scenario) -> None:
        for day in (date(2007, 9, 29), date(2026, 8, 12), date(2026, 11, 20)):
            assert LAW.reading(day, scenario) == reading(day, scenario)


class TestAPastThatStays:
    def test_days_read_backwards_answer_as_days_read_forwards(self) -> None:
        days = every_day("share-rates")
        forwards = {day: dict(reading(day, "share-rates").rows) for day in days}
        backwards = {day: dict(reading(day, "share-rates").rows) for day in reversed(days)}
        assert forwards == backwards

    def test_nobody_can_write_into_a_reading(self) -> None:
        law = LAW.reading(date(2026, 11, 20))
        with pytest.raises(TypeError):
            law.rows["custody.hot_share_max"] = LAW.figures["custody.hot_share_max"].rows[0]
        with pytest.raises(AttributeError):
            law.figure("custody.hot_share_max").value = Ratio.parse("1")

    @pytest.mark.parametrize(
        "key", [key for key, one in LAW.figures.items() if one.rows[-1].until is None and not one.never_fixed]
    )
    def test_an_amended_figure_answers_earlier_days_as_before(self, key) -> None:
        """Every figure of the law in turn is amended from 2030: its old row ends, a new one stands beside it."""
        before = LAW.figures[key]
        old = before.rows[-1]
        assert isinstance(old, Lawful)
        new = replace(old, since=NEW_YEAR_2030, value="another", note="amended")
        after = replace(before, rows=(*before.rows[:-1], replace(old, until=NEW_YEAR_2030 - ONE), new))
        for day in days_around({*ends_of(before), NEW_YEAR_2030}):
            then, now = before.on(day), after.on(day)
            if day >= NEW_YEAR_2030:
                assert now is new
            elif isinstance(then, Lawful):
                assert replace(now, until=then.until) == then
            else:
                assert (now, isinstance(now, Gap)) == (then, True)

    def test_an_amended_file_answers_earlier_days_as_before(self, tmp_path) -> None:
        """The same through the files themselves, as CONTRIBUTING asks: `until` filled in, a new row below."""
        folder = tmp_path / "jp"
        shutil.copytree(SHIPPED / "jp", folder)
        path = folder / "parameters" / "custody" / "hot_share_max.yaml"
        old = path.read_text(encoding="utf-8")
        period = old.split("periods:\n")[1]
        ended = old.replace("    since_means:", "    until: 2029-12-31\n    since_means:", 1)
        new = period.replace("value: 0.05", "value: 0.03").replace("since: 2020-05-01", "since: 2030-01-01")
        path.write_text(ended + new, encoding="utf-8")
        amended = Law.load(folder)
        for day in (one for one in every_day(None) if one < NEW_YEAR_2030):
            then, now = dict(LAW.reading(day).rows), dict(amended.reading(day).rows)
            row = now["custody.hot_share_max"]
            if isinstance(row, Lawful):  # its end is filled in; nothing else moves
                now["custody.hot_share_max"] = replace(row, until=None)
            assert now == then, day
        limits = {
            day: amended.reading(day).ratio("custody.hot_share_max").value
            for day in (NEW_YEAR_2030 - ONE, NEW_YEAR_2030, NEW_YEAR_2030 + ONE)
        }
        assert list(limits.values()) == [Ratio.parse("0.05"), Ratio.parse("0.03"), Ratio.parse("0.03")]


DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))


class TestAnyDay:
    @given(DAYS, st.sampled_from(BESIDE))
    def test_any_day_gives_each_key_one_row_that_covers_it(self, day, scenario) -> None:
        for key, row in reading(day, scenario).rows.items():
            assert row.key == key
            assert holds(row, day)
            assert isinstance(row, Lawful) or explains_itself(row)

    @given(DAYS, DAYS, st.sampled_from(sorted(LAW.figures)))
    def test_two_days_with_no_boundary_between_them_have_the_same_answer(self, one, two, key) -> None:
        early, late = sorted((one, two))
        ends = LAW.figures[key].boundaries
        assume(not any(early <= day <= late for day in ends))
        before, after = LAW.figures[key].on(early), LAW.figures[key].on(late)
        assert (before.since, before.until) == (after.since, after.until)
        assert isinstance(before, Gap) == isinstance(after, Gap)
        assert getattr(before, "value", None) == getattr(after, "value", None)
