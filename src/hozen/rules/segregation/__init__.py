"""分別管理: customers' money and crypto apart from the firm's own, and all of it there."""

from hozen.rules.segregation.break_class import BreakClass, BreakPart, parts_of
from hozen.rules.segregation.facts import AssetHolding, Capital, Money
from hozen.rules.segregation.from_rows import asset_holdings, in_flight_by_asset
from hozen.rules.segregation.gap import expected_holding, mixed_own, shortage
from hozen.rules.segregation.reconciliation import AssetSides, InFlight, asset_sides, in_flight_of
from hozen.rules.segregation.statements import KeeperStatements, keeper_statements

__all__ = [
    "AssetHolding",
    "AssetSides",
    "BreakClass",
    "BreakPart",
    "Capital",
    "InFlight",
    "KeeperStatements",
    "Money",
    "asset_holdings",
    "asset_sides",
    "expected_holding",
    "in_flight_by_asset",
    "in_flight_of",
    "keeper_statements",
    "mixed_own",
    "parts_of",
    "shortage",
]
