"""Trades in ccxt's unified shape: JSON lines, or CSV with the same names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction as Exact
from typing import BinaryIO

from hozen.records.importers.amounts import instant_of, units_of
from hozen.records.importers.bank import JPY
from hozen.records.importers.csv_rows import Columns, named, table_of
from hozen.records.importers.errors import Place
from hozen.records.importers.json_stream import DECODER, FLAT, TOO_DEEP
from hozen.records.importers.keeper import Assets
from hozen.records.importers.text_lines import lines
from hozen.values import DUTY_UP

VERSION = "1"
_NEEDED = {
    "id": "id",
    "datetime": "datetime",
    "symbol": "symbol",
    "side": "side",
    "price": "price",
    "amount": "amount",
}
_OPTIONAL = {
    name: name for name in ("cost", "takerOrMaker", "maker", "taker", "product", "fee.cost", "fee.currency")
}
_SYMBOL = re.compile(r"([A-Za-z0-9.]{1,20})/([A-Za-z]{3,5})(:[A-Za-z0-9-]+)?")
_PRICE = re.compile(r"[0-9]{1,20}(\.[0-9]{1,18})?")
_PRODUCTS = ("spot", "margin", "derivative")
_SIDES = {"buy": "sell", "sell": "buy"}


@dataclass(frozen=True, slots=True)
class Trade:
    """約定: as in the table `trades`. `rounded`: cost was not whole yen and was rounded up."""

    id: str
    timestamp: datetime
    asset: str
    side: str
    maker: str
    taker: str
    product: str
    amount: int
    price: str
    cost: int
    rounded: bool
    fee: str
    fee_currency: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """Who stood on either side, where the file does not say; '' where nobody says."""

    maker: str = ""
    taker: str = ""
    product: str = "spot"


def read_ccxt(
    stream: BinaryIO, file: str, latest: date, assets: Assets, accounts: Accounts
) -> Iterator[Trade]:
    """Every trade. Refuses another quote currency than yen, floats with exponents, a cost that is not price × amount."""
    first = stream.read(1)
    stream.seek(0)
    rows = _of_json(stream, file) if first in {b"{", b"["} else _of_csv(stream, file)
    for place, cells in rows:
        yield _trade(cells, place, latest, assets, accounts)


def _of_json(stream: BinaryIO, file: str) -> Iterator[tuple[Place, Mapping[str, str]]]:
    for number, text in lines(stream, file, "utf-8"):
        place = Place(file, f"line {number}")
        if not text.strip():
            continue
        try:
            value = DECODER.decode(text)
        except json.JSONDecodeError as error:
            place.refuse(
                "the line is not JSON, or was cut off", error.msg, "one trade as one JSON object on each line"
            )
        except ValueError as error:
            place.refuse("the line holds what is no number", str(error), "plain numbers")
        except RecursionError:
            place.refuse(TOO_DEEP, text[:20], FLAT)
        if not isinstance(value, dict):
            place.refuse("the line is no trade", text[:80], "one JSON object on each line")
        yield place, _flat(value)


def _flat(value: Mapping[str, object]) -> dict[str, str]:
    fee = value.get("fee")
    inner = {f"fee.{name}": part for name, part in fee.items()} if isinstance(fee, dict) else {}
    wanted = {**_NEEDED, **_OPTIONAL}
    return {
        name: "" if part is None else str(part) for name, part in {**value, **inner}.items() if name in wanted
    }


def _of_csv(stream: BinaryIO, file: str) -> Iterator[tuple[Place, Mapping[str, str]]]:
    header, rows = table_of(stream, file)
    columns = Columns(_NEEDED, _OPTIONAL)
    for row in named(rows, columns.places(header, Place(file, "line 1")), columns, file):
        yield row.place, {name: row[name] for name in row.cells}


def _trade(cells: Mapping[str, str], place: Place, latest: date, assets: Assets, accounts: Accounts) -> Trade:
    for name in _NEEDED:
        if not cells.get(name):
            place.field(name).refuse("a field is missing", "", f"the field {name} of a trade")
    asset, decimals, contract = _market(cells["symbol"], place.field("symbol"), assets)
    amount = units_of(cells["amount"], decimals, place.field("amount"))
    cost, rounded = _cost(cells, amount, decimals, place)
    maker, taker = _sides(cells, place, accounts)
    return Trade(
        cells["id"],
        instant_of(cells["datetime"], place.field("datetime"), latest),
        asset,
        _takers_side(cells, place),
        maker,
        taker,
        _product(cells, contract, place, accounts),
        amount,
        cells["price"],
        cost,
        rounded,
        cells.get("fee.cost", ""),
        cells.get("fee.currency", ""),
    )


def _market(symbol: str, place: Place, assets: Assets) -> tuple[str, int, bool]:
    """Our asset, its decimals, and whether the market is one of contracts (ccxt writes 'BTC/JPY:JPY')."""
    match = _SYMBOL.fullmatch(symbol)
    if match is None:
        place.refuse("not a market", symbol, "such as BTC/JPY")
    if match[2].upper() != JPY:
        place.refuse("another currency", match[2], JPY, "leave other markets out: the table keeps yen")
    asset, decimals = assets.find(match[1], place)
    return asset, decimals, bool(match[3])


def _cost(cells: Mapping[str, str], amount: int, decimals: int, place: Place) -> tuple[int, bool]:
    """The cost in whole yen. It must be price × amount within one yen; a part of a yen is rounded up (duty_up)."""
    if not _PRICE.fullmatch(cells["price"]) or not Exact(cells["price"]):
        place.field("price").refuse(
            "not a price", cells["price"], "a plain decimal above 0 such as 10704212.84"
        )
    worked_out = Exact(cells["price"]) * Exact(amount, 10**decimals)
    said = cells.get("cost", "")
    if not said:
        exact = worked_out
    elif not _PRICE.fullmatch(said):
        place.field("cost").refuse("not an amount", said, "a plain decimal, 0 or more")
    else:
        exact = Exact(said)
    if abs(exact - worked_out) >= 1:
        place.field("cost").refuse("the cost is not price × amount", said, f"about {DUTY_UP(worked_out)}")
    return DUTY_UP(exact), exact.denominator != 1


def _takers_side(cells: Mapping[str, str], place: Place) -> str:
    """ccxt's side is that of the account asked about; where that one was the maker, the taker's is the other."""
    side, role = cells["side"], cells.get("takerOrMaker", "")
    if side not in _SIDES:
        place.field("side").refuse("not a side", side, "buy or sell")
    if role not in {"", "taker", "maker"}:
        place.field("takerOrMaker").refuse("not a role", role, "taker or maker")
    return _SIDES[side] if role == "maker" else side


def _sides(cells: Mapping[str, str], place: Place, accounts: Accounts) -> tuple[str, str]:
    maker, taker = cells.get("maker") or accounts.maker, cells.get("taker") or accounts.taker
    for name, found in (("maker", maker), ("taker", taker)):
        if not found:
            place.field(name).refuse(
                "nobody says whose account it was",
                "",
                "a customer's id, or 'house'",
                f'a field {name} in the file, or in the mapping: [ccxt] {name} = "house"',
            )
    return maker, taker


def _product(cells: Mapping[str, str], contract: bool, place: Place, accounts: Accounts) -> str:
    product = cells.get("product") or ("derivative" if contract else accounts.product)
    if product not in _PRODUCTS:
        place.field("product").refuse("not a product", product, ", ".join(_PRODUCTS))
    return product
