"""bitbank's history of trades at the exchange, and of those at its own prices, which has no fee column."""

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
    plus,
    read_all,
    times,
    when,
)

TRADES = (
    (
        "注文id",
        "取引id",
        "通貨ペア",
        "現物/信用",
        "タイプ",
        "売/買",
        "数量",
        "価格",
        "実現損益",
        "発生手数料",
        "実現手数料",
        "実現利息",
        "m/t",
        "取引日時",
    ),
)
OWN_PRICES = (("注文ID", "通貨", "売/買", "数量", "指値価格", "売買日時"),)
_SIDES = {"買": "buy", "売": "sell", "buy": "buy", "sell": "sell"}
_SPOT = {"現物": "spot"}


def bitbank_trades(source: Path, given: Given) -> Iterator[Cells]:
    """Spot trades against yen. A negative fee, a maker's rebate, makes a purchase cheaper and a sale dearer."""
    return read_all(source, given, TRADES, "取引日時", _trade)


def bitbank_brokerage(source: Path, given: Given) -> Iterator[Cells]:
    """Trades at the venue's own price: quantity × price in yen, exactly."""
    return read_all(source, given, OWN_PRICES, "売買日時", _own_price)


def _trade(row: Row, seq: int, given: Given) -> Iterator[Cells]:
    kind_of(row, "現物/信用", _SPOT)
    base, _, quote = row.cells["通貨ペア"].lower().partition("_")
    if quote != "jpy" or not base:
        not_yen(row, "通貨ペア")
    side, value = kind_of(row, "売/買", _SIDES), _value(row, "価格")
    fee = optional(row, "発生手数料") or Decimal(0)
    if fee < 0:
        value, fee = plus(row, "発生手数料", value, fee if side == "buy" else fee.copy_negate()), Decimal(0)
    cells = (when(row, "取引日時"), str(seq), side, base.upper(), plain(number(row, "数量")))
    yield row.line, given.plain(*cells, plain(value), plain(fee))


def _own_price(row: Row, seq: int, given: Given) -> Iterator[Cells]:
    side, asset = kind_of(row, "売/買", _SIDES), asset_of(row, "通貨")
    cells = (when(row, "売買日時"), str(seq), side, asset, plain(number(row, "数量")))
    yield row.line, given.plain(*cells, plain(_value(row, "指値価格")), "0")


def _value(row: Row, column: str) -> Decimal:
    qty, price = number(row, "数量"), number(row, column)
    if qty <= 0 or price <= 0:
        row.refuse("数量" if qty <= 0 else column, "a number above 0", BY_HAND)
    return times(row, column, qty, price)
