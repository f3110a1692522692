"""The small exact input of the compensation rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from hozen.values import Price, Ratio, Yen


class SourceKind(Enum):
    """財源の種類: where the money for customers comes from."""

    RECOVERED = "recovered"  # coins that came back
    GUARANTEE = "guarantee"  # 履行保証暗号資産, for the part that was not cold
    RESERVE = "reserve"  # 責任準備金
    INSURANCE = "insurance"
    CAPITAL = "capital"  # the firm's own, above its floor
    GROUP = "group"  # loans and capital from the firm's group


WaterfallOrder = tuple[SourceKind, ...]
DEFAULT_ORDER: WaterfallOrder = tuple(SourceKind)
"""Who pays first. No text fixes it; another order is another tuple."""


@dataclass(frozen=True, slots=True)
class Source:
    """財源: one thing that may pay, the most it gives to this loss, and the day on which the money is there.

    `reason` says why it gives nothing, a key of the words `reasons`; '' where it may be used. `held` is what there is
    of it, where that is more than it may give.
    """

    kind: SourceKind
    name: str
    amount: Yen
    day: date
    reason: str = ""
    detail: str = ""
    held: Yen | None = None

    def __post_init__(self) -> None:
        if self.amount < Yen(0):
            raise ValueError(f"{self.name} cannot give {self.amount}")

    @property
    def gives(self) -> Yen:
        """The most it gives; ¥0 where it may not be used."""
        return Yen(0) if self.reason else self.amount


@dataclass(frozen=True, slots=True)
class AssetLoss:
    """資産別の損失: what customers lost of one asset, in smallest units, and the sealed price.

    `hot` of it was not cold; `guarantee` is the own crypto of the same kind set aside for that part; `recovered`
    came back. ValueError for more recovered than lost.
    """

    asset: str
    decimals: int
    units: int
    price: Price
    hot: int = 0
    guarantee: int = 0
    recovered: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.recovered <= self.units or not 0 <= self.hot <= self.units or self.guarantee < 0:
            raise ValueError(f"{self.asset}: recovered and hot lie between nothing and the loss")

    @property
    def guarantee_counted(self) -> int:
        """min(guarantee, hot part, what has not come back)."""
        return min(self.guarantee, self.hot, self.units - self.recovered)


@dataclass(frozen=True, slots=True)
class Method:
    """補償の方法: `coin` of each loss is given back in the coin, the rest in yen at the valuation moment."""

    coin: Ratio

    def __post_init__(self) -> None:
        if self.coin.value > 1:
            raise ValueError("a part in coin is at most the whole")

    @property
    def word(self) -> str:
        """'in_kind', 'yen' or 'mixed'."""
        if self.coin.value == 1:
            return "in_kind"
        return "mixed" if self.coin.value else "yen"


IN_KIND = Method(Ratio.parse("1"))
IN_YEN = Method(Ratio.parse("0"))


class Spread(Enum):
    """不足の配分: who bears what is not covered."""

    PER_ASSET = "per_asset"  # what came back of an asset is for those who lost that asset
    ONE_POOL = "one_pool"  # everybody loses the same share of what he lost, in yen
