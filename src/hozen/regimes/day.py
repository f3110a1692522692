"""One day of an exchange, reduced to what the rules need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hozen.rules.custody import AssetCustody, PriceUse
from hozen.rules.custody.ownership import KeeperWallets
from hozen.rules.duties.facts import DutyFacts
from hozen.rules.insurance import Policy
from hozen.rules.products import ProductFacts
from hozen.rules.providers import ProviderFacts
from hozen.rules.reserves import YearVolume
from hozen.rules.segregation import AssetHolding, AssetSides, BreakPart, Capital, KeeperStatements, Money
from hozen.rules.segregation.two_ledgers import LedgerDifference
from hozen.values import BusinessYear, Yen


@dataclass(frozen=True, slots=True)
class DayFacts:
    """当日の事実: small and exact, whatever the number of customers."""

    day: date
    year: BusinessYear
    custody: tuple[AssetCustody, ...]
    holdings: tuple[AssetHolding, ...]
    money: Money
    capital: Capital | None
    prices: PriceUse
    price_of: Mapping[str, tuple[str, str]]  # asset → (price, source)
    years: tuple[YearVolume, ...]
    reserve_held: Yen  # ¥0 where the book shows none
    policies: tuple[Policy, ...]
    withdrawal_days: int | None
    keepers: tuple[KeeperWallets, ...] = ()
    has_wallet_evidence: bool = False
    statements: tuple[KeeperStatements, ...] = ()
    years_ahead: int = 5
    providers: ProviderFacts | None = None  # None where nobody looked
    sides: tuple[AssetSides, ...] = ()  # of each crypto-asset
    break_parts: tuple[BreakPart, ...] = ()  # of crypto-assets
    # Two ledgers. None without a second one; () where it lacks the day.
    ledgers: tuple[LedgerDifference, ...] | None = None
    products: ProductFacts | None = None  # None where nobody looked
    duties: DutyFacts | None = None  # None where nobody looked
