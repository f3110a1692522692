"""分別管理: customers' money and crypto apart from the firm's own, and all of it there."""

from hozen.rules.segregation.facts import AssetHolding, Capital, Money
from hozen.rules.segregation.from_rows import asset_holdings, in_flight_by_asset
from hozen.rules.segregation.gap import expected_holding, mixed_own, shortage

__all__ = [
    "AssetHolding",
    "Capital",
    "Money",
    "asset_holdings",
    "expected_holding",
    "in_flight_by_asset",
    "mixed_own",
    "shortage",
]
