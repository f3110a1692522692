"""A scenario answers what the law leaves open, and never moves what the law fixes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hozen.law import Law, LawConflict, LawFileError, Standing
from hozen.values import Ratio, Yen

LAW = Law.load("jp")
DAY = date(2026, 11, 20)

SCENARIO = """\
name: {name}
title: Mine
title_ja: 自社想定
who: a test
who_ja: 試験
standing: assumed
note: ""
note_ja: ""
figures:
  {key}:
    about: a
    about_ja: あ
    unit: {unit}
    periods:
      - value: {value}
        since: {since}
        since_means: assumed
        cite: {{instrument: ours, article: my reading}}
        standing: assumed
        seen: ours
"""


@pytest.fixture
def mine(tmp_path):
    def write(key, unit, value, since="2000-01-01") -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(
            SCENARIO.format(name="mine", key=key, unit=unit, value=value, since=since), encoding="utf-8"
        )
        return path

    return write


class TestConflict:
    def test_a_scenario_that_moves_the_law_is_a_conflict_with_both_files_day_and_citations(
        self, mine
    ) -> None:
        path = mine("custody.hot_share_max", "ratio", "0.10")
        with pytest.raises(LawConflict) as caught:
            LAW.reading(DAY, path)
        found = caught.value
        assert (found.key, found.day) == ("custody.hot_share_max", DAY)
        assert found.where == f"{path} and jp/parameters/custody/hot_share_max.yaml"
        assert [str(one) for one in found.cite] == ["CAE Order 27(2)", "hozen's choice my reading"]
        assert (found.found, found.expected) == ("1/10 (assumed)", "1/20 (in_force)")
        assert "2026-11-20" in found.message
        assert "CAE Order 27(2)" in found.message

    def test_even_where_it_says_the_same(self, mine) -> None:
        with pytest.raises(LawConflict):
            LAW.reading(DAY, mine("custody.hot_share_max", "ratio", "0.05"))

    def test_only_on_days_that_the_law_fixes(self, mine) -> None:
        # In force from 2020-05-01: the day before, a scenario may say what held; on the day it may not.
        path = mine("custody.hot_share_max", "ratio", "0.10")
        before = LAW.reading(date(2020, 4, 30), path)
        assert before.ratio("custody.hot_share_max").value == Ratio.parse("0.10")
        for day in (date(2020, 5, 1), date(2020, 5, 2)):
            with pytest.raises(LawConflict):
                LAW.reading(day, path)

    def test_only_on_days_on_which_the_scenario_speaks(self, mine) -> None:
        path = mine("custody.hot_share_max", "ratio", "0.10", since="2026-11-21")
        assert LAW.reading(DAY, path).ratio("custody.hot_share_max").value == Ratio.parse("0.05")
        with pytest.raises(LawConflict):
            LAW.reading(date(2026, 11, 21), path)

    def test_what_the_law_leaves_open_may_be_answered(self, mine) -> None:
        found = LAW.reading(DAY, mine("reserves.floor", "yen", "1_000")).yen("reserves.floor")
        assert (found.value, found.standing) == (Yen(1_000), Standing.ASSUMED)
        assert found.source.endswith("mine.yaml")

    def test_a_scenario_that_does_not_exist_is_answered_with_the_one_that_does(self) -> None:
        with pytest.raises(LawFileError) as caught:
            LAW.reading(DAY, "share-rate")
        assert "did you mean share-rates" in caught.value.try_next
