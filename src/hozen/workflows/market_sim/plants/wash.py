"""Self-match and linked owners, and those who look like it."""

from __future__ import annotations

from itertools import pairwise

from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.people import MAKER, People
from hozen.workflows.market_sim.plant import Plant, one_owner
from hozen.workflows.market_sim.stage import MILLI, SECOND, Deal, Script, Stage, meet_until

_SHARED = ("bank_account", "device", "ip", "withdrawal_address", "power_of_attorney")


def trade_with_each_other(stage: Stage) -> Script:
    """One to eight trades between accounts of the cast, 0.1 to 120 seconds from order to order."""
    yield stage.start
    dice, cast = stage.dice, stage.cast
    for _ in range(dice.between(1, 8)):
        seller = dice.pick(cast)
        buyer = dice.pick([one for one in cast if one != seller] or cast)
        lag = dice.power(100, 120_000) * MILLI
        yield from meet_until(stage, Deal(seller, buyer, stage.lots(dice.power(5, 120)), lag))
        yield stage.after(dice.between(5, 200) * SECOND)


def apart(stage: Stage) -> Script:
    """The same accounts trade in the same minutes, never with each other: each takes what makers offer."""
    yield stage.start
    dice = stage.dice
    for _ in range(dice.between(4, 10)):
        for one in stage.cast:
            stage.take(one, dice.pick((o.BUY, o.SELL)), stage.lots(dice.power(5, 60)))
            yield stage.after(dice.between(1, 40) * SECOND)


def linked(who: People, dice: Dice) -> tuple[int, ...]:
    """Two to four accounts of different owners, linked in a chain: the ends may have nothing in common."""
    chain = tuple(who.hire() for _ in range(dice.between(2, 4)))
    for one, other in pairwise(chain):
        kind = dice.pick(_SHARED)
        who.link(one, other, kind, f"{kind}-c{one}")
    return chain


def maker_itself(who: People, _dice: Dice) -> tuple[int, ...]:
    """A declared maker's two accounts; it has declared that its orders may meet each other."""
    first = who.hire(MAKER)
    both = (first, who.hire(MAKER, who.owner[first]))
    who.stp_off.update(both)
    return both


def either(who: People, dice: Dice) -> tuple[int, ...]:
    """One account against itself, or up to three of one owner."""
    return one_owner(1, 3)(who, dice)


PLANTS = (
    Plant("self_match", "self_match", twin=False, cast=either, play=trade_with_each_other, minutes=40),
    Plant(
        "maker_meets_itself",
        "self_match",
        twin=True,
        cast=maker_itself,
        play=trade_with_each_other,
        minutes=40,
    ),
    Plant("accounts_apart", "self_match", twin=True, cast=one_owner(3, 6), play=apart),
    Plant("linked_owners", "linked_owners", twin=False, cast=linked, play=trade_with_each_other, minutes=40),
    Plant("household_apart", "linked_owners", twin=True, cast=linked, play=apart),
)
