"""The law's own characters against the value beside them: 百分の五 is 1/20, 二営業日 is 2 business days.

A small reader of the numerals that statutes use, made for this test alone. A figure whose words hold no numeral
is listed with the reason.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest

from hozen.law import Law, Lawful, Seen
from hozen.values import Ratio, Yen

LAW = Law.load("jp")
COMPILED = date(2026, 11, 22)
DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
N = r"([0-9]+|[〇一二三四五六七八九十百千万億兆]+)"
REIWA = 2018  # the year before Reiwa 1

WORDS = ("text", "formula", "flag")  # say no number

NO_NUMERAL = {
    "custody.guarantee_ratio": "the same quantity (同じ種類及び数量) is a ratio of one; the Act writes no number",
    "reform.early_effective": "counted from promulgation; worked out below",
    "reform.main_effective_latest": "counted from promulgation; worked out below",
}
ANOTHER = {
    "adequacy.capital_ratio.public_from_months": {
        3: "三月間 is how long the ratio stays open to the public, not from when"
    },
}


def number(text: str) -> int:
    """'5' → 5, '十' → 10, '百二十' → 120, '三百万' → 3,000,000."""
    if text.isascii():
        return int(text)
    total, group, digit = 0, 0, 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in SMALL:
            group, digit = group + (digit or 1) * SMALL[sign], 0
        else:
            total, group, digit = total + (group + digit) * LARGE[sign], 0, 0
    return total + group + digit


def counted(counter: str) -> Callable[[str], set[object]]:
    """All numbers before a counter."""
    return lambda text: {number(found) for found in re.findall(N + counter, text)}


def fractions(text: str) -> set[object]:
    return {Ratio(Fraction(number(top), number(per))) for per, top in re.findall(f"{N}分の{N}", text)}


def percents(text: str) -> set[object]:
    return {Ratio(Fraction(number(found), 100)) for found in re.findall(N + "パーセント", text)}


def yen(text: str) -> set[object]:
    return {Yen(number(found)) for found in re.findall(N + "円", text)}


def days(text: str) -> set[object]:
    found = re.findall(f"令和{N}年{N}月{N}日", text)
    return {date(REIWA + number(year), number(month), number(day)) for year, month, day in found}


def month_ends(text: str) -> set[object]:
    months = [number(found) for found in re.findall(N + "月末", text)]
    return {f"{month:02}-{monthrange(2026, month)[1]}" for month in months}


READERS: dict[str, Callable[[str], set[object]]] = {
    "ratio": fractions,
    "percent": percents,
    "yen": yen,
    "business_days": counted("営業日"),
    "days": counted("日"),
    "weeks": counted("週間"),
    "months": counted("月"),
    "years": counted("年"),
    "day_of_month": counted("日"),
    "count": counted("回"),
    "date": days,
    "month_day": month_ends,
}

QUOTED = [
    pytest.param(row, id=one.key)
    for one in LAW.figures.values()
    for row in one.rows
    if isinstance(row, Lawful) and row.as_written and row.unit not in WORDS
]


def value(key: str) -> object:
    row = LAW.figures[key].on(COMPILED)
    assert isinstance(row, Lawful)
    return row.value


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("五", 5),
        ("十", 10),
        ("二十", 20),
        ("百二十", 120),
        ("三百万", 3_000_000),
        ("千万", 10_000_000),
        ("5", 5),
    ],
)
def test_the_reader_reads(text, means) -> None:
    assert number(text) == means


def test_the_reader_reads_all_and_only_what_has_its_counter() -> None:
    assert fractions("百分の五、十分の一") == {Ratio.parse("0.05"), Ratio.parse("0.1")}
    assert counted("営業日")("翌日から起算して二営業日以内、第六十四号") == {2}
    assert days("令和八年七月二十三日法律第六十四号") == {date(2026, 7, 23)}
    assert month_ends("毎年2月末") == {"02-28"}
    assert counted("月")("月") == set()


@pytest.mark.parametrize("row", QUOTED)
def test_every_number_in_the_words_is_the_value(row: Lawful[object]) -> None:
    found = READERS[row.unit](row.as_written) - set(ANOTHER.get(row.key, {}))
    if row.key in NO_NUMERAL:
        assert found == set(), f"{row.key} can be read after all: take it off the list"
    else:
        assert found == {row.value}, row.as_written


def test_exceptions_are_figures_that_are_quoted() -> None:
    quoted = {one.values[0].key for one in QUOTED}
    assert set(NO_NUMERAL) | set(ANOTHER) <= quoted
    for key, others in ANOTHER.items():
        row = LAW.figures[key].on(COMPILED)
        assert isinstance(row, Lawful)
        assert set(others) <= READERS[row.unit](row.as_written)


def test_many_figures_are_proved_so() -> None:
    # Of the numeric figures whose text was read; the rest say in their note why they quote nothing.
    read = [
        row
        for one in LAW.figures.values()
        for row in one.rows
        if isinstance(row, Lawful) and row.seen is Seen.TEXT and row.unit not in WORDS
    ]
    assert len(QUOTED) > 30
    assert len(QUOTED) + sum(not row.as_written for row in read) == len(read)


class TestDaysCountedFromPromulgation:
    """公布の日から起算: the day of promulgation is the first day (Act 64 of 2026, suppl. 1)."""

    def test_twenty_days_past_23_july_is_12_august(self) -> None:
        # 23 July is day 1, so day 20 is 11 August; 二十日を経過した日 is the day after it.
        day_20 = date(2026, 7, 23) + timedelta(days=19)
        assert day_20 == date(2026, 8, 11)
        assert value("reform.promulgated") == date(2026, 7, 23)
        assert value("reform.early_effective") == date(2026, 8, 12)

    def test_within_a_year_is_by_22_july(self) -> None:
        # 一年を超えない範囲内: a year that begins on 23 July 2026 ends on 22 July 2027.
        assert value("reform.main_effective_latest") == date(2027, 7, 22)


class TestFiguresThatFollowFromOthers:
    def test_the_cold_part_is_what_the_hot_part_leaves(self) -> None:
        # 1 − 5/100 = 95/100
        hot, cold = value("custody.hot_share_max"), value("custody.cold_share_min")
        assert isinstance(hot, Ratio)
        assert isinstance(cold, Ratio)
        assert hot.value + cold.value == 1

    def test_each_cap_rate_is_four_times_its_rate(self) -> None:
        classes = [key.rpartition(".")[2] for key in LAW.keys("reserves.rate")]
        assert len(classes) == 11
        assert value("reserves.cap_to_rate_multiple") == 4
        for one in classes:
            rate, cap = value(f"reserves.rate.{one}"), value(f"reserves.cap_rate.{one}")
            assert isinstance(rate, Ratio)
            assert isinstance(cap, Ratio)
            assert cap.value == 4 * rate.value, one

    def test_customers_property_is_crypto_and_cash(self) -> None:
        # ¥2,641,858m + ¥230,505m = ¥2,872,363m
        table = "reporting.jvcea_monthly"
        parts = value(f"{table}.customer_crypto"), value(f"{table}.customer_cash")
        assert parts == (Yen(2_641_858_000_000), Yen(230_505_000_000))
        assert value(f"{table}.customer_total") == Yen(2_872_363_000_000)
