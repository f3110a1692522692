"""What a planted case can do in a market: enter, cancel, change, meet, and have the crowd answer."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.fair import MINUTE
from hozen.workflows.market_sim.flow import Flow
from hozen.workflows.market_sim.orders import Order
from hozen.workflows.market_sim.symbols import Symbol

SECOND = 1_000_000
MILLI = 1_000
HOUR = 60 * MINUTE

Script = Generator[int, None, None]
"""Yields the instant (µs) at which it wants to go on."""


@dataclass(slots=True)
class Stage:
    """One case in one market. `start`: its first instant, the end of the day, or the news; `parts`: for how many
    days or facts; `way`: which way the news moves the price."""

    flow: Flow
    dice: Dice
    case: int
    cast: tuple[int, ...]
    start: int
    parts: int = 1
    way: int = 1

    @property
    def now(self) -> int:
        """The market's time."""
        return self.flow.market.now

    @property
    def symbol(self) -> Symbol:
        """The market."""
        return self.flow.symbol

    def after(self, micros: int) -> int:
        """So much later."""
        return self.now + micros

    def best(self, side: int) -> int:
        """The best bid or ask; where it is missing, where a maker would stand."""
        found = self.flow.market.side(side).best()
        return found or self.flow.fair.at(self.now) - side * self.symbol.half

    def basis(self, points: int) -> int:
        """Basis points of the price, in ticks."""
        return max(1, self.flow.market.mid() * points // 10_000)

    def lots(self, tenths: int) -> int:
        """Tenths of a usual order, give or take a little."""
        return max(2, self.symbol.typical * tenths * self.dice.between(90, 110) // 1_000)

    def rest(
        self, who: int, side: int, price: int, amount: int, *, prevent: bool = False, peak: int = 0
    ) -> Order:
        """A limit order of the case."""
        return self._enter(who, side, o.LIMIT, price, amount, o.GTC, prevent, peak)

    def take(self, who: int, side: int, amount: int, price: int = 0, *, prevent: bool = True) -> Order:
        """At once or not at all: at the market, or up to a price."""
        return self._enter(who, side, o.LIMIT if price else o.MARKET, price, amount, o.IOC, prevent, 0)

    def sweep(self, who: int, side: int, depth: int, most: int = 0) -> Order:
        """Takes what stands within `depth` ticks of the best price, one lot at least; no more than `most` lots, if any."""
        book = self.flow.market.side(-side)
        limit = self.best(-side) + side * depth
        standing = sum(shown for price, shown in book.volume.items() if (limit - price) * side >= 0)
        return self.take(who, side, max(1, min(standing, most or standing)), limit)

    def cancel(self, *orders: Order) -> None:
        """Out of the book."""
        for order in orders:
            self.flow.market.cancel(order)

    def change(self, order: Order, price: int) -> None:
        """Another price."""
        self.flow.market.change(order, price)

    def crowd(self, side: int, amount: int) -> Order:
        """Somebody of the crowd at the market; part of no case."""
        return self.flow.send(self.dice.pick(self.flow.who.crowd), side, amount)

    def worth(self) -> int:
        """What the coin is worth at other venues, in ticks."""
        return self.flow.fair.world(self.now)

    def here(self) -> int:
        """What the coin is worth at this venue for the moment, in ticks."""
        return self.flow.fair.at(self.now)

    def mood(self, points: int) -> None:
        """The crowd follows by so many basis points, for some minutes."""
        fair = self.flow.fair
        fair.push(self.now, fair.at(self.now) * points // 10)
        self.flow.tend()

    def inside(self) -> int:
        """A price between the best bid and the best ask; 0 where none is free."""
        bid, ask = self.best(o.BUY), self.best(o.SELL)
        return self.dice.between(bid + 1, ask - 1) if ask - bid > 1 else 0

    def _enter(
        self, who: int, side: int, kind: int, price: int, amount: int, tif: int, prevent: bool, peak: int
    ) -> Order:
        owner, flags = self.flow.who.owner[who], o.API | (o.PREVENT if prevent else 0)
        order = Order(
            *(0, who, owner, side, kind, max(0, price), amount, amount),
            peak=peak,
            tif=tif,
            flags=flags,
            case=self.case,
        )
        return self.flow.market.enter(order)


Play = Callable[[Stage], Script]


@dataclass(frozen=True, slots=True)
class Deal:
    """What two accounts have agreed: who sells, who buys, lots, the lag between their orders (µs).

    other: the second order's lots, where they are not the first's; price: ticks, where it is not drawn.
    """

    seller: int
    buyer: int
    amount: int
    lag: int
    other: int = 0
    price: int = 0


def meet(stage: Stage, deal: Deal) -> Generator[int, None, bool]:
    """Two accounts trade with each other between the best prices; False where the crowd came between.

    Which of the two rests is drawn.
    """
    price = deal.price or stage.inside()
    while not stage.best(o.BUY) < price < stage.best(o.SELL):
        yield stage.after(SECOND)
        price = stage.inside()
    sells_first = stage.dice.happens(50)
    rests, takes, side = (
        (deal.seller, deal.buyer, o.SELL) if sells_first else (deal.buyer, deal.seller, o.BUY)
    )
    first = stage.rest(rests, side, price, deal.amount)
    yield stage.after(deal.lag)
    met = first.live and first.left == deal.amount and stage.best(side) == first.price
    if met:
        stage.take(takes, -side, deal.other or deal.amount, price, prevent=False)
    stage.cancel(first)
    return met


def meet_until(stage: Stage, deal: Deal) -> Script:
    """As `meet`, again until it has worked."""
    for _ in range(40):
        if (yield from meet(stage, deal)):
            return
        yield stage.after(stage.dice.between(1, 20) * SECOND)
