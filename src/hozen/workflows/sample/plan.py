"""Where every unit of an asset is, worked out from what the ledger owes so that both sides meet exactly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.coins import Coin
from hozen.workflows.sample.ledger import MONEY
from hozen.workflows.sample.limits import Limits

# (direction, seen on): what it adds to the holding that the ledger makes us expect
_KINDS = (
    ("deposit", "chain", 1),
    ("withdrawal", "ledger", 1),
    ("deposit", "ledger", -1),
    ("withdrawal", "chain", -1),
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """移転中の一件. `sign`: whether it adds to the holding that the ledger makes us expect, or takes away."""

    direction: str
    seen_on: str
    units: int
    sign: int


@dataclass(frozen=True, slots=True)
class AssetPlan:
    """資産別の配置. All quantities in smallest units of `coin`.

    `hot`: customers' units that are not cold. `missing`: units that the ledger owes and no wallet holds; below 0, that
    wallets hold and nobody is owed. `apart`: units in cold wallets besides the asset's nine. `buffer_limit` is the house
    limit, the same on every day.
    """

    coin: Coin
    price: str
    owed: int
    transfers: tuple[Transfer, ...]
    hot: int
    buffer_cold: int
    buffer_hot: int
    buffer_limit: int
    guarantee_cold: int
    guarantee_hot: int
    own: int
    missing: int = 0
    apart: int = 0

    @property
    def expected(self) -> int:
        """What customers' wallets must hold."""
        return self.owed + sum(one.sign * one.units for one in self.transfers)

    @property
    def not_cold(self) -> int:
        """Units owed that no cold wallet holds: in other wallets (but what is in flight), or nowhere."""
        return self.hot - self.expected + self.owed + self.missing

    @property
    def cold_wallets(self) -> int:
        """Units in those of the nine that are customers' and cold; a shortage is missing there."""
        return self.expected - self.hot + self.buffer_cold - self.missing - self.apart

    @property
    def other_wallets(self) -> int:
        """Units in customers' wallets that are not cold."""
        return self.hot + self.buffer_hot

    @property
    def guarantee(self) -> int:
        """履行保証暗号資産, as on the chain so in the ledger."""
        return self.guarantee_cold + self.guarantee_hot

    def value(self, units: int) -> Fraction:
        """Exact yen."""
        return Fraction(units, 10**self.coin.decimals) * Fraction(self.price)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """当日の配置. `money_owed` and `trust` (the trusts' principal) are whole yen."""

    day: date
    assets: Mapping[str, AssetPlan]
    money_owed: int
    trust: int

    @property
    def guarantee_value(self) -> int:
        """Yen value of all guarantee crypto, rounded up."""
        return math.ceil(sum(one.value(one.guarantee) for one in self.assets.values()))

    @property
    def owed_value(self) -> Fraction:
        """Exact yen of all customer crypto."""
        return sum((one.value(one.owed) for one in self.assets.values()), Fraction(0))

    def above(self, hot_share: Fraction) -> Fraction:
        """Exact yen of customer crypto that is not cold, above that share of all; below 0 where there is room."""
        not_cold = sum((one.value(one.not_cold) for one in self.assets.values()), Fraction(0))
        return not_cold - hot_share * self.owed_value


@dataclass(frozen=True, slots=True)
class Planner:
    """Makes the sound plan of a day, on which every check is met."""

    chance: Chance
    limits: Limits

    def asset(self, coin: Coin, number: int, day: date, price: str, owed: int, most: int) -> AssetPlan:
        """One asset. `most` is the largest amount owed on any day: the house limit rests on it."""
        index = number * 1_000_003 + day.toordinal()
        transfers = self._transfers(index, owed)
        flow = sum(one.sign * one.units for one in transfers)
        # Between three and six tenths of what may be hot, the same part each day; all that is in flight is hot.
        part = self.limits.hot_share * (300 + self.chance.at("hot part", number, 300)) / 1000
        hot = math.floor(owed * part) + flow
        guarantee = math.ceil(self.limits.guarantee_ratio * hot)
        return AssetPlan(
            coin=coin,
            price=price,
            owed=owed,
            transfers=transfers,
            hot=hot,
            buffer_cold=owed // 2_000,
            buffer_hot=owed // 700,
            buffer_limit=round_up(most // 250),
            guarantee_cold=guarantee + guarantee // 50,
            guarantee_hot=0,
            own=owed // 80,
        )

    def day(
        self,
        coins: Sequence[Coin],
        day: date,
        prices: Mapping[str, str],
        owed: Mapping[str, int],
        most: Mapping[str, int],
    ) -> DayPlan:
        """Every asset, and customers' money in trust with a little to spare."""
        assets = {
            coin.symbol: self.asset(
                coin, number, day, prices[coin.symbol], owed.get(coin.symbol, 0), most[coin.symbol]
            )
            for number, coin in enumerate(coins)
        }
        money = owed.get(MONEY, 0)
        return DayPlan(day, assets, money, trust=money + money // 200)

    def _transfers(self, index: int, owed: int) -> tuple[Transfer, ...]:
        found = []
        for number, (direction, seen_on, sign) in enumerate(_KINDS):
            # What one side lacks for a moment is usual; what it has too early is rare.
            count = self.chance.at("transfers", index * 4 + number, 4 if sign > 0 else 2)
            for which in range(count):
                parts = 1 + self.chance.at("transfer size", (index * 4 + number) * 4 + which, 1000)
                found.append(Transfer(direction, seen_on, owed * parts // 1_000_000, sign))
        return tuple(one for one in found if one.units)


def round_up(units: int) -> int:
    """To two figures, so that a house rule reads like one; at least 1 unit."""
    step = int(10 ** max(0, len(str(units)) - 2))
    return max(1, -(-units // step) * step)
