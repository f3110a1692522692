"""The reserve by the statute and by scenario figures, each with its hand computation."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.law import Law, LawGap
from hozen.rules.reserves import Requirement, YearVolume
from hozen.rules.reserves.band import band_level
from hozen.rules.reserves.jp import securities_requirement
from hozen.rules.reserves.loss_history import loss_at
from hozen.rules.reserves.peak_volume import lookback
from hozen.rules.reserves.position import position
from hozen.values import BusinessYear, Ratio, Yen

TN = 1_000_000_000_000
YEAR = BusinessYear(date(2026, 4, 1), date(2027, 3, 31))
LAW = Law.load("jp").reading(date(2026, 11, 20))


def year(first: int, **volumes: int) -> YearVolume:
    span = BusinessYear(date(first, 4, 1), date(first + 1, 3, 31))
    return YearVolume(span, {name: Yen(amount) for name, amount in volumes.items()})


def required(yearly: int, level: int) -> Requirement:
    return Requirement("", "class_rates", Yen(yearly), Yen(level), (), ())


class TestStatute:
    def test_the_worked_check_comes_to_three_hundred_million(self) -> None:
        # Shares ¥30tn, ¥25tn, now ¥20tn. A = 20tn × 0.2/10,000 = 400m. B = 30tn × 0.8/10,000 = 2,400m.
        # Held 2,100m: addition = min(400m, 2,400m − 2,100m) = 300m.
        found = securities_requirement(
            LAW, (year(2024, shares=30 * TN), year(2025, shares=25 * TN), year(2026, shares=20 * TN))
        )
        assert (found.yearly_addition, found.level) == (Yen(400_000_000), Yen(2_400_000_000))
        assert position(found, Yen(2_100_000_000), Yen(0), YEAR, 0).addition == Yen(300_000_000)

    def test_classes_peak_in_different_years(self) -> None:
        # Shares 30tn (2024) × 0.8 = 2,400m; bond options 1tn (2025) × 1.2 = 120m; together 2,520m.
        years = (year(2024, shares=30 * TN), year(2025, bond_options=TN), year(2026))
        assert securities_requirement(LAW, years).level == Yen(2_520_000_000)

    def test_a_year_begun_exactly_two_years_before_counts_and_one_begun_earlier_does_not(self) -> None:
        years = (year(2023, shares=9), year(2024, shares=8), year(2026, shares=1))
        assert [one.year.first.year for one in lookback(years, 2)] == [2024, 2026]

    def test_a_class_without_a_rate_is_a_gap_and_never_nothing(self) -> None:
        with pytest.raises(LawGap):
            securities_requirement(LAW, (year(2026, spot=1),))


class TestPosition:
    @pytest.mark.parametrize(
        ("held", "added", "releasable", "short"),
        [(99, 1, 0, 1), (100, 0, 0, 0), (101, 0, 1, 0), (0, 25, 0, 100)],
    )
    def test_below_on_and_above_the_level(self, held, added, releasable, short) -> None:
        now = position(required(25, 100), Yen(held), Yen(0), YEAR, 0)
        found = (now.addition, now.releasable, now.shortfall)
        assert found == (Yen(added), Yen(releasable), Yen(short))

    def test_insurance_lowers_the_level_and_the_path_ends_when_it_is_reached(self) -> None:
        # Level 100 − 40 = 60 at 25 a year: 25, 50, 60 after the third year-end.
        now = position(required(25, 100), Yen(0), Yen(40), YEAR, 5)
        assert [one.held_after.amount for one in now.path] == [25, 50, 60, 60, 60, 60]
        assert now.full_on == date(2029, 3, 31)

    def test_a_path_too_short_to_reach_the_level_says_so(self) -> None:
        assert position(required(25, 100), Yen(0), Yen(0), YEAR, 2).full_on is None

    @given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12))
    def test_an_addition_is_never_negative_nor_passes_the_level(self, yearly, level, held) -> None:
        now = position(required(yearly, level), Yen(held), Yen(0), YEAR, 3)
        assert Yen(0) <= now.addition <= Yen(yearly)
        assert all(one.held_after <= max(Yen(level), Yen(held)) for one in now.path)


@pytest.mark.parametrize(
    ("volume", "level"), [(99, 20), (100, 20), (101, Fraction(201, 10)), (500, 60), (501, 60)]
)
def test_a_band_is_flat_outside_its_anchors_and_linear_between(volume, level) -> None:
    # From 20 at 100 to 60 at 500: a tenth for each unit of volume.
    assert band_level(Yen(volume), (Yen(100), Yen(20)), (Yen(500), Yen(60))) == level


@pytest.mark.parametrize(("quantile", "loss"), [("1/5", 1), ("3/5", 3), ("0.61", 4), ("1", 5)])
def test_the_loss_that_so_many_of_five_do_not_exceed(quantile, loss) -> None:
    assert loss_at([Yen(n) for n in (5, 3, 1, 4, 2)], Ratio.parse(quantile)) == Yen(loss)
