"""The usual flow of one market: makers keep quotes, bots send most messages, many people trade now and then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.fair import MINUTE, Fair
from hozen.workflows.market_sim.market import Market
from hozen.workflows.market_sim.orders import Order
from hozen.workflows.market_sim.people import People
from hozen.workflows.market_sim.symbols import Symbol

QUOTE, BOT, TAKE, REST, WITHDRAW = range(5)
_POOL = 60  # resting orders of the crowd; the oldest ones run out
_TURN = 360  # minutes after which a bot turns to the other side


@dataclass(slots=True)
class Flow:
    """What makers, bots and the crowd do at an instant, each from the messages drawn for it."""

    market: Market
    symbol: Symbol
    fair: Fair
    who: People
    dice: Dice
    bots: Sequence[int]
    quotes: dict[tuple[int, int, int], Order] = field(default_factory=dict)
    resting: list[Order] = field(default_factory=list)
    of_bot: dict[int, list[Order]] = field(default_factory=dict)
    lean: int = o.BUY

    def act(self, what: int, account: int, size: int, draw: int) -> None:
        """One message. `draw`: 0 to 9,999, whatever it decides."""
        if what == QUOTE:
            self._quote(draw)
        elif what == BOT:
            self._bot(self.bots[draw % len(self.bots)], size, draw)
        elif what == TAKE:
            self._take(account, size, draw)
        elif what == REST:
            self._rest(account, size, draw)
        elif self.resting:
            self.market.cancel(self.resting.pop(draw % len(self.resting)))

    def send(
        self, account: int, side: int, amount: int, price: int = 0, flags: int = o.PREVENT, peak: int = 0
    ) -> Order:
        """A limit order that rests, or a market order where there is no price."""
        kind, tif = (o.LIMIT, o.GTC) if price else (o.MARKET, o.IOC)
        owner = self.who.owner[account]
        order = Order(0, account, owner, side, kind, price, amount, amount, peak=peak, tif=tif, flags=flags)
        return self.market.enter(order)

    def tend(self) -> None:
        """Makers mend every quote that is gone or far from where it belongs; what others forgot is taken."""
        market, worth = self.market, self.fair.at(self.market.now)
        in_danger = o.SELL if market.mid() < worth else o.BUY
        for side in (in_danger, -in_danger):
            for maker in self.who.makers:
                for level in range(self.symbol.levels):
                    order = self.quotes.get((maker, side, level))
                    wanted = self._at(maker, side, level)
                    if order is None or not order.live or abs(order.price - wanted) > 2 * self.symbol.half:
                        self._requote(maker, side, level, 0)
        for side in (o.BUY, o.SELL):
            self._pick_off(side, worth)

    def _pick_off(self, side: int, worth: int) -> None:
        """Somebody takes orders that stand on the wrong side of what the coin is worth."""
        book = self.market.side(side)
        stale = [price for price in book.prices(20) if (price - worth) * side > 2 * self.symbol.half]
        if stale:
            amount = sum(book.volume[price] for price in stale)
            self._at_once(self.dice.pick(self.who.crowd), -side, amount, stale[-1])

    def _quote(self, draw: int) -> None:
        makers = self.who.makers
        self._requote(
            makers[draw % len(makers)],
            o.BUY if draw & 64 else o.SELL,
            draw // 128 % self.symbol.levels,
            draw,
        )

    def _at(self, maker: int, side: int, level: int) -> int:
        symbol = self.symbol
        away = symbol.half * (4 + 3 * level + maker % 3) // 4
        return self.fair.at(self.market.now) - side * away

    def _requote(self, maker: int, side: int, level: int, draw: int) -> None:
        """Cancel and enter anew, or change the price. A maker never takes: it stays behind the other side's best."""
        market, wanted = self.market, self._at(maker, side, level) + draw % 7 - 3
        other = market.side(-side).best()
        if other and (wanted - other) * side >= 0:
            wanted = other - side
        if wanted < 1:
            return
        old = self.quotes.get((maker, side, level))
        if old is not None and old.live and draw % 3 and old.left * 2 > old.amount:
            market.change(old, wanted)
            return
        if old is not None:
            market.cancel(old)
        amount = self.symbol.typical * (5 + 3 * level + draw % 5)
        flags = o.PASSIVE | o.PREVENT | o.FIX
        self.quotes[maker, side, level] = self.send(maker, side, amount, wanted, flags)

    def _bot(self, account: int, size: int, draw: int) -> None:
        """A bot works one side for hours: it keeps up to three orders near the best price, and moves the oldest."""
        kept = [one for one in self.of_bot.get(account, ()) if one.live]
        side = o.BUY if (account + self.market.now // MINUTE // _TURN) % 2 else o.SELL
        price = self._near(side, draw % 8)
        if len(kept) > 2 or (kept and draw % 2):
            oldest = kept.pop(0)
            if oldest.side == side and draw % 5 and not self._through(side, price):
                self.market.change(oldest, price)
                kept.append(oldest)
            else:
                self.market.cancel(oldest)
        elif price > 0:
            kept.append(self.send(account, side, size, price, o.PASSIVE | o.PREVENT | o.API))
        self.of_bot[account] = kept

    def _through(self, side: int, price: int) -> bool:
        best = self.market.side(-side).best()
        return price < 1 or bool(best and (price - best) * side >= 0)

    def _near(self, side: int, steps: int) -> int:
        market, half = self.market, self.symbol.half
        best = market.side(side).best() or self.fair.at(market.now) - side * half
        return best + side * (3 - steps) * half // 12

    def _take(self, account: int, size: int, draw: int) -> None:
        """Mostly in the direction of the burst; against a price that is off what the coin is worth."""
        market, symbol = self.market, self.symbol
        off = market.mid() - self.fair.at(market.now)
        if draw % 100 < 8:
            self.lean = -self.lean
        side = self.lean if draw % 5 < 3 else -self.lean
        if abs(off) > symbol.half:
            side = o.SELL if off > 0 else o.BUY
        price = 0
        if draw % 3 == 0:
            best = market.side(-side).best()
            price = best + side * symbol.half if best else 0
        self._at_once(account, side, size, price)
        self.fair.push(market.now, side * min(size, 20 * symbol.typical) * symbol.half * 15 // symbol.typical)

    def _at_once(self, account: int, side: int, amount: int, price: int) -> None:
        flags = o.PREVENT | (o.APP if account % 3 else o.WEB)
        kind, owner = (o.LIMIT if price else o.MARKET), self.who.owner[account]
        order = Order(0, account, owner, side, kind, price, amount, amount, tif=o.IOC, flags=flags)
        self.market.enter(order)

    def _rest(self, account: int, size: int, draw: int) -> None:
        """A limit order somewhere behind the best; one in thirty an iceberg, one in twenty a stop."""
        market, symbol = self.market, self.symbol
        side = o.BUY if draw & 1 else o.SELL
        away = symbol.half * (draw % 40) // 4
        if draw % 20 == 7:
            self._stop(account, side, size, market.mid() + side * (symbol.half * 4 + away))
            return
        price = self.fair.at(market.now) - side * (away + symbol.half // 3)
        if self._through(side, price):
            return
        peak = size if draw % 30 == 11 else 0
        order = self.send(account, side, size * (6 if peak else 1), price, o.PREVENT | o.APP, peak)
        self.resting.append(order)
        if len(self.resting) > _POOL:
            market.cancel(self.resting.pop(0), o.EXPI)

    def _stop(self, account: int, side: int, size: int, at: int) -> None:
        owner = self.who.owner[account]
        order = Order(0, account, owner, side, o.STOP, 0, size, size, tif=o.IOC, stop=max(1, at))
        self.market.enter(order)
