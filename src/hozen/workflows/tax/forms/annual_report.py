"""年間取引報告書: a venue's annual report as sums of the year; for the total average alone.

Seventeen columns, or those that hozen itself issues (`hozen tax-year`), with five of margin trades and whose report it
is. Each row must close: opening + bought − sold + in − out − fee = closing. What it states of both ends of the year
stands in the events file too, so that what is worked out must have it.
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
MARGIN = (
    "年中信用取引損益（円）",
    "信用支払手数料（円）",
    "年末保有中買建玉",
    "年末保有中売建玉",
    "信用取引の円受払",
)
WHOSE = ("利用者ID", "報告書番号")
ISSUED = (*WHOSE, *SPOT, *MARGIN)
"""As hozen issues it: `workflows/tax_year/csv_lines`."""
_ADDS = ("年始数量", "JPY建て年中購入数量", "移入数量")
_TAKES = ("JPY建て年中売却数量", "移出数量", "支払手数料")
_YEN = ("JPY建て年中購入金額", "JPY建て年中売却金額")
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


_RESULT, _MARGIN_FEES = MARGIN[:2]


def annual_report(source: Path, given: Given) -> Iterator[Cells]:
    """Each coin's sums. What the year's fees in yen were is left aside and told: the report does not say of which coin;
    so is what margin trades earned, which positions tell one by one."""
    if given.year is None:
        raise TaxRefused(
            "an annual report does not say its year", where="--year", expected="a year such as 2025"
        )
    rows = sheet(source, (SPOT, ISSUED))
    _one_customer(rows)
    for row in rows:
        _margin(row, given)
        if asset_of(row, "通貨名") == "JPY":
            given.aside[_YEN_FEES] += int(number(row, "支払手数料"))
            continue
        _closes(row)
        yield from _coin(row, given, given.year)


def _one_customer(rows: Sequence[Row]) -> None:
    """Everybody's reports stand in one file of the exchange: an average over several customers is nobody's."""
    first = rows[0].cells.get(WHOSE[0]) if rows else None
    for row in rows:
        if row.cells.get(WHOSE[0]) != first:
            row.refuse(WHOSE[0], f"{first}: one customer's rows", "keep the rows of one customer alone")


def _margin(row: Row, given: Given) -> None:
    for name in (_RESULT, _MARGIN_FEES):
        if row.cells.get(name, "0") != "0":
            given.aside[f"{row.cells['通貨名']} {name}"] += int(number(row, name))


def _closes(row: Row) -> None:
    for name in (*_ADDS, *_TAKES, *_YEN, "年末数量"):
        if number(row, name) < 0:
            row.refuse(name, "a number that is not below 0", BY_HAND)
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
    yield from _stated(row, given, "年始数量", (first, "0", "year_open", asset))
    yield from _sum(row, given, amounts, (first, "1", "year_buy", asset), "購入")
    if amounts["移入数量"]:
        yield given.moved(row.line, first, 2, asset, plain(amounts["移入数量"]), inward=True)
    yield from _sum(row, given, amounts, (last, "3", "year_sell", asset), "売却")
    if amounts["移出数量"]:
        yield given.moved(row.line, last, 4, asset, plain(amounts["移出数量"]), inward=False)
    if amounts["支払手数料"]:  # in coin, and without a value in yen: none is guessed
        qty = plain(amounts["支払手数料"])
        yield given.row(row.line, at=last, seq="5", kind="fee", asset=asset, qty=qty)
    yield from _stated(row, given, "年末数量", (last, "6", "year_close", asset))


def _stated(row: Row, given: Given, column: str, head: Sequence[str]) -> Iterator[Cells]:
    units = number(row, column)
    if units:
        at, seq, kind, asset = head
        yield given.row(row.line, at=at, seq=seq, kind=kind, asset=asset, qty=plain(units))


def _sum(
    row: Row, given: Given, amounts: dict[str, Decimal], head: Sequence[str], side: str
) -> Iterator[Cells]:
    qty, yen = amounts[f"JPY建て年中{side}数量"], amounts[f"JPY建て年中{side}金額"]
    at, seq, kind, asset = head
    if qty:
        yield row.line, given.plain(at, seq, kind, asset, plain(qty), plain(yen), "0")
    elif yen:
        yield _given_free(row, given, head, yen)


def _given_free(row: Row, given: Given, head: Sequence[str], yen: Decimal) -> Cells:
    """Coins given free of charge count as bought, and their value as sold without a quantity: it is earned."""
    at, seq, kind, asset = head
    bought = number(row, "JPY建て年中購入数量")
    if kind == "year_buy" or not bought:
        side = "購入" if kind == "year_buy" else "売却"
        row.refuse(f"JPY建て年中{side}金額", "0 where nothing was bought, sold or given", BY_HAND)
    return given.row(
        row.line, at=at, seq=seq, kind="year_earned", asset=asset, qty=plain(bought), yen=plain(yen)
    )
