"""Claims in coins turned into other claims: yen at a price, coins of a fork. Rounded down, a claim at a time. Law-neutral."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hozen.values.ratio import Price, Ratio
from hozen.values.rounding import Direction, Rounding
from hozen.values.splitting.arrays import multiples_of
from hozen.values.wide import Wide

CLAIM_DOWN = Rounding(
    "claim_down",
    Direction.DOWN,
    "No text fixes the last yen of a converted claim; each claim, asset by asset, is cut alike.",
)
MIX_DOWN = Rounding(
    "mix_down",
    Direction.DOWN,
    "No text fixes the last unit of a share that is paid in the coins of a pool; what is cut stays in the pool.",
)


class Conversion(Enum):
    """債権の評価方法: what a claim in a coin is reckoned as, asset by asset."""

    IN_KIND = "in_kind"  # 現物: coins for coins
    AT_COMMENCEMENT = "at_commencement"  # 開始時の時価: yen at the price when the case began
    AT_DISTRIBUTION = "at_distribution"  # 配当時の時価: yen at the price of the round


@dataclass(frozen=True, slots=True)
class Fork:
    """分岐・無償交付: coins that holders of another were given: `ratio` of the child for one whole parent coin."""

    parent: str
    child: str
    ratio: Ratio
    parent_decimals: int
    child_decimals: int


def in_yen(units: Wide, price: Price, decimals: int) -> Wide:
    """units × price / 10^decimals, in whole yen, rounded down (CLAIM_DOWN). SplitRefused beyond 38 digits."""
    each = price.yen_per_coin
    return multiples_of(units, each.numerator, each.denominator * 10**decimals)


def of_pool(due: int, there: int, value: int) -> int:
    """Units of an asset for a share of `due` yen in a pool worth `value` yen, of which `there` units are the asset's.

    Rounded down (MIX_DOWN). With `value` rounded up, all assets together are never worth more than `due`.
    """
    return due * there // value


def of_fork(units: Wide, fork: Fork) -> Wide:
    """Smallest units of the child for those of the parent, rounded down."""
    each = fork.ratio.value
    top = each.numerator * 10**fork.child_decimals
    return multiples_of(units, top, each.denominator * 10**fork.parent_decimals)
