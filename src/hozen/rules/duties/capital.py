"""The capital-adequacy ratio of a Type I firm and the level it stands at: FIEA 46-6, 53; FIB Order 176-179."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from hozen.law import Lawful, Reading
from hozen.values import Ratio, Yen

FUNDS = ("basic", "supplementary", "deducted")
RISKS = ("market", "counterparty", "basic_risk")
CRYPTO = ("crypto_market", "crypto_counterparty", "crypto_basic")
ITEMS = (*FUNDS, *RISKS, *CRYPTO)
_LAW, _WEIGHTS = "adequacy.capital_ratio", "adequacy.crypto_weights"


class CapitalLevel(Enum):
    """自己資本規制比率の水準: what a ratio brings with it."""

    ENOUGH = "enough"  # at or above the early warning
    NOTIFY = "notify"  # below it: notify at once, then file each business day with a plan
    ORDERS = "orders"  # below the floor
    SUSPENSION = "suspension"  # below the level at which business may be suspended


@dataclass(frozen=True, slots=True)
class CryptoRisk:
    """掛目適用額: a position in crypto, its weight, and the risk that follows, unrounded."""

    item: str
    position: Yen
    weight: Lawful[Ratio]
    risk: Fraction


@dataclass(frozen=True, slots=True)
class CapitalRatio:
    """自己資本規制比率の算定: own funds not fixed, the risks, the exact ratio, and its level."""

    own_funds: Yen
    risk: Fraction
    ratio: Ratio
    level: CapitalLevel
    weighed: tuple[CryptoRisk, ...]
    formula: Lawful[str]
    early_warning: Lawful[Ratio]
    floor: Lawful[Ratio]
    suspension: Lawful[Ratio]

    @property
    def below_floor(self) -> bool:
        """Whether the law is broken: below the floor."""
        return self.level in (CapitalLevel.ORDERS, CapitalLevel.SUSPENSION)

    @property
    def rests_on(self) -> tuple[Lawful[object], ...]:
        """Every figure of the law or of a scenario behind it."""
        weights = tuple(one.weight for one in self.weighed)
        return (self.formula, self.early_warning, self.floor, self.suspension, *weights)


def capital_ratio(reading: Reading, figures: Mapping[str, Yen]) -> CapitalRatio:
    """自己資本規制比率: (basic + supplementary − deducted) ÷ (market + counterparty + basic risk), exact.

    `figures` holds every one of ITEMS; the RISKS, which are without crypto, are together above 0. Crypto adds its position
    times its weight. LawGap where there is such a position and no scenario gives the weight.
    """
    basic, supplementary, deducted = (figures[name] for name in FUNDS)
    own = basic + supplementary - deducted
    weighed = tuple(_weighed(reading, name, figures[name]) for name in CRYPTO if figures[name])
    risk = sum((one.risk for one in weighed), Fraction(sum(figures[name].amount for name in RISKS)))
    ratio = Ratio(own.amount / risk)
    warning, floor, suspension = (
        reading.ratio(f"{_LAW}.{name}") for name in ("early_warning", "floor", "suspension")
    )
    return CapitalRatio(
        own_funds=own,
        risk=risk,
        ratio=ratio,
        level=_level(ratio, warning.value, floor.value, suspension.value),
        weighed=weighed,
        formula=reading.text(f"{_LAW}.formula"),
        early_warning=warning,
        floor=floor,
        suspension=suspension,
    )


def _weighed(reading: Reading, item: str, position: Yen) -> CryptoRisk:
    weight = reading.ratio(f"{_WEIGHTS}.{item.removeprefix('crypto_')}")
    return CryptoRisk(item, position, weight, weight.value.exact(position))


def _level(ratio: Ratio, warning: Ratio, floor: Ratio, suspension: Ratio) -> CapitalLevel:
    """Each level begins below its figure: a ratio that is exactly the figure is not below it."""
    if ratio < suspension:
        return CapitalLevel.SUSPENSION
    if ratio < floor:
        return CapitalLevel.ORDERS
    return CapitalLevel.NOTIFY if ratio < warning else CapitalLevel.ENOUGH
