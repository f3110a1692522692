"""年間取引報告書: a venue's annual report as sums of the year; for the total average alone.

Seventeen columns. Each row must close: opening + bought − sold + in − out − fee = closing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.workflows.strict_csv import Row
from hozen.workflows.tax.events_file import Cells
from hozen.workflows.tax.forms.given import Given
from hozen.workflows.tax.forms.sheet import BY_HAND, asset_of, number, plain, plus, sheet

SPOT = (
    "通貨名",
    "年始数量",
    "JPY建て年中購入数量",
    "JPY建て年中購入金額",
    "BTC建て年中購入数量",
    "BTC建て年中購入金額",
    "JPY建て年中売却数量",
    "JPY建て年中売却金額",
    "BTC建て年中売却数量",
    "BTC建て年中売却金額",
    "移入数量",
    "移出数量",
    "支払手数料",
    "貸出数量",
    "返却数量",
    "貸出損益",
    "年末数量",
)
_ADDS = ("年始数量", "JPY建て年中購入数量", "移入数量")
_TAKES = ("JPY建て年中売却数量", "移出数量", "支払手数料")
_NOTHING = (
    "BTC建て年中購入数量",
    "BTC建て年中購入金額",
    "BTC建て年中売却数量",
    "BTC建て年中売却金額",
    "貸出数量",
    "返却数量",
    "貸出損益",
)
_YEN_FEES = "支払手数料 (JPY)"


def annual_report(source: Path, given: Given) -> Iterator[Cells]:
    """Each coin's sums. What the year's fees in yen were is left aside and told: the report does not say of which coin."""
    if given.year is None:
        raise TaxRefused(
            "an annual report does not say its year", where="--year", expected="a year such as 2025"
        )
    for row in sheet(source, (SPOT,)):
        if asset_of(row, "通貨名") == "JPY":
            given.aside[_YEN_FEES] += int(number(row, "支払手数料"))
            continue
        _closes(row)
        yield from _coin(row, given, given.year)


def _closes(row: Row) -> None:
    for name in _NOTHING:
        if number(row, name):
            row.refuse(name, "0", f"a market in BTC and lending have no value in yen here: {BY_HAND}")
    amounts = [number(row, name) for name in _ADDS] + [number(row, name).copy_negate() for name in _TAKES]
    left = plus(row, "年末数量", *amounts)
    if left != number(row, "年末数量"):
        row.refuse(
            "年末数量",
            f"{left}: opening + bought − sold + in − out − fee",
            "ask the venue for a corrected report",
        )


def _coin(row: Row, given: Given, year: int) -> Iterator[Cells]:
    first, last = f"{year}-01-01T00:00:00+09:00", f"{year}-12-31T23:59:59+09:00"
    asset, amounts = asset_of(row, "通貨名"), {name: number(row, name) for name in SPOT[1:]}
    yield from _sum(row, given, amounts, (first, "1", "year_buy", asset), "購入")
    if amounts["移入数量"]:
        yield given.moved(row.line, first, 2, asset, plain(amounts["移入数量"]), inward=True)
    yield from _sum(row, given, amounts, (last, "3", "year_sell", asset), "売却")
    if amounts["移出数量"]:
        yield given.moved(row.line, last, 4, asset, plain(amounts["移出数量"]), inward=False)
    if amounts["支払手数料"]:  # in coin, and without a value in yen: none is guessed
        qty = plain(amounts["支払手数料"])
        yield given.row(row.line, at=last, seq="5", kind="fee", asset=asset, qty=qty)


def _sum(
    row: Row, given: Given, amounts: dict[str, Decimal], head: Sequence[str], side: str
) -> Iterator[Cells]:
    qty, yen = amounts[f"JPY建て年中{side}数量"], amounts[f"JPY建て年中{side}金額"]
    if min(qty, yen) < 0:
        row.refuse(f"JPY建て年中{side}数量", "a number that is not below 0")
    if qty:
        at, seq, kind, asset = head
        yield row.line, given.plain(at, seq, kind, asset, plain(qty), plain(yen), "0")
