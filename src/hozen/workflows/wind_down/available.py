"""配当原資: what the pools that the terms name come to, asset by asset or in yen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hozen.records import Query
from hozen.values import Price
from hozen.workflows.wind_down import round_sql as sql
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import EstateLine
from hozen.workflows.wind_down.prices import priced
from hozen.workflows.wind_down.room import Room
from hozen.workflows.wind_down.terms import Terms


@dataclass(frozen=True, slots=True)
class Unvalued:
    """評価されていない資産: an asset of a fork without a price; coins and claims are left out of a pool in yen."""

    asset: str
    units: int
    claims: int


@dataclass(frozen=True, slots=True)
class There:
    """配当原資: `sums` by bucket in all rounds; of a pool in coins each asset that is left, and their value, rounded up."""

    sums: Mapping[str, int]
    unvalued: tuple[Unvalued, ...] = ()
    coins: Mapping[str, int] | None = None
    value: int = 0


def available(at: At, room: Room, terms: Terms, lines: Sequence[EstateLine]) -> There:
    """What may be given in all, after what the terms hold back, rounded down; yen alone when pooled.

    Raises WindDownRefused where an asset of the book has no price.
    """
    sums: dict[str, int] = {}
    for line in lines:
        if line.pool in terms.pools:
            sums[line.asset] = sums.get(line.asset, 0) + line.units
    if not terms.pooled:
        return There({asset: _kept(units, terms) for asset, units in sums.items()})
    prices = priced(at)
    without = _unvalued(at, sums, prices)
    valued = {asset: units for asset, units in sums.items() if asset in prices}
    if terms.mixed:
        return _mixed(at, room, {asset: _kept(units, terms) for asset, units in valued.items()}, without)
    worth = math.floor(_worth(valued, prices))
    return There({sql.MONEY: math.floor(worth * (1 - terms.hold_back))}, without)


def _mixed(at: At, room: Room, given: Mapping[str, int], without: tuple[Unvalued, ...]) -> There:
    """A pool that is paid in its coins: what earlier rounds paid is gone, and what is left has the price of this round."""
    paid = {str(asset): whole(units) for asset, units in at.engine.rows(_PAID_IN_COINS)}
    left = {asset: units - paid.get(asset, 0) for asset, units in given.items()}
    below = next((asset for asset in sorted(left) if left[asset] < 0), None)
    if below is not None:
        raise WindDownRefused(
            "more of an asset was paid than there is to give",
            where=below,
            found=paid[below],
            expected=f"at most {given[below]}",
            try_next="say what the pools hold (hozen wind-down estate --pool), or hold less back",
        )
    worth = _worth(left, priced(at))
    (before,) = room.sums(sql.SUM_BEFORE, sql.MONEY)
    return There({sql.MONEY: before + math.floor(worth)}, without, left, math.ceil(worth))


def no_price(asset: str) -> WindDownRefused:
    """What is raised where yen cannot be worked out."""
    return WindDownRefused(
        "an asset of the estate has no price",
        where=asset,
        expected="a price in the sealed table or in --prices",
    )


def _kept(units: int, terms: Terms) -> int:
    return math.floor(units * (1 - terms.hold_back))


def _worth(units: Mapping[str, int], prices: Mapping[str, tuple[Price, int]]) -> Fraction:
    parts = (prices[asset][0].value_of(number, prices[asset][1]) for asset, number in units.items() if number)
    return sum(parts, Fraction(0))


def _unvalued(
    at: At, sums: Mapping[str, int], prices: Mapping[str, tuple[Price, int]]
) -> tuple[Unvalued, ...]:
    """Children of forks without a price. Raises WindDownRefused for an asset of the book without one."""
    claims = {str(asset): whole(count) for asset, count in at.engine.rows(_CLAIMS)}
    forked = {str(child) for (child,) in at.engine.rows(_CHILDREN)}
    known = claims.keys() | {asset for asset, units in sums.items() if units}
    for asset in sorted(known - prices.keys() - forked):
        raise no_price(asset)
    return tuple(Unvalued(one, sums.get(one, 0), claims.get(one, 0)) for one in sorted(known - prices.keys()))


_CLAIMS = Query("claims by asset", "SELECT asset, count(*) FROM parts GROUP BY asset ORDER BY asset", ())
_CHILDREN = Query("forked assets", "SELECT child FROM forks_now ORDER BY child", ())
_PAID_IN_COINS = Query(
    "paid by asset",
    "SELECT asset, CAST(sum(units) AS DECIMAL(38,0)) FROM payments GROUP BY asset ORDER BY asset",
    ("payments",),
)
