"""The small exact input of the custody rules: one row per asset."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.values import Price


@dataclass(frozen=True, slots=True)
class AssetCustody:
    """Where one asset stands at the end of the day. All quantities are smallest units.

    `buffer_cold` and `buffer_not_cold` are the firm's own coins mixed into customers' wallets
    (GL16 II-2-2-3-2(3)③ note); `cold` and `not_cold` are those wallets as the chain shows them. What was left out of
    them, and of the guarantee, because two wallets name one address is in `counted_twice`, `guarantee_counted_twice`.
    """

    asset: str
    decimals: int
    price: Price
    owed: int
    cold: int
    not_cold: int
    buffer_cold: int
    buffer_not_cold: int
    guarantee_cold: int
    guarantee_not_cold: int
    guarantee_ledger: int
    counted_twice: int = 0
    guarantee_counted_twice: int = 0


@dataclass(frozen=True, slots=True)
class PriceUse:
    """Which source each held asset was priced from, against the one the firm declared."""

    declared: str
    by_source: tuple[tuple[str, int], ...]  # (source, number of held assets)
