"""GMO Coin's trading report: trades, transfers and yen in one file, to the minute, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from hozen.workflows.strict_csv import Row
from hozen.workflows.tax.events_file import Cells
from hozen.workflows.tax.forms.given import Given
from hozen.workflows.tax.forms.sheet import asset_of, kind_of, number, optional, plain, plus, read_all, when

HEADERS = (
    (
        "日時",
        "精算区分",
        "日本円受渡金額",
        "注文ID",
        "約定ID",
        "建玉ID",
        "銘柄名",
        "注文タイプ",
        "取引区分",
        "売買区分",
        "執行条件",
        "約定数量",
        "約定レート",
        "約定金額",
        "注文手数料",
        "レバレッジ手数料",
        "入出金区分",
        "入出金金額",
        "授受区分",
        "数量",
        "送付手数料",
        "送付先/送付元",
        "トランザクションID",
    ),
)
_KINDS = {
    "取引所現物取引": "trade",
    "販売所取引": "trade",
    "暗号資産預入・送付": "move",
    "日本円入出金": "aside",
    "取引所現物 取引手数料返金": "aside",
}
_SIDES = {"買": "buy", "売": "sell"}
_WAYS = {"預入": "in", "送付": "out"}
_EARNED, _EARNED_FEE = "ステーキング", "ステーキング手数料"


def gmo(source: Path, given: Given) -> Iterator[Cells]:
    """Each row as events. The yen are those that changed hands: a maker's rebate makes a purchase cheaper."""
    return read_all(source, given, HEADERS, "日時", _read)


def _read(row: Row, seq: int, given: Given) -> Iterator[Cells]:
    kind = kind_of(row, "精算区分", _KINDS)
    if kind == "aside":
        given.aside[row.cells["精算区分"]] += 1
    elif kind == "trade":
        yield _trade(row, seq, given)
    else:
        yield from _move(row, seq, given)


def _trade(row: Row, seq: int, given: Given) -> Cells:
    side, asset = kind_of(row, "売買区分", _SIDES), asset_of(row, "銘柄名")
    value, fee = number(row, "約定金額"), optional(row, "注文手数料") or Decimal(0)
    signed = value.copy_negate() if side == "buy" else value
    moved = plus(row, "日本円受渡金額", signed, fee.copy_negate())
    if number(row, "日本円受渡金額") != moved:
        row.refuse("日本円受渡金額", f"{moved}: the value and the fee of the row")
    yen, cost = (plain(value), plain(fee)) if fee >= 0 else (plain(moved), "0")
    return row.line, given.plain(
        when(row, "日時"), str(seq), side, asset, plain(number(row, "約定数量")), yen, cost
    )


def _move(row: Row, seq: int, given: Given) -> Iterator[Cells]:
    """Staking rewards and their fee come without a value in yen, which stays empty: none is guessed."""
    way, asset, qty = kind_of(row, "授受区分", _WAYS), asset_of(row, "銘柄名"), plain(number(row, "数量"))
    at, other = when(row, "日時"), row.cells["送付先/送付元"]
    earned = {(_EARNED, "in"): "staking", (_EARNED_FEE, "out"): "fee"}.get((other, way))
    if earned:
        yield given.row(row.line, at=at, seq=str(seq), kind=earned, asset=asset, qty=qty)
    else:
        yield given.moved(row.line, at, seq, asset, qty, inward=way == "in")
    fee = optional(row, "送付手数料")
    if fee:
        yield given.row(row.line, at=at, seq=str(seq + 1), kind="fee", asset=asset, qty=plain(fee))
