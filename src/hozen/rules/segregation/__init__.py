"""分別管理: customers' money and crypto apart from the firm's own, and all of it there."""

from hozen.rules.segregation.facts import AssetHolding, Capital, Money
from hozen.rules.segregation.gap import expected_holding, mixed_own, shortage

__all__ = ["AssetHolding", "Capital", "Money", "expected_holding", "mixed_own", "shortage"]
