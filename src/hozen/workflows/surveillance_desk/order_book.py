"""注文板の再生: the order book of one market, event by event. Pure: events in, levels out.

A plain loop over the rows of a slice; a whole day is for the detectors' SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

ENDS = frozenset({"CAME", "CAMO", "REMO", "EXPI", "FILL"})


@dataclass(frozen=True, slots=True)
class BookEvent:
    """One event of an order; price and amounts in whole ticks and lots. `price` None: not in the book (market, stop)."""

    seq: int
    at_us: int
    order_id: str
    account: str
    event: str
    side: str
    price: int | None
    remaining: int


@dataclass(frozen=True, slots=True)
class BookState:
    """The book after an event: best prices (None: that side is empty) and what lies at the best few levels."""

    seq: int
    at_us: int
    order_id: str
    account: str
    event: str
    side: str
    price: int | None
    remaining: int
    bid: int | None
    ask: int | None
    bid_depth: int
    ask_depth: int


@dataclass(slots=True)
class OrderBook:
    """注文板: open orders by side; `levels` are how many prices from the best count as depth."""

    levels: int = 5
    _orders: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    _at: dict[str, dict[int, int]] = field(default_factory=lambda: {"buy": {}, "sell": {}})

    def put(self, order: str, side: str, price: int, remaining: int) -> None:
        """An order as it now is; with nothing remaining it leaves."""
        self.take(order)
        if remaining:
            self._orders[order] = (side, price, remaining)
            at = self._at[side]
            at[price] = at.get(price, 0) + remaining

    def take(self, order: str) -> None:
        """The order leaves, if it is there."""
        side, price, remaining = self._orders.pop(order, ("", 0, 0))
        if side:
            left = self._at[side][price] - remaining
            if left:
                self._at[side][price] = left
            else:
                del self._at[side][price]

    def best(self, side: str) -> int | None:
        """The highest bid or the lowest ask."""
        prices = self._at[side]
        return (max(prices) if side == "buy" else min(prices)) if prices else None

    def depth(self, side: str) -> int:
        """What lies at the best levels of a side."""
        at = self._at[side]
        return sum(at[price] for price in sorted(at, reverse=side == "buy")[: self.levels])


def replay(
    events: Iterable[BookEvent], open_orders: Mapping[str, BookEvent], levels: int = 5
) -> Iterator[BookState]:
    """The book after each event. `open_orders`: those that were open before the first, by id."""
    book = OrderBook(levels)
    for order, one in open_orders.items():
        if one.price is not None:
            book.put(order, one.side, one.price, one.remaining)
    for one in events:
        if one.event in ENDS or one.price is None:
            book.take(one.order_id)
        else:
            book.put(one.order_id, one.side, one.price, one.remaining)
        yield _state(book, one)


def _state(book: OrderBook, one: BookEvent) -> BookState:
    return BookState(
        one.seq,
        one.at_us,
        one.order_id,
        one.account,
        one.event,
        one.side,
        one.price,
        one.remaining,
        book.best("buy"),
        book.best("sell"),
        book.depth("buy"),
        book.depth("sell"),
    )
