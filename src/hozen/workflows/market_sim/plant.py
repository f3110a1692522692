"""What can be planted: a typology with its play, or an innocent twin of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.people import People
from hozen.workflows.market_sim.stage import Play

ANY, REFERENCE, DAYS, NEWS = "any", "reference", "days", "news"
TYPOLOGIES = (
    *("self_match", "linked_owners", "matched", "ring", "painting", "spoofing", "layering", "quote_stuffing"),
    *("marking", "ramping", "price_fixing", "momentum_ignition", "pump_dump", "front_running", "insider"),
    *("cross_venue", "abnormal", "high_share"),
)
Cast = Callable[[People, Dice], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Plant:
    """仕込み: `name` of the play, the typology that it is (or, for a twin, that it looks like).

    minutes: room it needs, before and after; when: any time, at the reference time, for days, or around news.
    thin: None for any market, else whether the market has to be little traded; elsewhere_bp: by how much the price
    moves at other venues too; parts: how many days or facts, least and most; move_bp: what the fact moves (news).
    """

    name: str
    typology: str
    twin: bool
    cast: Cast
    play: Play
    minutes: int = 30
    when: str = ANY
    thin: bool | None = None
    parts: tuple[int, int] = (1, 1)
    world_bp: int = 0


def alone(who: People, _dice: Dice) -> tuple[int, ...]:
    """One client."""
    return (who.hire(),)


def pair(who: People, _dice: Dice) -> tuple[int, ...]:
    """Two clients that have nothing in common."""
    return who.hire(), who.hire()


def few(least: int, most: int) -> Cast:
    """So many clients that have nothing in common."""

    def cast(who: People, dice: Dice) -> tuple[int, ...]:
        return tuple(who.hire() for _ in range(dice.between(least, most)))

    return cast


def one_owner(least: int, most: int) -> Cast:
    """So many accounts of one owner."""

    def cast(who: People, dice: Dice) -> tuple[int, ...]:
        first = who.hire()
        more = dice.between(least, most) - 1
        return (first, *(who.hire(owner=who.owner[first]) for _ in range(more)))

    return cast
