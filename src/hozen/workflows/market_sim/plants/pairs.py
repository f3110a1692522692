"""Matched orders, rings and a painted tape, and those who look like it."""

from __future__ import annotations

from itertools import pairwise

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.people import People
from hozen.workflows.market_sim.plant import Plant, few, pair
from hozen.workflows.market_sim.plants.wash import linked
from hozen.workflows.market_sim.stage import MILLI, SECOND, Deal, Script, Stage, meet, meet_until


def strangers_or_linked(who: People, dice: Dice) -> tuple[int, ...]:
    """Two accounts: half of the pairs have something in common, half do no more than meet."""
    return linked(who, dice)[:2] if dice.happens(50) else pair(who, dice)


def matched(stage: Stage) -> Script:
    """Three to nine meetings in a day, opposite orders within a second, price equal, amounts within 1 %."""
    yield stage.start
    dice, (one, other) = stage.dice, stage.cast
    for _ in range(dice.between(3, 9)):
        amount = stage.lots(dice.power(10, 100))
        near = amount + dice.pick((-1, 1)) * (amount * dice.between(0, 9) // 1000)
        seller, buyer = (one, other) if dice.happens(60) else (other, one)
        yield from meet_until(stage, Deal(seller, buyer, amount, dice.between(2, 950) * MILLI, near))
        yield stage.after(dice.between(10, 360) * SECOND)


def regular_customer(stage: Stage) -> Script:
    """One takes the other's fresh quote again and again, but the amounts are far apart, and the lags are long."""
    yield stage.start
    dice, (one, other) = stage.dice, stage.cast
    for _ in range(dice.between(4, 9)):
        amount = stage.lots(dice.between(40, 90))
        lag = dice.between(1_500, 20_000) * MILLI
        yield from meet_until(stage, Deal(one, other, amount, lag, amount * dice.between(10, 80) // 100))
        yield stage.after(dice.between(10, 360) * SECOND)


def ring(stage: Stage) -> Script:
    """Round after round from member to member, back to the first: nobody holds more or less in the end."""
    yield stage.start
    dice, cast = stage.dice, stage.cast
    slow = dice.happens(30)
    for _ in range(dice.between(1, 4)):
        amount = stage.lots(dice.power(10, 150))
        for seller, buyer in zip(cast, cast[1:] + cast[:1], strict=True):
            lag = dice.between(200, 30_000) * MILLI
            yield from meet_until(stage, Deal(seller, buyer, amount, lag))
            yield stage.after(dice.between(600, 3000) * SECOND if slow else dice.between(5, 120) * SECOND)


def hand_on(stage: Stage) -> Script:
    """An amount goes along a line of traders, each keeps a part of it, and it does not come back."""
    yield stage.start
    dice, cast = stage.dice, stage.cast
    amount = stage.lots(dice.between(60, 150))
    for seller, buyer in pairwise(cast):
        yield from meet_until(stage, Deal(seller, buyer, amount, dice.between(2_000, 30_000) * MILLI))
        amount = max(2, amount * dice.between(50, 85) // 100)
        yield stage.after(dice.between(20, 200) * SECOND)


def painting(stage: Stage) -> Script:
    """A few parties print 20 to 60 small trades, each a little above (or below) the one before; the makers follow."""
    yield stage.start
    dice = stage.dice
    way, prints = dice.pick((o.BUY, o.SELL)), dice.between(20, 60)
    step = stage.symbol.half * dice.between(2, 8) // 40
    last = stage.best(-way) - way * stage.symbol.half
    for _ in range(prints):
        price = _beyond(stage, last, way, step)
        while not price:
            stage.mood(way * dice.between(2, 6))
            yield stage.after(SECOND)
            price = _beyond(stage, last, way, step)
        seller, buyer = dice.some(stage.cast, 2)
        deal = Deal(
            seller, buyer, stage.lots(dice.between(3, 15)), dice.between(20, 800) * MILLI, price=price
        )
        if (yield from meet(stage, deal)):
            last = price
        yield stage.after(dice.between(2, 20) * SECOND)


def _beyond(stage: Stage, last: int, way: int, step: int) -> int:
    """A free price beyond the last print, `step` ticks where there is room; 0 where none is free."""
    near, far = stage.best(way) + way, stage.best(-way) - way
    first = max(near * way, last * way + 1)
    return min(far * way, first + step) * way if first <= far * way else 0


def lively_minutes(stage: Stage) -> Script:
    """As many trades in as short a time, but of many people, and the price goes to and fro."""
    yield stage.start
    dice = stage.dice
    for _ in range(dice.between(30, 60)):
        stage.take(dice.pick(stage.cast), dice.pick((o.BUY, o.SELL)), stage.lots(dice.power(3, 40)))
        yield stage.after(dice.between(2, 20) * SECOND)


PLANTS = (
    Plant("matched", "matched", twin=False, cast=strangers_or_linked, play=matched, minutes=60),
    Plant("regular_customer", "matched", twin=True, cast=pair, play=regular_customer, minutes=60),
    Plant("ring", "ring", twin=False, cast=few(3, 6), play=ring, minutes=150),
    Plant("hand_on", "ring", twin=True, cast=few(3, 6), play=hand_on, minutes=30),
    Plant("painting", "painting", twin=False, cast=few(2, 3), play=painting, minutes=40, thin=True),
    Plant(
        "lively_minutes", "painting", twin=True, cast=few(25, 35), play=lively_minutes, minutes=30, thin=True
    ),
)
