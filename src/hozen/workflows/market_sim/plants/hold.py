"""Price fixing, a price away from other venues, abnormal moves, a high share, and those who look like it."""

from __future__ import annotations

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.fair import MINUTE
from hozen.workflows.market_sim.people import MAKER, People
from hozen.workflows.market_sim.plant import DAYS, Plant, alone, few
from hozen.workflows.market_sim.stage import HOUR, SECOND, Script, Stage

DAY = 24 * HOUR
_ROW = 9  # columns of a trade


def price_fixing(stage: Stage) -> Script:
    """A wall at one price takes all that comes for an hour or so, while the coin is worth less (or more) elsewhere."""
    yield stage.start
    dice, who = stage.dice, stage.cast[0]
    side, wall = dice.pick((o.BUY, o.SELL)), None
    price, until = stage.best(side), stage.start + dice.between(40, 100) * MINUTE
    while stage.now < until:
        if wall is None or not wall.live:
            wall = stage.rest(who, side, price, stage.lots(dice.between(200, 500)), prevent=True)
        stage.crowd(-side, stage.lots(dice.power(5, 40)))
        # The coin stays worth a little less than what a buyer's wall pays for it (a seller's: more).
        better = (stage.here() - price) * side * 10_000 // price
        if not -15 < better < -4:
            stage.mood(-side * (better + dice.between(5, 14)))
        yield stage.after(dice.between(5, 40) * SECOND)
    if wall is not None:
        stage.cancel(wall)


def patient_bid(stage: Stage) -> Script:
    """A bid at a round price for an hour: filled now and then, and the price goes through it."""
    yield stage.start
    dice, order = stage.dice, None
    for _ in range(dice.between(20, 40)):
        if order is None or not order.live:
            order = stage.rest(
                stage.cast[0], o.BUY, stage.best(o.BUY) - stage.symbol.half, stage.lots(20), prevent=True
            )
        stage.crowd(dice.pick((o.BUY, o.SELL)), stage.lots(dice.power(10, 80)))
        stage.mood(dice.between(-12, 12))
        yield stage.after(dice.between(30, 120) * SECOND)
    if order is not None:
        stage.cancel(order)


