"""Who bears the shortfall: asset by asset, or all in one pool. Exact; law-neutral."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hozen.rules.compensation.facts import Spread


@dataclass(frozen=True, slots=True)
class Need:
    """資産別の必要額: what customers lost of an asset, and what of it is there in that asset, in value."""

    asset: str
    value: Fraction
    in_kind: Fraction


def paid_by_asset(needs: Sequence[Need], money: Fraction, how: Spread) -> dict[str, Fraction]:
    """The value paid for each asset; never more than was lost of it. `money` is for all assets."""
    if how is Spread.ONE_POOL:
        lost = sum((one.value for one in needs), Fraction(0))
        there = sum((one.in_kind for one in needs), Fraction(0)) + money
        share = _share(there, lost)
        return {one.asset: one.value * share for one in needs}
    own = {one.asset: min(one.in_kind, one.value) for one in needs}
    open_ = sum((one.value - own[one.asset] for one in needs), Fraction(0))
    share = _share(money, open_)
    return {one.asset: own[one.asset] + (one.value - own[one.asset]) * share for one in needs}


def of_customer(claims: Mapping[str, int], lost: Mapping[str, int], paid: Mapping[str, Fraction]) -> Fraction:
    """What one customer gets in value: of each asset the share that his claim is of all that was lost of it."""
    return sum(
        (paid[asset] * Fraction(units, lost[asset]) for asset, units in claims.items() if units), Fraction(0)
    )


def _share(there: Fraction, needed: Fraction) -> Fraction:
    return min(Fraction(1), there / needed) if needed else Fraction(0)
