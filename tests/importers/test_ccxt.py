"""Trades in ccxt's shape."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime

import pytest
from outside_files import EXAMPLES

from hozen.records.importers import Accounts, Assets, ImportRefused, Trade, read_ccxt

LATEST = date(2027, 11, 20)
ASSETS = Assets({"XBT": "BTC"}, {"BTC": 8, "ETH": 18, "JPY": 0})
SOUND = {
    "id": "1",
    "datetime": "2026-11-20T01:00:00.000Z",
    "symbol": "BTC/JPY",
    "side": "buy",
    "price": "10000000",
    "amount": "0.5",
    "cost": "5000000",
    "maker": "C1",
    "taker": "C2",
}


def read(text: str | bytes, accounts: Accounts | None = None) -> list[Trade]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_ccxt(io.BytesIO(data), "t.jsonl", LATEST, ASSETS, accounts or Accounts()))


def one(accounts: Accounts | None = None, **changed: object) -> Trade:
    return read(json.dumps({**SOUND, **changed}) + "\n", accounts)[0]


def test_the_example_is_read() -> None:
    first, second, third = read((EXAMPLES / "trades.jsonl").read_bytes(), Accounts(maker="house"))
    assert first == Trade(
        "9000001",
        datetime(2026, 11, 20, 1, tzinfo=UTC),
        "BTC",
        "buy",
        "house",
        "C1",
        "spot",
        1_000_000,
        "15230000",
        152_300,
        rounded=False,
        fee="152.3",
        fee_currency="JPY",
    )
    # 15,231,000.5 × 0.00123456 = 18,803.58397728: rounded up
    assert (second.cost, second.rounded, second.side) == (18_804, True, "sell")
    assert (third.asset, third.amount, third.cost, third.fee) == ("ETH", 5 * 10**17, 241_300, "")


def test_csv_with_the_same_names_is_the_same() -> None:
    text = ",".join(SOUND) + "\n" + ",".join(SOUND.values()) + "\n"
    assert read(text) == [one()]


def test_numbers_that_are_no_texts_are_read_digit_by_digit() -> None:
    text = json.dumps(SOUND).replace('"0.5"', "0.50000000").replace('"10000000"', "10000000.00")
    assert read(text)[0].amount == 50_000_000


def test_where_the_account_was_the_maker_the_takers_side_is_the_other() -> None:
    assert one(takerOrMaker="taker").side == "buy"
    assert one(takerOrMaker="maker").side == "sell"
    assert one().side == "buy"


def test_a_contract_is_a_derivative_and_the_file_may_say_otherwise() -> None:
    assert one().product == "spot"
    assert one(symbol="BTC/JPY:JPY").product == "derivative"
    assert one(product="margin").product == "margin"
    assert one(Accounts(product="margin")).product == "margin"


def test_a_cost_that_is_not_said_is_worked_out() -> None:
    assert one(cost=None).cost == 5_000_000
    assert one(cost="5000000.99").cost == 5_000_001  # within one yen, rounded up


def test_their_symbol_may_be_another() -> None:
    assert one(symbol="XBT/JPY").asset == "BTC"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"symbol": "BTC/USD"}, "another currency"),
        ({"symbol": "BTCJPY"}, "not a market"),
        ({"symbol": "DOGE/JPY"}, "asset that the book does not have"),
        ({"side": "long"}, "not a side"),
        ({"takerOrMaker": "both"}, "not a role"),
        ({"amount": "0.000000001"}, "more digits"),
        ({"amount": "1e-05"}, "not an amount"),
        ({"amount": "-0.5"}, "not an amount"),
        ({"price": "0"}, "not a price"),
        ({"price": "1e7"}, "not a price"),
        ({"cost": "4999999"}, "not price × amount"),
        ({"cost": "5000001"}, "not price × amount"),
        ({"cost": "five"}, "not an amount"),
        ({"product": "swap"}, "not a product"),
        ({"datetime": "2026-11-20 01:00"}, "without its zone"),
        ({"datetime": "1970-01-01T00:00:00Z"}, "cannot be meant"),
        ({"id": None}, "field is missing"),
        ({"maker": None}, "nobody says whose account"),
    ],
)
def test_a_trade_that_does_not_fit_is_refused(changed, said) -> None:
    with pytest.raises(ImportRefused, match=said):
        one(**changed)


@pytest.mark.parametrize("text", ['{"id": "1"', "[1]", '{"a": NaN}', '{"a": 1e5} x'])
def test_a_line_that_is_no_json_object_is_refused(text) -> None:
    with pytest.raises(ImportRefused, match=r"t\.jsonl, line 2"):
        read(json.dumps(SOUND) + "\n" + text)


def test_values_without_bottom_are_refused() -> None:
    with pytest.raises(ImportRefused, match="too deep"):
        read('{"info": ' + "[" * 100_000 + "\n")
