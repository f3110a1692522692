"""From the rows the measures yield to the custody facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hozen.rules.custody.facts import AssetCustody, PriceUse
from hozen.values import Price

COLD = "cold"


@dataclass(frozen=True, slots=True)
class PricedAsset:
    """An asset with the day's price; `price` and `source` are '' where there is none."""

    asset: str
    decimals: int
    price: str
    source: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A sum of units by whose crypto it is and where it is kept ('' where not said).

    `twice` is no part of it: what was left out because another wallet names the same address.
    """

    asset: str
    purpose: str
    temperature: str
    units: int
    twice: int = 0


def units_where(holdings: Iterable[Holding], asset: str, purpose: str, *, cold: bool | None = None) -> int:
    """Σ units of an asset for a purpose; only cold, only not cold, or both (None).

    A holding whose temperature is not said counts as cold: for the firm's own buffer that is the
    strict reading, since it leaves less of the cold wallets to the customers.
    """
    return sum(
        one.units
        for one in holdings
        if (one.asset, one.purpose) == (asset, purpose)
        and (cold is None or cold == (one.temperature in {COLD, ""}))
    )


def custody_facts(
    assets: Iterable[PricedAsset],
    owed: Mapping[str, int],
    wallets: Iterable[Holding],
    ledger: Iterable[Holding],
) -> tuple[AssetCustody, ...]:
    """One row per asset; `wallets` is the chain, `ledger` the firm's own books.

    An asset without a price is left out where there is none of it. ValueError where there is: the door refuses
    such a day, and leaving the asset out would make the cold share look better than it is.
    """
    on_chain, house = list(wallets), list(ledger)
    return tuple(
        AssetCustody(
            asset=one.asset,
            decimals=one.decimals,
            price=Price.parse(one.price),
            owed=owed.get(one.asset, 0),
            cold=units_where(on_chain, one.asset, "customer", cold=True),
            not_cold=units_where(on_chain, one.asset, "customer", cold=False),
            buffer_cold=units_where(house, one.asset, "buffer", cold=True),
            buffer_not_cold=units_where(house, one.asset, "buffer", cold=False),
            guarantee_cold=units_where(on_chain, one.asset, "guarantee", cold=True),
            guarantee_not_cold=units_where(on_chain, one.asset, "guarantee", cold=False),
            guarantee_ledger=units_where(house, one.asset, "guarantee"),
            counted_twice=_twice(on_chain, one.asset, "customer"),
            guarantee_counted_twice=_twice(on_chain, one.asset, "guarantee"),
        )
        for one in assets
        if one.price or _any_of(one.asset, owed, [*on_chain, *house])
    )


def _twice(holdings: Iterable[Holding], asset: str, purpose: str) -> int:
    return sum(one.twice for one in holdings if (one.asset, one.purpose) == (asset, purpose))


def _any_of(asset: str, owed: Mapping[str, int], holdings: Iterable[Holding]) -> bool:
    return bool(owed.get(asset)) or any(one.units or one.twice for one in holdings if one.asset == asset)


def price_use(declared: str, assets: Iterable[PricedAsset], owed: Mapping[str, int]) -> PriceUse:
    """How many assets owed to customers were priced from each source."""
    counted = Counter(one.source for one in assets if one.price and owed.get(one.asset))
    return PriceUse(declared, tuple(sorted(counted.items())))
