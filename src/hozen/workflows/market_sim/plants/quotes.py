"""Spoofing, layering and quote stuffing, and those who look like it."""

from __future__ import annotations

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.fair import MINUTE
from hozen.workflows.market_sim.orders import Order
from hozen.workflows.market_sim.people import MAKER, People
from hozen.workflows.market_sim.plant import Plant, alone, one_owner
from hozen.workflows.market_sim.stage import MILLI, SECOND, Script, Stage


def maker(who: People, _dice: Dice) -> tuple[int, ...]:
    """A declared maker."""
    return (who.hire(MAKER),)


def _fill(stage: Stage, genuine: Order, side: int) -> None:
    """The crowd trades into the genuine order, which comes to the front where others stand before it."""
    if genuine.live and stage.best(side) != genuine.price:
        stage.change(genuine, stage.inside() or stage.best(side))
    if genuine.live:
        ahead = stage.flow.market.side(side).volume[genuine.price]
        stage.crowd(-side, ahead)
    if genuine.live:
        left = genuine.left
        stage.cancel(genuine)
        stage.take(genuine.account, side, left)


def spoofing(stage: Stage) -> Script:
    """A small order is to be filled; a big one on the other side, never meant, scares the crowd into it."""
    yield stage.start
    dice, big, small = stage.dice, stage.cast[0], stage.cast[-1]
    by_hand = dice.happens(20)
    for _ in range(dice.between(1, 4)):
        side = dice.pick((o.BUY, o.SELL))
        amount = stage.lots(dice.between(5, 30))
        genuine = stage.rest(small, side, stage.inside() or stage.best(side), amount, prevent=True)
        yield stage.after(dice.between(20, 800) * MILLI)
        away = dice.between(1, stage.symbol.half)
        fake = stage.rest(
            big, -side, stage.best(-side) + side * away, amount * dice.between(6, 30), prevent=True
        )
        stage.mood(side * -dice.between(2, 6))
        life = dice.between(60, 900) * SECOND if by_hand else dice.between(300, 4_500) * MILLI
        yield stage.after(life * dice.between(30, 80) // 100)
        _fill(stage, genuine, side)
        yield stage.after(life * dice.between(5, 20) // 100)
        stage.cancel(fake)
        yield stage.after(dice.between(20, 240) * SECOND)


def thinks_again(stage: Stage) -> Script:
    """A big order withdrawn after a while; its owner trades nothing on the other side."""
    yield stage.start
    dice = stage.dice
    for _ in range(dice.between(1, 3)):
        side = dice.pick((o.BUY, o.SELL))
        away = dice.between(1, stage.symbol.half)
        order = stage.rest(
            stage.cast[0],
            side,
            stage.best(side) - side * away,
            stage.lots(dice.between(100, 600)),
            prevent=True,
        )
        yield stage.after(dice.power(800, 900_000) * MILLI)
        stage.cancel(order)
        yield stage.after(dice.between(60, 300) * SECOND)


def iceberg(stage: Stage) -> Script:
    """A big order that shows little, is filled slice by slice, and is withdrawn when its owner has enough."""
    yield stage.start
    dice, side = stage.dice, stage.dice.pick((o.BUY, o.SELL))
    peak = stage.lots(dice.between(8, 25))
    price = stage.inside() or stage.best(side)
    order = stage.rest(stage.cast[0], side, price, peak * dice.between(10, 40), prevent=True, peak=peak)
    for _ in range(dice.between(6, 20)):
        yield stage.after(dice.between(5, 60) * SECOND)
        stage.crowd(-side, stage.lots(dice.power(5, 30)))
    stage.cancel(order)


def _ladder(stage: Stage, who: int, side: int, levels: int) -> list[Order]:
    """Orders one step apart behind the best price; together 30 to 150 % of what stands there."""
    dice, book = stage.dice, stage.flow.market.side(side)
    step = max(1, stage.symbol.half * dice.between(2, 10) // 10)
    first = stage.best(side) - side * step * dice.between(1, 3)
    prices = [first - side * step * level for level in range(levels)]
    depth = sum(shown for price, shown in book.volume.items() if (price - prices[-1]) * side >= 0)
    each = max(2, depth * dice.between(30, 150) // 100 // levels)
    return [stage.rest(who, side, price, each, prevent=True) for price in prices]


def layering(stage: Stage) -> Script:
    """Three to seven levels on one side, a fill on the other, and the levels are gone within ten seconds."""
    yield stage.start
    dice, false, small = stage.dice, stage.cast[0], stage.cast[-1]
    for _ in range(dice.between(1, 3)):
        side = dice.pick((o.BUY, o.SELL))
        genuine = stage.rest(
            small, side, stage.inside() or stage.best(side), stage.lots(dice.between(5, 30)), prevent=True
        )
        yield stage.after(dice.between(20, 1500) * MILLI)
        layers = _ladder(stage, false, -side, dice.between(3, 7))
        stage.mood(side * -dice.between(2, 6))
        yield stage.after(dice.between(300, 20_000) * MILLI)
        _fill(stage, genuine, side)
        yield stage.after(dice.between(100, 8_000) * MILLI)
        stage.cancel(*layers)
        yield stage.after(dice.between(30, 240) * SECOND)


def saver_ladder(stage: Stage) -> Script:
    """A ladder of bids that stays for half an hour or longer, is partly filled, and sells nothing."""
    yield stage.start
    dice = stage.dice
    ladder = _ladder(stage, stage.cast[0], o.BUY, dice.between(3, 7))
    for _ in range(dice.between(3, 8)):
        yield stage.after(dice.between(60, 300) * SECOND)
        stage.crowd(o.SELL, stage.lots(dice.power(5, 60)))
    yield stage.after(10 * MINUTE)
    stage.cancel(*ladder)


def refresh(stage: Stage) -> Script:
    """A declared maker's ladder on both sides, moved at 8 to 18 messages a second for some seconds."""
    yield stage.start
    dice, who = stage.dice, stage.cast[0]
    ladders = [order for side in (o.BUY, o.SELL) for order in _ladder(stage, who, side, 4)]
    gap = SECOND // dice.between(8, 18)
    for turn in range(dice.between(60, 160)):
        yield stage.after(gap)
        old = ladders.pop(0)
        away = stage.symbol.half * (1 + turn % 4)
        if old.live:
            stage.change(old, stage.best(old.side) - old.side * away)
            ladders.append(old)
        else:
            ladders.append(
                stage.rest(who, old.side, stage.best(old.side) - old.side * away, old.amount, prevent=True)
            )
        if turn % 25 == 0:
            stage.crowd(dice.pick((o.BUY, o.SELL)), stage.lots(5))
    stage.cancel(*ladders)


def stuffing(stage: Stage) -> Script:
    """25 to 150 messages a second for one to eight seconds, nearly all of them orders withdrawn at once."""
    yield stage.start
    dice, who = stage.dice, stage.cast[0]
    rate, at_best = dice.between(25, 150), dice.happens(40)
    for _ in range(rate * dice.between(1, 8) // 2 + 20):
        side = dice.pick((o.BUY, o.SELL))
        price = (stage.inside() if at_best else 0) or stage.best(side) - side * stage.symbol.half
        order = stage.rest(who, side, price, stage.lots(dice.between(1, 6)), prevent=True)
        yield stage.after(SECOND // rate)
        stage.cancel(order)
        yield stage.after(SECOND // rate)


def slicer(stage: Stage) -> Script:
    """A big purchase in slices, as many messages a second, but they trade."""
    yield stage.start
    dice, side = stage.dice, stage.dice.pick((o.BUY, o.SELL))
    for _ in range(dice.between(40, 90)):
        stage.take(stage.cast[0], side, stage.lots(dice.between(2, 4)))
        yield stage.after(SECOND // dice.between(20, 40))


PLANTS = (
    Plant("spoofing", "spoofing", twin=False, cast=one_owner(1, 2), play=spoofing, minutes=90),
    Plant("thinks_again", "spoofing", twin=True, cast=alone, play=thinks_again, minutes=60),
    Plant("iceberg", "spoofing", twin=True, cast=alone, play=iceberg),
    Plant("layering", "layering", twin=False, cast=one_owner(1, 2), play=layering),
    Plant("saver_ladder", "layering", twin=True, cast=alone, play=saver_ladder, minutes=60),
    Plant("maker_refresh", "layering", twin=True, cast=maker, play=refresh),
    Plant("quote_stuffing", "quote_stuffing", twin=False, cast=alone, play=stuffing, minutes=10),
    Plant("slicer", "quote_stuffing", twin=True, cast=alone, play=slicer, minutes=10),
)
