"""What is due for each asset in coin and in yen, and what of it is paid. Law-neutral; whole units and whole yen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from hozen.rules.compensation.facts import AssetLoss, Method, Spread
from hozen.rules.compensation.in_kind import in_kind_value, worth
from hozen.rules.compensation.spread import Need, paid_by_asset
from hozen.values import COVER_DOWN, Yen, total
from hozen.values.splitting import split


@dataclass(frozen=True, slots=True)
class Entitled:
    """補償の対象: what all losers of one asset together are due. `value` is the loss in yen."""

    asset: str
    lost: int
    coin_units: int
    yen: Yen
    value: Yen
    method: Method


@dataclass(frozen=True, slots=True)
class AssetPayment:
    """資産別の支払: what of that is paid. value = worth of the coins + yen + kept.

    The coin part is cut to the smallest unit and yen takes the rest. `kept` is what neither can carry, less than one unit
    and one yen, and stays for the next round; nothing where all is paid in yen.
    """

    due: Entitled
    value: Yen
    coin_units: int
    yen: Yen
    kept: Fraction

    @property
    def share(self) -> Fraction:
        """Paid of what was lost, exact; 1 where nothing was lost."""
        lost = self.due.value.amount
        return Fraction(self.value.amount, lost) if lost else Fraction(1)


def entitled(loss: AssetLoss, method: Method) -> Entitled:
    """The coin part is rounded down to the smallest unit, and the rest is due in yen, rounded up."""
    coins = COVER_DOWN(method.coin.value * loss.units)
    yen = worth(loss, loss.units - coins)
    return Entitled(loss.asset, loss.units, coins, yen, worth(loss, loss.units), method)


def payments(
    losses: Sequence[AssetLoss], methods: Mapping[str, Method], covered: Yen, how: Spread
) -> tuple[AssetPayment, ...]:
    """Σ value over assets is `covered`, to the yen. `covered` is at most the loss.

    Where less is there than the coins that came back are worth (some are still to come), all get less alike.
    """
    needs = [
        Need(one.asset, Fraction(worth(one, one.units).amount), Fraction(in_kind_value(one).amount))
        for one in losses
    ]
    there = total([in_kind_value(one) for one in losses])
    exact = paid_by_asset(needs, Fraction(max(0, (covered - there).amount)), how)
    whole = dict(zip(exact, in_whole_yen(list(exact.values()), covered, list(exact)), strict=True))
    return tuple(_payment(one, entitled(one, methods[one.asset]), whole[one.asset]) for one in losses)


def in_whole_yen(exact: Sequence[Fraction], wanted: Yen, keys: Sequence[str]) -> list[Yen]:
    """The parts in whole yen, together exactly `wanted`: floor, then the largest remainder, ties by key."""
    below = lcm(*(one.denominator for one in exact)) if exact else 1
    weights = [one.numerator * (below // one.denominator) for one in exact]
    return [Yen(part) for part in split(wanted.amount, weights, keys=keys)]


def _payment(loss: AssetLoss, due: Entitled, value: Yen) -> AssetPayment:
    if value == due.value:
        return AssetPayment(due, value, due.coin_units, due.yen, Fraction(0))
    share = Fraction(value.amount, due.value.amount)
    coins = COVER_DOWN(due.coin_units * share)
    in_coin = loss.price.value_of(coins, loss.decimals)
    yen = min(due.yen, Yen(COVER_DOWN(max(Fraction(0), value.amount - in_coin))))
    return AssetPayment(due, value, coins, yen, max(Fraction(0), value.amount - yen.amount - in_coin))
