"""What the wallets should hold for customers, and how far they are from it. Law-neutral."""

from __future__ import annotations

from hozen.rules.segregation.facts import AssetHolding

# What a transfer seen by one side only adds to the holding expected from the ledger.
IN_FLIGHT_SIGN = {
    ("deposit", "chain"): 1,  # the coins are there, the customer is not yet credited
    ("deposit", "ledger"): -1,  # credited ahead of the chain
    ("withdrawal", "ledger"): 1,  # debited, the coins have not left
    ("withdrawal", "chain"): -1,  # sent, the customer is not yet debited
}


def expected_holding(asset: AssetHolding) -> int:
    """Units that customers' wallets must hold: owed + in flight. The firm's own buffer is not counted."""
    return asset.owed + asset.in_flight


def shortage(asset: AssetHolding) -> int:
    """Units missing from customers' wallets; 0 when none. There is no tolerance."""
    return max(0, expected_holding(asset) - asset.on_chain)


def mixed_own(asset: AssetHolding) -> int:
    """Own units mixed into customers' wallets: the surplus found, or what the firm declares if more."""
    return max(asset.on_chain - expected_holding(asset), asset.buffer, 0)
