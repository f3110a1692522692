"""Numbers with a meaning: what they add up to, and what they refuse."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.values import (
    COVER_DOWN,
    DUTY_UP,
    BusinessDays,
    BusinessYear,
    Direction,
    Price,
    Ratio,
    Rounding,
    Units,
    Yen,
    legal_day,
    total,
    years_earlier,
)
from hozen.values.calendar import begins_utc, ends_utc


class TestYenAndUnits:
    def test_yen_meets_only_yen(self):
        assert Yen(5) + Yen(7) == Yen(12)
        with pytest.raises(TypeError, match="Yen meets only Yen, not Units"):
            Yen(5) + Units(7)

    @pytest.mark.parametrize("wrong", [1.0, True, "1", Fraction(1)])
    def test_an_amount_is_a_whole_number_and_nothing_else(self, wrong):
        with pytest.raises(TypeError, match="takes a whole number"):
            Yen(wrong)

    def test_a_quantity_shows_every_digit_of_its_smallest_unit(self):
        assert Units(150_000_000).coins(8) == "1.50000000"
        assert Units(1).coins(18) == "0.000000000000000001"
        assert Units(-250).coins(2) == "-2.50"
        assert Units(1_234_567).coins(0) == "1,234,567"

    def test_no_amounts_total_nothing(self):
        assert total(()) == Yen(0)
        assert total((Yen(2), Yen(-5))) == Yen(-3)

    def test_a_negative_yen_carries_its_sign_before_the_mark(self):
        assert str(Yen(-1_234_567)) == "-¥1,234,567"


class TestRatio:
    def test_a_rate_per_ten_thousand_is_exact(self):
        # 0.2 per 10,000 of ¥20tn = ¥400m, the statute's worked figure.
        assert Ratio.parse("0.2", per=10_000).of(Yen(20_000_000_000_000), DUTY_UP) == Yen(400_000_000)

    def test_a_fraction_stays_a_fraction(self):
        assert Ratio.parse("3/5").value == Fraction(3, 5)

    @pytest.mark.parametrize("text", ["", "-0.1", "1e-3", ".5", "5%", "1/0", "NaN", "0,5", " 0.5"])
    def test_anything_else_is_refused(self, text):
        with pytest.raises(ValueError, match="not a plain ratio"):
            Ratio.parse(text)

    def test_a_percentage_is_cut_and_never_rounded_up_over_a_threshold(self):
        assert Ratio(Fraction(949_999, 1_000_000)).percent() == "94.99%"
        assert Ratio(Fraction(-1, 400)).percent() == "-0.25%"
        assert Ratio(Fraction(1)).percent(0) == "100%"

    @given(st.integers(0, 10**30), st.integers(1, 10**12), st.integers(1, 10**12))
    def test_rounding_down_then_up_brackets_the_exact_value(self, yen, top, bottom):
        ratio = Ratio(Fraction(top, bottom))
        exact = Fraction(top * yen, bottom)
        low, high = ratio.of(Yen(yen), COVER_DOWN).amount, ratio.of(Yen(yen), DUTY_UP).amount
        assert low <= exact <= high
        assert high - low == (0 if exact.denominator == 1 else 1)


def test_half_goes_up_and_below_half_goes_down():
    half_up = Rounding("half", Direction.HALF_UP, "test")
    assert [half_up(Fraction(n, 10)) for n in (4, 5, 14, 15, -5)] == [0, 1, 1, 2, 0]


class TestPrice:
    def test_one_satoshi_of_a_ten_million_yen_coin_is_a_tenth_of_a_yen(self):
        assert Price.parse("10000000").value_of(1, 8) == Fraction(1, 10)

    @pytest.mark.parametrize("text", ["0", "0.000", "-1", "1e400", "inf", "NaN", "", "1.", "１２"])
    def test_a_price_is_a_positive_plain_decimal(self, text):
        with pytest.raises(ValueError, match="not a price"):
            Price.parse(text)


class TestLegalDay:
    def test_three_in_the_afternoon_utc_is_already_tomorrow_in_japan(self):
        at = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
        assert legal_day(at) == date(2026, 11, 21)
        assert legal_day(at - timedelta(microseconds=1)) == date(2026, 11, 20)

    def test_an_instant_without_a_zone_is_refused(self):
        with pytest.raises(ValueError, match="time zone"):
            legal_day(datetime(2026, 11, 20, 15, 0))


class TestBusinessDays:
    @pytest.mark.parametrize(
        ("count", "day"),
        [
            # Friday 20 November 2026. 21, 22: weekend. 23: Labour Thanksgiving Day.
            (1, date(2026, 11, 24)),
            (2, date(2026, 11, 25)),
            (5, date(2026, 11, 30)),  # 24, 25, 26, 27, then Monday 30
        ],
    )
    def test_the_first_day_is_not_counted_and_holidays_are_passed_over(self, count, day):
        assert BusinessDays.BANK.after(date(2026, 11, 20), count) == day

    def test_banks_rest_from_31_december_to_3_january(self):
        # 30 December 2026 is a Wednesday; 31 Thu, 1 Fri, 2 Sat, 3 Sun rest; Monday 4 January counts.
        assert BusinessDays.BANK.after(date(2026, 12, 30), 1) == date(2027, 1, 4)

    def test_a_firm_open_every_day_counts_every_day(self):
        assert BusinessDays.EVERY_DAY.after(date(2026, 11, 20), 2) == date(2026, 11, 22)

    def test_a_cure_time_of_no_days_is_refused(self):
        with pytest.raises(ValueError, match="at least one"):
            BusinessDays.BANK.after(date(2026, 11, 20), 0)

    @given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 20))
    def test_days_left_is_the_inverse_of_days_after(self, day, count):
        until = BusinessDays.BANK.after(day, count)
        assert BusinessDays.BANK.left(day, until) == count
        assert BusinessDays.BANK.has(until)

    def test_a_deadline_in_the_past_leaves_no_days(self):
        assert BusinessDays.BANK.left(date(2026, 11, 20), date(2026, 11, 18)) == 0


class TestBusinessYear:
    def test_both_ends_belong_to_the_year(self):
        year = BusinessYear(date(2026, 4, 1), date(2027, 3, 31))
        assert year.has(date(2026, 4, 1))
        assert year.has(date(2027, 3, 31))
        assert not year.has(date(2027, 4, 1))

    def test_a_year_cannot_end_before_it_begins(self):
        with pytest.raises(ValueError, match="cannot end"):
            BusinessYear(date(2026, 4, 1), date(2026, 3, 31))

    def test_two_years_before_29_february_is_28_february(self):
        assert years_earlier(date(2028, 2, 29), 2) == date(2026, 2, 28)
        assert years_earlier(date(2026, 4, 1), 2) == date(2024, 4, 1)


def test_a_legal_day_in_japan_begins_nine_hours_before_midnight_in_utc() -> None:
    assert begins_utc(date(2026, 11, 20)) == "2026-11-19 15:00:00"
    assert begins_utc(date(2027, 1, 1)) == "2026-12-31 15:00:00"


def test_it_ends_a_microsecond_before_the_next_begins() -> None:
    assert ends_utc(date(2026, 11, 20)) == "2026-11-20 14:59:59.999999"
    assert begins_utc(date(2026, 11, 21)) == "2026-11-20 15:00:00"
    assert ends_utc(date.max) == "9999-12-31 14:59:59.999999"
