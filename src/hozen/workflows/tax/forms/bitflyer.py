"""bitFlyer's TradeHistory.csv: the whole ledger of the spot account, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from hozen.workflows.strict_csv import Row
from hozen.workflows.tax.events_file import Cells
from hozen.workflows.tax.forms.given import Given
from hozen.workflows.tax.forms.sheet import (
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
HEADERS = ((*_HEAD, *_TAIL), (*_HEAD, "手数料(JPY)", "課税区分", *_TAIL))
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
    """Each row as events. A coin fee is an event of its own, at the venue's own rate in yen."""
    return read_all(source, given, HEADERS, "取引日時", _read)


def _read(row: Row, seq: int, given: Given) -> Iterator[Cells]:
    kind, asset, qty = kind_of(row, "取引種別", _KINDS), asset_of(row, "通貨1"), number(row, "通貨1数量")
    if kind == "aside" or asset == "JPY":
        given.aside[row.cells["取引種別"]] += 1
    elif kind in ("buy", "sell"):
        yield from _trade(row, seq, given, kind)
    elif kind == "fee" and qty > 0:  # a fee that comes back: what it cost when it went, nobody says
        at = when(row, "取引日時")
        yield given.row(
            row.line, at=at, seq=str(seq), kind="move_in", asset=asset, qty=plain(qty), known="no"
        )
    elif kind == "fee":
        yield _fee(row, seq, given, qty)
    else:
        yield given.moved(row.line, when(row, "取引日時"), seq, asset, plain(qty), inward=qty > 0)


def _trade(row: Row, seq: int, given: Given, kind: str) -> Iterator[Cells]:
    if row.cells["通貨2"] != "JPY":
        not_yen(row, "通貨2")
    qty, yen = (plain(number(row, name)) for name in ("通貨1数量", "通貨2数量"))
    yield row.line, given.plain(when(row, "取引日時"), str(seq), kind, asset_of(row, "通貨1"), qty, yen, "0")
    fee = number(row, "手数料")
    if fee:
        yield _fee(row, seq + 1, given, fee)


def _fee(row: Row, seq: int, given: Given, qty: Decimal) -> Cells:
    """Its value in yen is the venue's where it stands, else the units at the venue's rate."""
    told = optional(row, "手数料(JPY)") if "手数料(JPY)" in row.cells else None
    value = told or times(row, "通貨1の対円レート", qty, number(row, "通貨1の対円レート"))
    return given.row(
        row.line,
        at=when(row, "取引日時"),
        seq=str(seq),
        kind="fee",
        asset=asset_of(row, "通貨1"),
        qty=plain(qty),
        market=plain(value),
    )
