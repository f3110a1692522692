"""Nothing is shown that is not exact, unless it says so: Excel has fifteen digits and no more."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.faces.reports.cells import BLANK, Put, day, quantity, raw, smallest_units, unit_of, whole, yen
from hozen.faces.reports.law_sheet import exact
from hozen.findings import AssetUnits
from hozen.values import Ratio, Units, Yen


def units(amount: int, decimals: int = 8) -> AssetUnits:
    return AssetUnits("BTC", Units(amount), decimals)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, Put(0, "yen")),
        (-5, Put(-5, "yen")),
        (999_999_999_999_999, Put(999_999_999_999_999, "yen")),  # fifteen digits: the last that Excel shows
        (1_000_000_000_000_000, Put("¥1,000,000,000,000,000", "right")),  # sixteen
        (-1_000_000_000_000_000, Put("-¥1,000,000,000,000,000", "right")),
        (2**53 + 1, Put("¥9,007,199,254,740,993", "right")),  # no double holds it
    ],
)
def test_yen_are_numbers_up_to_fifteen_digits_and_text_beyond(amount: int, shown: Put) -> None:
    assert yen(Yen(amount)) == shown


def test_a_number_that_is_only_a_name_has_no_separators_in_either_form() -> None:
    assert whole(870_000, "plain") == Put(870_000, "plain")
    assert whole(10**15, "plain") == Put("1000000000000000", "right")


@given(st.integers(-(10**40), 10**40))
def test_what_is_written_as_a_number_comes_back_from_excels_fifteen_digits(number: int) -> None:
    put = whole(number)
    if isinstance(put.value, int):
        assert int(float(f"{put.value:.15g}")) == number
    else:
        assert int(str(put.value).replace(",", "")) == number


def test_coins_are_text_with_every_digit() -> None:
    assert quantity(units(150_000_000)) == Put("1.50000000", "right")
    assert quantity(units(-1)) == Put("-0.00000001", "right")
    # 123456789012345678901 wei: 21 digits, 18 of them decimals
    assert quantity(units(123_456_789_012_345_678_901, 18)) == Put("123.456789012345678901", "right")
    assert quantity(units(0, 18)) == Put("0", "right")


@pytest.mark.parametrize(
    ("amount", "helper"),
    [
        (999_999_999_999_999, Put(999_999_999_999_999, "whole")),
        (10**15, BLANK),
        (-(10**15) + 1, Put(-(10**15) + 1, "whole")),
        (-(10**15), BLANK),
    ],
)
def test_the_helper_number_is_there_only_where_it_is_exact(amount: int, helper: Put) -> None:
    assert smallest_units(units(amount)) == helper
    assert smallest_units(Yen(amount)) == BLANK


def test_a_ratio_is_cut_and_never_rounded_up() -> None:
    assert quantity(Ratio(Fraction(949_999, 1_000_000))).value == "94.99%"  # rounded it would pass as 95%
    assert quantity(Ratio(Fraction(-1, 10**7))).value == "-0.00001%"  # a gap never shows as 0.00%


def test_the_unit_is_that_of_the_first_value_that_has_one() -> None:
    assert unit_of(None, Yen(1)).value == "JPY"
    assert unit_of(units(1), Yen(1)).value == "BTC"
    assert unit_of(Ratio(Fraction(1))).value == "%"
    assert unit_of(None, 3, "words") == BLANK


def test_days_that_excel_counts_wrongly_are_text() -> None:
    assert day(date(1900, 3, 1)) == Put(date(1900, 3, 1), "day")
    assert day(date(1900, 2, 28)) == Put("1900-02-28")
    assert day(None).value == "–"


def test_evidence_is_written_as_it_stands() -> None:
    assert raw(None) == BLANK
    assert raw(True) == Put("True")
    assert raw(datetime(2026, 11, 20, 9, 30)) == Put("2026-11-20 09:30:00")  # a table's own instant
    assert raw("0123") == Put("0123")  # a text stays a text: no zero is lost
    assert raw(7, "yen") == Put(7, "yen")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 20), "0.05"),
        (Fraction(1, 3), "1/3"),
        (Fraction(2, 10), "0.2"),
        (Fraction(95), "95"),
        (Fraction(-3, 8), "-0.375"),
        (Fraction(1, 5**4), "0.0016"),
    ],
)
def test_a_figure_of_the_law_is_a_decimal_where_it_ends_else_a_fraction(value: Fraction, text: str) -> None:
    assert exact(value) == text


@given(st.fractions())
def test_a_figure_of_the_law_loses_nothing(value: Fraction) -> None:
    assert Fraction(exact(value)) == value