def off_the_world(stage: Stage) -> Script:
    """One or two accounts hold the price 1.4 to 4 % away from all other venues for some minutes."""
    yield stage.start
    dice = stage.dice
    side, away = dice.pick((o.BUY, o.SELL)), dice.between(160, 400)
    until = stage.start + dice.between(150, 900) * SECOND
    for step in range(5):
        stage.sweep(dice.pick(stage.cast), side, stage.basis(away // 5))
        stage.mood(side * away // 5 + step)
        yield stage.after(dice.between(2, 8) * SECOND)
    while stage.now < until:
        off = (stage.flow.market.mid() - stage.worth()) * side * 10_000 // stage.worth()
        if off < away:
            stage.mood(side * (away - off))
        stage.take(dice.pick(stage.cast), side, stage.lots(dice.between(10, 60)))
        yield stage.after(dice.between(5, 20) * SECOND)
    stage.mood(-side * away)


def brief_gap(stage: Stage) -> Script:
    """One order too large for the book: the price is off for less than a minute."""
    yield stage.start
    side = stage.dice.pick((o.BUY, o.SELL))
    stage.sweep(stage.cast[0], side, stage.basis(stage.dice.between(150, 300)))
    yield stage.after(stage.dice.between(5, 30) * SECOND)
    stage.flow.tend()


def all_move(stage: Stage) -> Script:
    """The price moves at all venues at once, and somebody trades at it."""
    yield stage.start
    for _ in range(20):
        stage.flow.tend()
        stage.take(stage.cast[0], stage.dice.pick((o.BUY, o.SELL)), stage.lots(stage.dice.between(3, 12)))
        yield stage.after(20 * SECOND)


def abnormal(stage: Stage) -> Script:
    """One to three accounts move the price 3 to 6 % within one to three minutes, on much volume."""
    yield stage.start
    dice = stage.dice
    side, steps, seconds = dice.pick((o.BUY, o.SELL)), dice.between(6, 14), dice.between(50, 170)
    points = dice.between(300, 650) // steps
    for _ in range(steps):
        who = dice.pick(stage.cast)
        stage.sweep(who, side, stage.basis(points))
        stage.take(who, side, stage.lots(dice.between(40, 160)))
        stage.mood(side * points)
        yield stage.after(seconds * SECOND // steps)


def many_at_once(stage: Stage) -> Script:
    """The same move everywhere, and the volume is of many accounts, none of them large."""
    yield stage.start
    dice = stage.dice
    for who in dice.some(stage.cast, len(stage.cast)):
        stage.flow.tend()
        stage.take(who, o.BUY, stage.lots(dice.between(25, 60)))
        yield stage.after(dice.between(1, 5) * SECOND)


def share_of_days(stage: Stage, least: int, most: int) -> Script:
    """Trades as much as it takes to stand on one side of `least` to `most` percent of each day's volume."""
    yield stage.start
    dice, who, seen = stage.dice, stage.cast[0], len(stage.flow.market.trades)
    for day in range(stage.parts):
        wanted, own, others = dice.between(least, most), 0, 0
        while stage.now < stage.start + (day + 1) * DAY - 20 * MINUTE:
            fresh = stage.flow.market.trades[seen:]
            seen += len(fresh)
            mine, all_of_it = _split(fresh.tolist(), who)
            own, others = own + mine, others + all_of_it - mine
            lacking = wanted * others // (100 - wanted) - own
            if lacking > 0:
                _with_the_crowd(stage, who, min(lacking, stage.lots(1_500)))
            behind = lacking > stage.lots(1_500)
            yield stage.after(40 * SECOND if behind else dice.between(5, 15) * MINUTE)
        yield max(stage.now, stage.start + (day + 1) * DAY)


def _with_the_crowd(stage: Stage, who: int, amount: int) -> None:
    """Trades between the best prices, so that the price does not move."""
    side, price = stage.dice.pick((o.BUY, o.SELL)), stage.inside()
    if price:
        order = stage.rest(who, side, price, amount, prevent=True)
        stage.crowd(-side, amount)
        stage.cancel(order)


def _split(rows: list[int], who: int) -> tuple[int, int]:
    """(lots that `who` traded, all lots) of rows of trades."""
    starts = range(0, len(rows), _ROW)
    mine = sum(rows[at + 2] for at in starts if who in (rows[at + 5], rows[at + 6]))
    return mine, sum(rows[at + 2] for at in starts)


def high_share(stage: Stage) -> Script:
    """32 to 48 % of each of three to five days."""
    return share_of_days(stage, 32, 48)


def two_days_only(stage: Stage) -> Script:
    """As much, but for two days."""
    return share_of_days(stage, 28, 40)


def some_share(stage: Stage) -> Script:
    """8 to 13 % of each of five days."""
    return share_of_days(stage, 8, 13)


def maker(who: People, _dice: Dice) -> tuple[int, ...]:
    """A declared maker."""
    return (who.hire(MAKER),)


PLANTS = (
    Plant("price_fixing", "price_fixing", twin=False, cast=alone, play=price_fixing, minutes=110, thin=True),
    Plant("patient_bid", "price_fixing", twin=True, cast=alone, play=patient_bid, minutes=60),
    Plant("cross_venue", "cross_venue", twin=False, cast=few(1, 2), play=off_the_world, minutes=50),
    Plant("brief_gap", "cross_venue", twin=True, cast=alone, play=brief_gap),
    Plant("all_move", "cross_venue", twin=True, cast=alone, play=all_move, world_bp=300),
    Plant("abnormal", "abnormal", twin=False, cast=few(1, 3), play=abnormal, minutes=50),
    Plant("many_at_once", "abnormal", twin=True, cast=few(25, 40), play=many_at_once, world_bp=250),
    Plant("high_share", "high_share", twin=False, cast=alone, play=high_share, when=DAYS, parts=(3, 5)),
    Plant("maker_share", "high_share", twin=True, cast=maker, play=high_share, when=DAYS, parts=(3, 5)),
    Plant("two_days_only", "high_share", twin=True, cast=alone, play=two_days_only, when=DAYS, parts=(2, 2)),
    Plant("some_share", "high_share", twin=True, cast=alone, play=some_share, when=DAYS, parts=(5, 5)),
)
