"""Marking a reference price, ramping, momentum ignition, pump and dump, and those who look like it."""

from __future__ import annotations

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.fair import MINUTE
from hozen.workflows.market_sim.plant import REFERENCE, Plant, alone, few
from hozen.workflows.market_sim.stage import MILLI, SECOND, Script, Stage


def _lift(stage: Stage, who: int, side: int, points: int) -> int:
    """Takes up to some basis points beyond the best price; the crowd follows. The lots that were traded."""
    amount = stage.sweep(who, side, stage.basis(points), most=stage.lots(250)).amount
    stage.mood(side * points)
    return amount


def _unload(stage: Stage, who: int, side: int, amount: int, minutes: int) -> Script:
    """Trades `amount` within so many minutes, in four to nine pieces: into the crowd, or at the market."""
    pieces = stage.dice.between(4, 9)
    for _ in range(pieces):
        order = stage.rest(
            who, side, stage.inside() or stage.best(side), max(1, amount // pieces), prevent=True
        )
        yield stage.after(minutes * MINUTE // pieces)
        stage.crowd(-side, order.left or 1)
        if order.live and order.left:
            left = order.left
            stage.cancel(order)
            stage.take(who, side, left)


def marking(stage: Stage) -> Script:
    """In the last minutes before the day ends, one account drives the price 1.3 to 3 % its way."""
    dice, who = stage.dice, stage.cast[0]
    window = dice.between(4, 9) * MINUTE
    yield stage.start - window
    side = o.BUY if who % 2 else o.SELL
    pushes = dice.between(8, 20)
    points = max(1, dice.between(160, 330) // pushes)
    for _ in range(pushes):
        _lift(stage, who, side, points)
        yield stage.after((window - 10 * SECOND) // pushes)


def rebalancer(stage: Stage) -> Script:
    """A fund trades near the end of each day at the price that it finds: much volume, no move."""
    dice = stage.dice
    yield stage.start - 9 * MINUTE
    side = dice.pick((o.BUY, o.SELL))
    for _ in range(dice.between(8, 16)):
        order = stage.rest(
            stage.cast[0],
            side,
            stage.inside() or stage.best(side),
            stage.lots(dice.between(10, 30)),
            prevent=True,
        )
        yield stage.after(dice.between(8, 20) * SECOND)
        stage.crowd(-side, order.left or 1)
        yield stage.after(dice.between(1, 8) * SECOND)
        stage.cancel(order)


def late_news(stage: Stage) -> Script:
    """The price moves before the end of the day, everywhere; many people trade, each a little."""
    yield stage.start - 9 * MINUTE
    for _ in range(60):
        stage.flow.tend()
        stage.take(stage.dice.pick(stage.cast), o.BUY, stage.lots(stage.dice.power(4, 30)))
        yield stage.after(stage.dice.between(3, 12) * SECOND)


def ramping(stage: Stage) -> Script:
    """Purchase after purchase at a new high, the crowd follows, and what was bought is sold above."""
    yield stage.start
    who, steps, bought = stage.cast[0], stage.dice.between(6, 15), 0
    dice = stage.dice
    side = o.BUY if dice.happens(75) else o.SELL
    points = dice.between(100, 320) // steps
    for _ in range(steps):
        bought += _lift(stage, who, side, points)
        if dice.happens(40):
            stage.crowd(side, stage.lots(dice.power(3, 20)))
        yield stage.after(dice.between(5, 50) * SECOND)
    for _ in range(4):
        stage.mood(side * dice.between(20, 50))
        stage.crowd(side, stage.lots(dice.power(10, 60)))
        yield stage.after(dice.between(5, 30) * SECOND)
    yield from _unload(stage, who, -side, bought, dice.between(2, 10))


def buys_and_holds(stage: Stage) -> Script:
    """A big buyer in a hurry: new highs as well, but it keeps what it buys."""
    yield stage.start
    dice = stage.dice
    steps = dice.between(6, 12)
    for _ in range(steps):
        _lift(stage, stage.cast[0], o.BUY, dice.between(100, 250) // steps)
        yield stage.after(dice.between(10, 60) * SECOND)


def momentum(stage: Stage) -> Script:
    """A burst of orders within seconds, the market follows by 1 % or more, and the position is closed at once."""
    yield stage.start
    dice, who, bought = stage.dice, stage.cast[0], 0
    side = dice.pick((o.BUY, o.SELL))
    for _ in range(dice.between(5, 15)):
        lure = stage.rest(
            who, side, stage.best(side) - side * stage.symbol.half, stage.lots(20), prevent=True
        )
        bought += _lift(stage, who, side, dice.between(3, 8))
        yield stage.after(dice.between(300, 2_500) * MILLI)
        stage.cancel(lure)
    follows = dice.between(10, 25)
    for _ in range(follows):
        stage.mood(side * (dice.between(130, 260) // follows + 1))
        stage.crowd(side, stage.lots(dice.power(5, 50)))
        yield stage.after(dice.between(3, 9) * SECOND)
    yield from _unload(stage, who, -side, bought, dice.between(1, 3))


def stop_cascade(stage: Stage) -> Script:
    """One honest sale meets a row of other people's stops; each sets off the next."""
    yield stage.start
    dice, market = stage.dice, stage.flow.market
    for step in range(12):
        who = dice.pick(stage.flow.who.crowd)
        owner, amount = stage.flow.who.owner[who], stage.lots(dice.between(30, 90))
        at = max(1, market.mid() - stage.symbol.half - stage.basis(8 + 8 * step))
        market.enter(o.Order(0, who, owner, o.SELL, o.STOP, 0, amount, amount, tif=o.IOC, stop=at))
        yield stage.after(dice.between(5, 40) * SECOND)
    stage.sweep(stage.cast[0], o.SELL, stage.basis(25))
    yield stage.after(30 * SECOND)
    stage.flow.tend()


def pump_and_dump(stage: Stage) -> Script:
    """Bought quietly for hours; then dozens of people buy at the market within a minute or two; sold into it."""
    dice, cast = stage.dice, stage.cast
    yield stage.start - dice.between(60, 600) * MINUTE
    held = 0
    while stage.now < stage.start - 10 * MINUTE:
        amount = stage.lots(dice.between(20, 60))
        stage.take(dice.pick(cast), o.BUY, amount)
        held += amount
        yield stage.after(dice.between(5, 25) * MINUTE)
    yield stage.start
    buyers = dice.between(45, 90)
    points = dice.between(900, 4_000) // buyers
    for turn in range(buyers):
        stage.crowd(o.BUY, stage.lots(dice.power(120, 600)))
        stage.mood(points)
        if turn > buyers // 3 and turn % 4 == 0:
            stage.take(dice.pick(cast), o.SELL, max(1, held // (buyers // 6)))
        yield stage.after(dice.between(200, 1_500) * MILLI)
    for _ in range(15):
        stage.mood(-points * buyers // 20)
        stage.crowd(o.SELL, stage.lots(dice.power(20, 200)))
        yield stage.after(dice.between(10, 40) * SECOND)


def real_news(stage: Stage) -> Script:
    """The price jumps everywhere, and many people buy; nobody knew before."""
    yield stage.start
    dice = stage.dice
    for _ in range(dice.between(60, 100)):
        stage.flow.tend()
        stage.take(dice.pick(stage.cast), o.BUY, stage.lots(dice.power(30, 200)))
        yield stage.after(dice.between(2, 5) * SECOND)


PLANTS = (
    Plant(
        "marking", "marking", twin=False, cast=alone, play=marking, minutes=60, when=REFERENCE, parts=(2, 3)
    ),
    Plant(
        "rebalancer",
        "marking",
        twin=True,
        cast=alone,
        play=rebalancer,
        thin=False,
        minutes=30,
        when=REFERENCE,
        parts=(2, 3),
    ),
    Plant("late_news", "marking", twin=True, cast=few(30, 40), play=late_news, when=REFERENCE, world_bp=180),
    Plant("ramping", "ramping", twin=False, cast=alone, play=ramping, minutes=60),
    Plant("buys_and_holds", "ramping", twin=True, cast=alone, play=buys_and_holds, minutes=60),
    Plant("momentum_ignition", "momentum_ignition", twin=False, cast=alone, play=momentum, minutes=60),
    Plant("stop_cascade", "momentum_ignition", twin=True, cast=alone, play=stop_cascade, minutes=40),
    Plant("pump_dump", "pump_dump", twin=False, cast=few(2, 5), play=pump_and_dump, minutes=90, thin=True),
    Plant(
        "real_news",
        "pump_dump",
        twin=True,
        cast=few(60, 80),
        play=real_news,
        minutes=60,
        thin=True,
        world_bp=900,
    ),
)
