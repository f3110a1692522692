"""Amounts are read to the last digit or refused; days that cannot be meant are refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.records.importers import ImportRefused, Place
from hozen.records.importers.amounts import day_of, day_or_instant, instant_of, units_of

HERE = Place("file", "line 1")
LATEST = date(2027, 11, 20)


@pytest.mark.parametrize(
    ("text", "decimals", "units"),
    [
        ("1.5", 8, 150_000_000),
        ("0.00000001", 8, 1),
        ("1500000", 0, 1_500_000),
        ("1500000.00", 0, 1_500_000),  # zeros beyond the point lose nothing
        ("0.100000000000000000", 18, 10**17),
        ("99999999999999999999999999999999999999", 0, 10**38 - 1),
    ],
)
def test_an_amount_is_exact(text, decimals, units) -> None:
    assert units_of(text, decimals, HERE) == units


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "inf",
        "1e8",
        "1,000",
        "1.",
        ".5",
        "",
        " 1",
        "+1",
        "-1",
        "1_000",
        "１",
        "0x10",
        "1.5.0",
        "1" * 39,
    ],
)
def test_what_is_no_plain_amount_is_refused(text) -> None:
    with pytest.raises(ImportRefused) as refusal:
        units_of(text, 8, HERE)
    assert refusal.value.where == "file, line 1"


@pytest.mark.parametrize(("text", "decimals"), [("0.000000001", 8), ("1.5", 0), ("1000.01", 0)])
def test_more_digits_than_the_asset_has_are_refused(text, decimals) -> None:
    with pytest.raises(ImportRefused, match="more digits than the asset has"):
        units_of(text, decimals, HERE)


def test_38_digits_in_smallest_units_are_the_most() -> None:
    assert units_of("1" + "0" * 29, 8, HERE) == 10**37
    with pytest.raises(ImportRefused, match="more digits than a table holds"):
        units_of("1" + "0" * 30, 8, HERE)


@given(st.integers(0, 10**38 - 1), st.integers(0, 30))
def test_written_out_and_read_back_an_amount_is_the_same(units, decimals) -> None:
    digits = str(units).rjust(decimals + 1, "0")
    text = f"{digits[: len(digits) - decimals]}.{digits[len(digits) - decimals :]}" if decimals else digits
    assert units_of(text, decimals, HERE) == units


def test_an_instant_falls_on_its_day_in_japan() -> None:
    assert day_or_instant("2026-11-20T14:59:59Z", HERE, LATEST) == date(2026, 11, 20)
    assert day_or_instant("2026-11-20T15:00:00Z", HERE, LATEST) == date(2026, 11, 21)
    assert day_or_instant("2026-11-20T23:59:59+09:00", HERE, LATEST) == date(2026, 11, 20)
    assert day_or_instant("2026-11-20+09:00", HERE, LATEST) == date(2026, 11, 20)  # XML's day with a zone


@pytest.mark.parametrize("text", ["1999-12-31", "2027-11-21", "9999-12-31"])
def test_a_day_that_cannot_be_meant_is_refused(text) -> None:
    with pytest.raises(ImportRefused, match="cannot be meant"):
        day_of(text, HERE, LATEST)


@pytest.mark.parametrize("text", ["2000-01-01", "2027-11-20"])
def test_the_first_and_the_last_day_are_let_in(text) -> None:
    assert day_of(text, HERE, LATEST).isoformat() == text


@pytest.mark.parametrize("text", ["2026-02-29", "20261120", "2026-11-20 ", "20 Nov 2026", ""])
def test_what_is_no_day_is_refused(text) -> None:
    with pytest.raises(ImportRefused, match="not a day"):
        day_of(text, HERE, LATEST)


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(ImportRefused, match="without its zone"):
        instant_of("2026-11-20T01:00:00", HERE, LATEST)
