"""Orders as ccxt tells them: each line is a state, and what happened is the difference."""

from __future__ import annotations

import io
import json

import pytest

from hozen.records.importers import ImportRefused
from hozen.records.importers.ccxt_orders import read_ccxt_fills, read_ccxt_orders
from hozen.records.importers.tape_rows import NotTaken, Symbols, TradeSide

NEW = {
    "id": "O1",
    "clientOrderId": "mine",
    "datetime": "2026-11-20T01:00:00.500Z",
    "timestamp": 1795136400500,
    "status": "open",
    "symbol": "BTC/JPY",
    "type": "limit",
    "timeInForce": "GTC",
    "side": "buy",
    "price": 15000000,
    "amount": 0.5,
    "filled": 0,
    "postOnly": True,
    "account": "C1",
}


def read(*states: dict[str, object]):
    text = "".join(json.dumps({**NEW, **state}) + "\n" for state in states)
    return list(read_ccxt_orders(io.BytesIO(text.encode()), "orders.jsonl", Symbols({})))


def told(*states: dict[str, object]) -> list[tuple[str, str, str]]:
    return [(one.event, one.remaining, one.traded) for one in read(*states)]


def test_a_life_of_an_order():
    # 0.5 ordered; 0.2 filled; made larger to 0.7 (0.5 left); 0.1 more filled (0.4 left); the rest cancelled.
    states = ({}, {"filled": 0.2}, {"filled": 0.2, "amount": 0.7}, {"filled": 0.3, "amount": 0.7})
    end = {"filled": 0.3, "amount": 0.7, "status": "canceled"}
    assert told(*states, end) == [
        ("NEWO", "0.5", ""),
        ("PARF", "0.3", "0.2"),
        ("REME", "0.5", ""),
        ("PARF", "0.4", "0.1"),
        ("CAME", "0", ""),
    ]


def test_an_order_first_seen_filled_is_new_and_filled():
    assert told({"filled": 0.5, "status": "closed"}) == [("NEWO", "0.5", ""), ("FILL", "0.0", "0.5")]


def test_a_line_that_changes_nothing_is_left_out():
    assert read({}, {})[1] == NotTaken("orders.jsonl, line 2", "nothing changed")


def test_cells_of_an_event():
    first = read({})[0]
    assert (first.account_id, first.client_order_id, first.passive_only) == ("C1", "mine", "true")
    assert (first.timestamp, first.price) == ("2026-11-20T01:00:00.500000Z", "15000000")


@pytest.mark.parametrize(
    ("state", "where"),
    [
        ({"timestamp": 1795136400499}, "timestamp"),
        ({"datetime": "2026-11-20T01:00:00.500"}, "datetime"),
        ({"price": 0}, "price"),
        ({"amount": -1}, "amount"),
        ({"filled": 0.6}, "filled"),
        ({"side": "long"}, "side"),
        ({"status": "lost"}, "status"),
        ({"symbol": "BTCJPY"}, "symbol"),
    ],
)
def test_a_field_that_cannot_be_meant_is_named(state, where):
    with pytest.raises(ImportRefused) as caught:
        read(state)
    assert str(caught.value.where) == f"orders.jsonl, line 1, {where}"


def test_an_order_does_not_become_another():
    with pytest.raises(ImportRefused, match="became another"):
        read({}, {"side": "sell"})


def test_filled_never_shrinks():
    with pytest.raises(ImportRefused, match="less than before"):
        read({"filled": 0.2}, {"filled": 0.1})


def test_a_trade_of_a_public_tape_is_whole_and_one_with_an_order_is_a_side():
    line = {
        "id": "T1",
        "datetime": "2026-11-20T01:00:00Z",
        "symbol": "BTC/JPY",
        "side": "sell",
        "price": 1,
        "amount": 2,
    }
    own = {**line, "order": "O1", "takerOrMaker": "maker", "account": "C1"}
    text = f"{json.dumps(line)}\n{json.dumps(own)}\n"
    public, side = read_ccxt_fills(io.BytesIO(text.encode()), "trades.jsonl", Symbols({}))
    assert public == TradeSide(
        "T1", "2026-11-20T01:00:00.000000Z", "BTC/JPY", "1", "2", "sell", place="trades.jsonl, line 1"
    )
    assert (side.order_id, side.role, side.account_id) == ("O1", "maker", "C1")
