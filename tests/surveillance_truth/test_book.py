"""The simulated book keeps the rules of a book, whatever is sent to it: priority of price, then time; nothing is lost."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.market import EVENT_COLUMNS, TRADE_COLUMNS, Market
from hozen.workflows.market_sim.orders import Order

Event = NamedTuple("Event", [(name, int) for name in EVENT_COLUMNS])
Deal = NamedTuple("Deal", [(name, int) for name in TRADE_COLUMNS])


def order(side: int, price: int, amount: int, account: int = 1, **more: int) -> Order:
    kind = more.pop("kind", o.LIMIT if price else o.MARKET)
    return Order(0, account, account, side, kind, price, amount, amount, **more)


def events(market: Market) -> list[Event]:
    every, wide = market.events.tolist(), len(EVENT_COLUMNS)
    return [Event(*every[at : at + wide]) for at in range(0, len(every), wide)]


def deals(market: Market) -> list[Deal]:
    every, wide = market.trades.tolist(), len(TRADE_COLUMNS)
    return [Deal(*every[at : at + wide]) for at in range(0, len(every), wide)]


ENTRIES = st.builds(
    order,
    st.sampled_from((o.BUY, o.SELL)),
    st.integers(90, 110),
    st.integers(1, 20),
    st.integers(1, 4),
    kind=st.sampled_from((o.LIMIT, o.LIMIT, o.LIMIT, o.MARKET, o.STOP)),
    tif=st.sampled_from((o.GTC, o.GTC, o.IOC)),
    peak=st.sampled_from((0, 0, 3)),
    stop=st.integers(90, 110),
    flags=st.sampled_from((0, o.PREVENT, o.PASSIVE, o.PASSIVE | o.PREVENT)),
)
CANCELS, CHANGES = st.integers(0, 40), st.tuples(st.integers(0, 40), st.integers(90, 110))


def play(steps: list) -> tuple[Market, list[Order]]:
    """Entries, cancels (a number) and changes (a number and a price), each at a later instant."""
    market, entered = Market(), []
    for at, step in enumerate(steps):
        market.now = at
        if isinstance(step, Order):
            if step.kind != o.LIMIT:
                step.price, step.tif = 0, o.IOC
            if step.kind != o.STOP:
                step.stop = 0
            entered.append(market.enter(step))
        elif entered and isinstance(step, int):
            market.cancel(entered[step % len(entered)])
        elif entered:
            market.change(entered[step[0] % len(entered)], step[1])
        bid, ask = market.bids.best(), market.asks.best()
        assert not bid or not ask or bid < ask, "the book is crossed"
    return market, entered


@given(st.lists(st.one_of(ENTRIES, ENTRIES, ENTRIES, CANCELS, CHANGES), max_size=60))
def test_nothing_is_lost_and_the_book_is_never_crossed(steps: list) -> None:
    market, entered = play(steps)
    got: dict[int, int] = defaultdict(int)
    for deal in deals(market):
        got[deal.buy_order] += deal.amount
        got[deal.sell_order] += deal.amount
        assert deal.amount > 0
    written: dict[int, int] = defaultdict(int)
    last: dict[int, Event] = {}
    for event in events(market):
        written[event.number] += event.traded
        last[event.number] = event
        if event.event == o.PARF:
            assert event.left > 0
        assert 0 <= event.shown <= event.left <= event.amount
    for one in entered:
        assert written[one.number] == got[one.number] <= one.amount
        if one.live:
            assert one.left == one.amount - got[one.number] == last[one.number].left
        if last[one.number].event == o.FILL:
            assert got[one.number] == one.amount
    for side in (market.bids, market.asks):
        resting = [one for one in entered if one.live and one.side == side.sign]
        assert sum(side.volume.values()) == sum(one.shown for one in resting)


@given(st.lists(st.one_of(ENTRIES, ENTRIES, CANCELS), max_size=40))
def test_a_taker_meets_the_best_price_and_there_the_oldest(steps: list) -> None:
    """Replayed from the written events alone, without icebergs: at each fill the maker is first in the row."""
    market, _ = play([one for one in steps if not (isinstance(one, Order) and one.peak)])
    resting: dict[int, Event] = {}
    for event in events(market):
        if event.traded and event.number in resting:
            same = [one for one in resting.values() if one.side == event.side]
            best = max(one.price * one.side for one in same)
            assert event.price * event.side == best
            assert event.number == min(one.number for one in same if one.price * one.side == best)
        if event.left and event.kind == o.LIMIT and event.tif == o.GTC:
            resting[event.number] = event
        else:
            resting.pop(event.number, None)
        taker = [one for one in resting.values() if one.number == event.number]
        if event.event == o.NEWO and taker and any(crosses(one, event) for one in resting.values()):
            resting.pop(event.number)  # it takes before it rests; what is left of it stands in its last fill


def crosses(resting: Event, taker: Event) -> bool:
    return resting.side != taker.side and (taker.price - resting.price) * taker.side >= 0


def test_a_row_of_stops_sets_itself_off() -> None:
    """Bids at 100, 99, 98 of 1; stops to sell 1 at 100 and at 99: one sale at 100 goes through to 98."""
    market = Market()
    for price in (100, 99, 98):
        market.enter(order(o.BUY, price, 1))
    for stop in (100, 99):
        market.enter(order(o.SELL, 0, 1, 2, kind=o.STOP, tif=o.IOC, stop=stop))
    market.enter(order(o.SELL, 0, 1, 3, tif=o.IOC))
    assert [one.price for one in deals(market)] == [100, 99, 98]
    assert [one.number for one in events(market) if one.event == o.TRIG] == [4, 5]


def test_an_iceberg_goes_behind_when_a_slice_is_gone() -> None:
    """10 at 100, showing 4; then 5 at 100 of somebody else. A sale of 7 takes the slice of 4, then 3 of the other."""
    market = Market()
    market.enter(order(o.BUY, 100, 10, 1, peak=4))
    market.enter(order(o.BUY, 100, 5, 2))
    market.enter(order(o.SELL, 0, 7, 3, tif=o.IOC))
    assert [(one.buy_account, one.amount) for one in deals(market)] == [(1, 4), (2, 3)]
    assert market.bids.volume == {100: 6}  # the next slice of 4, and 2 of the other


def test_own_orders_do_not_meet_unless_neither_asks_for_it() -> None:
    for flags, met in ((o.PREVENT, 0), (0, 1)):
        market = Market()
        market.enter(order(o.BUY, 100, 5, flags=flags))
        market.enter(order(o.SELL, 100, 5, flags=0))
        assert len(deals(market)) == met


def test_a_passive_order_that_would_take_is_refused() -> None:
    market = Market()
    market.enter(order(o.SELL, 100, 5))
    refused = market.enter(order(o.BUY, 100, 5, 2, flags=o.PASSIVE))
    assert [one.event for one in events(market) if one.number == refused.number] == [o.REMO]
    assert not deals(market)
