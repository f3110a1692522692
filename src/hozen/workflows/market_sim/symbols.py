"""The markets of the pretend venue: a few liquid ones, many thin ones."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.workflows.sample.coins import COINS, Coin

MOST = len(COINS)


@dataclass(frozen=True, slots=True)
class Symbol:
    """Price in ticks of 10^-`tick` yen, amounts in lots of 10^-`lot` coins.

    weight: how often it is traded, in parts; typical: lots of a usual order; half: half a maker's spread, in ticks;
    levels: quotes a maker keeps on each side; day_bp: how far the price moves in a day, in basis points.
    """

    number: int
    name: str
    dti: str
    price: int
    tick: int
    lot: int
    weight: int
    typical: int
    half: int
    levels: int
    day_bp: int

    @property
    def thin(self) -> bool:
        """Little traded."""
        return self.number > 3


def markets(count: int) -> tuple[Symbol, ...]:
    """The first `count` coins, each against the yen; the n-th is traded as often as 1/(n + 1)^(3/2)."""
    return tuple(_market(number, coin) for number, coin in enumerate(COINS[:count]))


def _market(number: int, coin: Coin) -> Symbol:
    liquid = number <= 3
    half_bp = 6 + 2 * min(number, 10)
    return Symbol(
        number=number,
        name=f"{coin.symbol}/JPY",
        dti=coin.dti,
        price=coin.ticks,
        tick=coin.tick,
        lot=coin.lot,
        weight=100_000 // (number + 1) ** 2 + 2_000,
        typical=300,
        half=max(4, coin.ticks * half_bp // 10_000),
        levels=4 if liquid else 3,
        day_bp=110 + 6 * min(number, 10),
    )
