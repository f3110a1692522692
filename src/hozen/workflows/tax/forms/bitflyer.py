"""bitFlyer's TradeHistory.csv: the whole ledger of the spot account, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from hozen.workflows.strict_csv import Row
from hozen.workflows.tax.events_file import Cells
from hozen.workflows.tax.forms.given import Given
from hozen.workflows.tax.forms.sheet import (
    BY_HAND,
    asset_of,
    kind_of,
    not_yen,
    number,
    optional,
    plain,
    read_all,
    times,
    when,
)

_HEAD = (
    "取引日時",
    "通貨",
    "取引種別",
    "取引価格",
    "通貨1",
    "通貨1数量",
    "手数料",
    "通貨1の対円レート",
    "通貨2",
    "通貨2数量",
)
_TAIL = ("自己・媒介", "注文 ID", "備考")
_YEN = "手数料(JPY)"
HEADERS = ((*_HEAD, *_TAIL), (*_HEAD, _YEN, "課税区分", *_TAIL))
_KINDS = {
    "買い": "buy",
    "売り": "sell",
    "預入": "move",
    "受取": "move",
    "外部送付": "move",
    "送付手数料": "fee",
    "手数料": "fee",
    "出金手数料": "fee",
    "入金": "aside",
    "出金": "aside",
    "証拠金預入": "aside",
    "証拠金引出": "aside",
}


def bitflyer(source: Path, given: Given) -> Iterator[Cells]:
    """Each row as events. A coin fee is an event of its own, at the venue's own rate in yen.

    In every export seen what is taken stands below 0, the fee too, and beside the quantity: 30 bought less 0.045. A sign
    that says otherwise is refused, since nobody says what it would mean.
    """
    return read_all(source, given, HEADERS, "取引日時", _read)


def _read(row: Row, seq: int, given: Given) -> Iterator[Cells]:
    kind, asset, qty = kind_of(row, "取引種別", _KINDS), asset_of(row, "通貨1"), number(row, "通貨1数量")
    if kind in ("buy", "sell"):
        yield from _trade(row, seq, given, kind)
        return
    if number(row, "手数料"):
        row.refuse("手数料", "0: the fee of a transfer is a row of its own", BY_HAND)
    if kind == "aside" or asset == "JPY":
        given.aside[row.cells["取引種別"]] += 1
    elif kind == "fee" and qty > 0:  # a fee that comes back: what it cost when it went, nobody says
        at = when(row, "取引日時")
        yield given.row(
            row.line, at=at, seq=str(seq), kind="move_in", asset=asset, qty=plain(qty), known="no"
        )
    elif kind == "fee":
        yield _fee(row, seq, given, "通貨1数量")
    else:
        yield given.moved(
            row.line, when(row, "取引日時"), seq, asset, plain(_not_0(row, qty)), inward=qty > 0
        )


def _not_0(row: Row, qty: Decimal) -> Decimal:
    if not qty:
        row.refuse("通貨1数量", "an amount that is not 0", BY_HAND)
    return qty


def _trade(row: Row, seq: int, given: Given, kind: str) -> Iterator[Cells]:
    if row.cells["通貨2"] != "JPY":
        not_yen(row, "通貨2")
    comes, goes = ("通貨1数量", "通貨2数量") if kind == "buy" else ("通貨2数量", "通貨1数量")
    if number(row, comes) <= 0:
        row.refuse(comes, "an amount above 0: what comes in", BY_HAND)
    _below_0(row, goes)
    qty, yen = (plain(number(row, name)) for name in ("通貨1数量", "通貨2数量"))
    yield row.line, given.plain(when(row, "取引日時"), str(seq), kind, asset_of(row, "通貨1"), qty, yen, "0")
    if number(row, "手数料"):
        yield _fee(row, seq + 1, given, "手数料")


def _below_0(row: Row, column: str) -> Decimal:
    amount = number(row, column)
    if amount >= 0:
        row.refuse(column, "an amount below 0, as the venue writes what is taken", BY_HAND)
    return amount


def _fee(row: Row, seq: int, given: Given, column: str) -> Cells:
    """Its value in yen is the venue's where it stands, else the units at the venue's rate."""
    qty = _below_0(row, column)
    told = optional(row, _YEN) if _YEN in row.cells else None
    rate = number(row, "通貨1の対円レート")
    if not told and rate <= 0:
        row.refuse("通貨1の対円レート", "a rate above 0", BY_HAND)
    value = _below_0(row, _YEN) if told else times(row, "通貨1の対円レート", qty, rate)
    return given.row(
        row.line,
        at=when(row, "取引日時"),
        seq=str(seq),
        kind="fee",
        asset=asset_of(row, "通貨1"),
        qty=plain(qty),
        market=plain(value),
    )
