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
    """Each line a second after the one before: lastUpdateTimestamp, unless a state says otherwise."""
    lines = (
        {**NEW, "lastUpdateTimestamp": 1795136400500 + 1000 * number, **state}
        for number, state in enumerate(states)
    )
    text = "".join(json.dumps(line) + "\n" for line in lines)
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


def test_each_event_has_the_time_of_its_own_and_not_that_of_its_order():
    """ccxt's datetime is when the order came in: 01:00:00.5. Filled in part a second later, cancelled two later."""
    states = ({}, {"filled": 0.2, "lastTradeTimestamp": 1795136401400}, {"filled": 0.2, "status": "canceled"})
    assert [one.timestamp[11:23] for one in read(*states)] == ["01:00:00.500", "01:00:01.500", "01:00:02.500"]
    only_trade = {"filled": 0.2, "lastUpdateTimestamp": None, "lastTradeTimestamp": 1795136401400}
    assert read({}, only_trade)[1].timestamp == "2026-11-20T01:00:01.400000Z"
    moving = {
        "lastUpdateTimestamp": None,
        "timestamp": None,
        "datetime": "2026-11-20T01:00:09Z",
        "status": "canceled",
    }
    assert read({}, moving)[1].timestamp == "2026-11-20T01:00:09.000000Z"


@pytest.mark.parametrize(
    "states",
    [
        ({}, {"status": "canceled", "lastUpdateTimestamp": None}),
        ({}, {"status": "canceled", "lastUpdateTimestamp": None, "lastTradeTimestamp": 1795136401400}),
        ({}, {"price": 15000001, "lastUpdateTimestamp": None}),
        ({"status": "canceled", "lastUpdateTimestamp": None},),  # a history of orders, each as it ended
    ],
)
def test_what_happened_nobody_knows_when_is_refused(states):
    """Else a cancel would stand at the instant of its order, as if the order had flickered."""
    with pytest.raises(ImportRefused, match="nobody says when"):
        read(*states)


def test_an_order_that_ends_as_it_comes_in_needs_no_other_time():
    market = {"type": "market", "price": None, "filled": 0.5, "status": "closed", "lastUpdateTimestamp": None}
    assert [one.timestamp for one in read(market)] == ["2026-11-20T01:00:00.500000Z"] * 2


def test_what_is_closed_and_not_filled_was_taken_by_the_market_or_is_refused():
    """Of an order at once the market takes what is left; any other would stay in the book for ever."""
    rest = {"filled": 0.2, "status": "closed"}
    assert told({"timeInForce": "IOC", **rest})[-1] == ("CAMO", "0", "")
    with pytest.raises(ImportRefused, match="closed, and not filled"):
        read({}, rest)


def test_an_amount_that_is_written_otherwise_is_no_change():
    assert [type(one) for one in read({"amount": "0.50"}, {"amount": "0.5", "price": "15000000.0"})][
        1
    ] is NotTaken


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
