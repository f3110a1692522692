"""The book, event by event, by hand; and held to a plain count of open orders."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from hozen.workflows.surveillance_desk.order_book import ENDS, BookEvent, replay


def event(
    seq: int, order: str, what: str, side: str = "buy", price: int | None = 100, remaining: int = 10
) -> BookEvent:
    return BookEvent(seq, seq * 1000, order, "C1", what, side, price, remaining)


def test_a_short_life_of_a_book():
    before = {"S0": event(0, "S0", "NEWO", "sell", 105, 7)}
    events = [
        event(1, "B1", "NEWO", price=100, remaining=10),  # bid 100 × 10
        event(2, "B2", "NEWO", price=101, remaining=4),  # bid 101 × 4, depth 14
        event(3, "M1", "NEWO", price=None, remaining=4),  # a market order never lies in the book
        event(4, "B2", "FILL", price=101, remaining=0),  # gone: bid 100
        event(5, "B1", "REME", price=99, remaining=6),  # moved down and made smaller
        event(6, "S0", "PARF", "sell", 105, 2),
        event(7, "B1", "CAME", price=99, remaining=6),  # no bid left
    ]
    found = [(one.bid, one.ask, one.bid_depth, one.ask_depth) for one in replay(events, before)]
    assert found == [
        (100, 105, 10, 7),
        (101, 105, 14, 7),
        (101, 105, 14, 7),
        (100, 105, 10, 7),
        (99, 105, 6, 7),
        (99, 105, 6, 2),
        (None, 105, 0, 2),
    ]


def test_depth_counts_the_best_levels_only():
    events = [event(seq, f"B{seq}", "NEWO", price=100 - seq, remaining=1) for seq in range(1, 8)]
    assert [one.bid_depth for one in replay(events, {}, levels=3)] == [1, 2, 3, 3, 3, 3, 3]


_STEP = st.tuples(
    st.sampled_from("ABCD"),
    st.sampled_from(["NEWO", "REME", "PARF", "CAME", "FILL"]),
    st.integers(1, 5),
    st.integers(1, 9),
)


@given(st.lists(_STEP, max_size=40))
def test_best_and_depth_are_those_of_the_orders_that_are_open(steps):
    """The oracle keeps orders in a plain dictionary and looks at all of them after each event."""
    side = {"A": "buy", "B": "buy", "C": "sell", "D": "sell"}
    events = [
        event(seq, order, what, side[order], price, left)
        for seq, (order, what, price, left) in enumerate(steps)
    ]
    open_: dict[str, tuple[int, int]] = {}
    for one, state in zip(events, replay(events, {}, levels=99), strict=True):
        if one.event in ENDS:
            open_.pop(one.order_id, None)
        else:
            open_[one.order_id] = (one.price or 0, one.remaining)
        by = defaultdict(list)
        for order, (price, left) in open_.items():
            by[side[order]].append((price, left))
        assert state.bid == max((price for price, _ in by["buy"]), default=None)
        assert state.ask == min((price for price, _ in by["sell"]), default=None)
        assert (state.bid_depth, state.ask_depth) == tuple(
            sum(left for _, left in by[name]) for name in ("buy", "sell")
        )
