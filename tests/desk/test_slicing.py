"""The book of a market through a span, out of a tape."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

import pytest

from hozen.engine import open_engine
from hozen.records.tape_tables import ORDER_EVENTS
from hozen.workflows.surveillance_desk import DeskRefused, slicing
from hozen.workflows.surveillance_desk.slicing import slice_of, write_slice
from hozen.workflows.surveillance_run.writing import plain

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
HEAD = [column.name for column in ORDER_EVENTS.columns]


def us(second: int) -> int:
    return (NOON - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) + second * 1_000_000


def row(
    seq: int, second: int, order: str, event: str, price: str, amount: str, **more: str
) -> dict[str, str]:
    at = (NOON + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")
    own = {
        "seq": str(seq),
        "timestamp": at,
        "symbol": "BTC/JPY",
        "order_id": order,
        "account_id": "C1",
        "event": event,
    }
    return {
        **own,
        "side": "buy",
        "type": "limit",
        "price": price,
        "amount": amount,
        "remaining": amount,
        **more,
    }


@pytest.fixture
def tape(tmp_path):
    rows = [
        row(1, 0, "B1", "NEWO", "100.5", "2"),  # open when the span begins
        row(2, 1, "B2", "NEWO", "100.0", "1"),
        row(3, 2, "B2", "CAME", "100.0", "1", remaining="0"),  # gone before it
        row(4, 10, "S1", "NEWO", "101.25", "0.5", side="sell"),
        row(5, 11, "B1", "PARF", "100.5", "2", remaining="1.5", traded="0.5"),
        row(6, 12, "X", "NEWO", "5", "9", symbol="ETH/JPY"),  # another market
        row(7, 20, "B1", "CAME", "100.5", "2", remaining="0"),  # after the span
    ]
    with (tmp_path / "order_events.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, HEAD)
        writer.writeheader()
        writer.writerows(rows)
    return tmp_path


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with open_engine("duckdb", temp=tmp_path_factory.mktemp("spill"), threads=1) as running:
        yield running


def test_the_book_begins_as_it_was_before_the_span(tape, engine, tmp_path):
    found = slice_of(tape, "BTC/JPY", us(10), us(12), engine)
    first, second = found.states
    assert (found.price(first.bid), found.price(first.ask)) == ("100.5", "101.25")
    assert (found.amount(first.bid_depth), found.amount(first.ask_depth)) == ("2", "0.5")
    assert found.amount(second.bid_depth) == "1.5"
    write_slice(found, tmp_path / "slice.csv")
    lines = list(csv.DictReader((tmp_path / "slice.csv").open()))
    assert [line["seq"] for line in lines] == ["4", "5"]
    assert lines[1]["timestamp"] == "2026-11-20T03:00:11.000000Z"
    assert (lines[1]["best_bid"], lines[1]["bid_depth"], lines[1]["remaining"]) == ("100.5", "1.5", "1.5")


def test_a_book_of_more_open_orders_than_are_read_is_refused_and_not_shown_without_some(
    tape, engine, monkeypatch
):
    """B1 is open when the span begins. One event is read, and no open order: what lies in the book would be missing."""
    monkeypatch.setattr(slicing, "MOST", 1)
    assert slice_of(tape, "BTC/JPY", us(10), us(10), engine).states
    text = (tape / "order_events.csv").read_text()
    (tape / "order_events.csv").write_text(text.replace("B2,,C1,CAME", "B2,,C1,TRIG"))
    with pytest.raises(DeskRefused, match="a book that cannot"):
        slice_of(tape, "BTC/JPY", us(10), us(10), engine)


def test_a_span_without_order_records_is_refused(tape, engine):
    with pytest.raises(DeskRefused, match="cannot be looked at"):
        slice_of(tape, "BTC/JPY", us(30), us(40), engine)


@pytest.mark.parametrize(
    ("steps", "places", "text"), [(1050, 2, "10.5"), (5, 3, "0.005"), (100, 2, "1"), (7, 0, "7")]
)
def test_steps_as_plain_decimals(steps, places, text):
    assert plain(steps, places) == text
