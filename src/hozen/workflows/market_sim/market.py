"""One market: a book with priority of price, then time; every change is written down."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from heapq import heappop, heappush

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.orders import Order
from hozen.workflows.market_sim.side import Side

EVENT_COLUMNS = (
    *("at_us", "number", "account", "event", "side", "kind", "tif", "price", "amount", "left", "shown"),
    *("traded", "trade", "flags", "case_no"),
)
TRADE_COLUMNS = (
    *(
        "at_us",
        "price",
        "amount",
        "buy_order",
        "sell_order",
        "buy_account",
        "sell_account",
        "taker",
        "case_no",
    ),
)


@dataclass(slots=True)
class Market:
    """The book of one symbol at `now` (microseconds UTC), and what was written of it.

    events, trades: rows one after the other, with EVENT_COLUMNS and TRADE_COLUMNS. A time `now` never goes back.
    """

    now: int = 0
    last: int = 0
    bids: Side = field(default_factory=lambda: Side(o.BUY))
    asks: Side = field(default_factory=lambda: Side(o.SELL))
    events: array[int] = field(default_factory=lambda: array("q"))
    trades: array[int] = field(default_factory=lambda: array("q"))
    orders: int = 0
    deals: int = 0
    _stops: tuple[list[tuple[int, int, Order]], list[tuple[int, int, Order]]] = field(
        default_factory=lambda: ([], [])
    )

    def side(self, side: int) -> Side:
        """Bids or asks."""
        return self.bids if side > 0 else self.asks

    def enter(self, order: Order) -> Order:
        """Match what can be matched; what is left rests, waits for its stop, or ends."""
        self.orders += 1
        order.number = self.orders
        if order.flags & o.PASSIVE and self._meets(order):
            order.left = 0
            self._write(order, o.REMO)
            return order
        self._write(order, o.NEWO)
        if order.kind == o.STOP and not self._reached(order):
            heappush(self._stops[order.side < 0], (order.side * order.stop, order.number, order))
        else:
            if order.kind == o.STOP:
                self._write(order, o.TRIG)
            self._work(order)
        self._trigger()
        return order

    def cancel(self, order: Order, event: int = o.CAME) -> None:
        """Out of the book; nothing happens where it is no more."""
        if order.live:
            self.side(order.side).drop(order)
            order.left = order.shown = 0
            self._write(order, event)

    def change(self, order: Order, price: int) -> None:
        """Another price, at the end of the queue there; may match."""
        if order.live:
            self.side(order.side).drop(order)
            order.price = price
            order.shown = min(order.peak or order.left, order.left)
            self._write(order, o.REME)
            self._work(order)
            self._trigger()

    def mid(self) -> int:
        """Between the best bid and the best ask; the last price where one is missing."""
        bid, ask = self.bids.best(), self.asks.best()
        return (bid + ask) // 2 if bid and ask else self.last

    def _meets(self, order: Order) -> bool:
        best = self.side(-order.side).best()
        return bool(best) and (not order.price or (order.price - best) * order.side >= 0)

    def _work(self, order: Order) -> None:
        while order.left and self._meets(order):
            self._meet(order)
        if not order.left:
            return
        if order.kind == o.LIMIT and order.tif == o.GTC:
            order.shown = min(order.peak or order.left, order.left)
            self.side(order.side).add(order)
        else:
            order.left = order.shown = 0
            self._write(order, o.EXPI)

    def _meet(self, taker: Order) -> None:
        """The taker against the first order of the other side, once."""
        book = self.side(-taker.side)
        price = book.best()
        maker = book.head(price)
        if maker.owner == taker.owner and (maker.flags | taker.flags) & o.PREVENT:
            self.cancel(maker, o.CAMO)
            return
        amount = min(taker.left, maker.shown)
        book.take(maker, amount)
        taker.left -= amount
        self._deal(taker, maker, price, amount)
        if maker.left and not maker.shown:  # the next slice of an iceberg stands behind all others
            maker.shown = min(maker.peak, maker.left)
            book.add(maker)
            self._write(maker, o.REMA)

    def _deal(self, taker: Order, maker: Order, price: int, amount: int) -> None:
        self.deals += 1
        self.last = price
        buy, sell = (taker, maker) if taker.side > 0 else (maker, taker)
        case = taker.case or maker.case
        self.trades.extend(
            (self.now, price, amount, buy.number, sell.number, buy.account, sell.account, taker.side, case)
        )
        for order in (maker, taker):
            self._write(order, o.PARF if order.left else o.FILL, amount, self.deals)

    def _reached(self, order: Order) -> bool:
        return bool(self.last) and (self.last - order.stop) * order.side >= 0

    def _trigger(self) -> None:
        """Stop orders that the last price has reached, until none is left: a cascade."""
        while True:
            due = [
                stops
                for stops, sign in zip(self._stops, (o.BUY, o.SELL), strict=True)
                if stops and self.last and sign * self.last >= stops[0][0]
            ]
            if not due:
                return
            order = heappop(due[0])[2]
            self._write(order, o.TRIG)
            self._work(order)

    def _write(self, order: Order, event: int, traded: int = 0, trade: int = 0) -> None:
        shown = order.shown if order.live else min(order.peak or order.left, order.left)
        self.events.extend((self.now, order.number, order.account, event, order.side, order.kind, order.tif))
        self.events.extend(
            (order.price, order.amount, order.left, shown, traded, trade, order.flags, order.case)
        )
