"""Front running and trading before news, and those who look like it."""

from __future__ import annotations

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.fair import MINUTE
from hozen.workflows.market_sim.people import CLIENT, HOUSE, STAFF, People
from hozen.workflows.market_sim.plant import NEWS, Plant, alone
from hozen.workflows.market_sim.stage import HOUR, MILLI, SECOND, Script, Stage


def insider_of_the_firm(who: People, dice: Dice) -> tuple[int, ...]:
    """(who is ahead, the client): staff, a house account, or somebody linked to one of the staff."""
    kind = dice.pick((STAFF, HOUSE, CLIENT))
    ahead = who.hire(kind)
    if kind == CLIENT:
        link = dice.pick(("family", "bank_account", "device"))
        who.link(ahead, dice.pick(who.staff), link, f"{link}-f{ahead}")
    return ahead, who.hire()


def staff_and_client(who: People, _dice: Dice) -> tuple[int, ...]:
    """One of the staff, and a client who has nothing to do with it."""
    return who.hire(STAFF), who.hire()


def front_running(stage: Stage) -> Script:
    """Buys (or sells) 0.4 to 55 seconds before a client's big order, and closes 5 seconds to 8 minutes after it."""
    yield stage.start
    dice, (ahead, client) = stage.dice, stage.cast
    for _ in range(dice.between(1, 3)):
        side, amount = dice.pick((o.BUY, o.SELL)), stage.lots(dice.between(15, 80))
        stage.take(ahead, side, amount)
        yield stage.after(dice.power(400, 55_000) * MILLI)
        _innocent(stage, client, side, stage.lots(dice.between(300, 900)))
        stage.mood(side * dice.between(10, 50))
        yield stage.after(dice.power(5, 480) * SECOND)
        stage.take(ahead, -side, amount)
        yield stage.after(dice.between(120, 900) * SECOND)


def long_before(stage: Stage) -> Script:
    """One of the staff buys 5 to 40 minutes before a client's big order, and keeps it."""
    yield stage.start
    dice, (ahead, client) = stage.dice, stage.cast
    side = dice.pick((o.BUY, o.SELL))
    stage.take(ahead, side, stage.lots(dice.between(15, 60)))
    yield stage.after(dice.between(5, 40) * MINUTE)
    _innocent(stage, client, side, stage.lots(dice.between(300, 900)))


def hedges_after(stage: Stage) -> Script:
    """The house takes the same side after the client's big order, and closes later."""
    yield stage.start
    dice, (ahead, client) = stage.dice, stage.cast
    side, amount = dice.pick((o.BUY, o.SELL)), stage.lots(dice.between(15, 60))
    _innocent(stage, client, side, stage.lots(dice.between(300, 900)))
    yield stage.after(dice.between(1, 50) * SECOND)
    stage.take(ahead, side, amount)
    yield stage.after(dice.between(60, 600) * SECOND)
    stage.take(ahead, -side, amount)


def house_and_client(who: People, _dice: Dice) -> tuple[int, ...]:
    """A house account and a client."""
    return who.hire(HOUSE), who.hire()


def _innocent(stage: Stage, who: int, side: int, amount: int) -> None:
    stage.flow.send(who, side, amount)  # the client's order is no part of the case


def tipped(who: People, dice: Dice) -> tuple[int, ...]:
    """One or two accounts; some are on the list of those who know, some are linked to one, some to nobody."""
    first = who.hire()
    second = (who.hire(),) if dice.happens(30) else ()
    if second:
        who.link(first, second[0], "bank_account", f"bank_account-i{first}")
    if dice.happens(40):
        who.link(first, dice.pick(who.staff), "family", f"family-i{first}")
    return (first, *second)


def insider(stage: Stage) -> Script:
    """Three to ten large orders in the days before the fact is published, closed within a day after it."""
    dice, side = stage.dice, stage.way
    lead = dice.between(60, 60 * 44) * MINUTE
    yield stage.start - lead
    orders, held = dice.between(3, 10), dict.fromkeys(stage.cast, 0)
    for _ in range(orders):
        who, amount = dice.pick(stage.cast), stage.lots(dice.between(80, 300))
        stage.take(who, side, amount)
        held[who] += amount
        yield stage.after((lead - 20 * MINUTE) // orders)
    yield stage.start + dice.between(10, 1_000) * MINUTE
    for who, amount in held.items():
        for _ in range(3):
            if amount and side > 0:
                stage.take(who, -side, max(1, amount // 3))
            yield stage.after(dice.between(1, 40) * MINUTE)


def saver(stage: Stage) -> Script:
    """Buys the same small amount every few hours, before the fact as ever, and sells nothing."""
    yield stage.start - 70 * HOUR
    every, amount = stage.dice.between(4, 8) * HOUR, stage.lots(stage.dice.between(5, 15))
    for _ in range(100 * HOUR // every):
        stage.take(stage.cast[0], o.BUY, amount)
        yield stage.after(every)


def lucky(stage: Stage) -> Script:
    """One purchase of a usual size the day before one fact, which its owner keeps."""
    yield stage.start - stage.dice.between(60, 1_400) * MINUTE
    stage.take(stage.cast[0], o.BUY, stage.lots(stage.dice.between(3, 15)))


PLANTS = (
    Plant(
        "front_running", "front_running", twin=False, cast=insider_of_the_firm, play=front_running, minutes=70
    ),
    Plant("long_before", "front_running", twin=True, cast=staff_and_client, play=long_before, minutes=50),
    Plant("hedges_after", "front_running", twin=True, cast=house_and_client, play=hedges_after),
    Plant("insider", "insider", twin=False, cast=tipped, play=insider, when=NEWS, parts=(1, 4)),
    Plant("saver", "insider", twin=True, cast=alone, play=saver, when=NEWS),
    Plant("lucky", "insider", twin=True, cast=alone, play=lucky, when=NEWS),
)
