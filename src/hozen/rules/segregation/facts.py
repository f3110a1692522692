"""The small exact input of the segregation rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.values import Yen


@dataclass(frozen=True, slots=True)
class AssetHolding:
    """One asset at the end of the day, in smallest units. Nothing is netted across assets.

    `in_flight` is signed: what transfers seen by one side only add to the holding that the ledger
    makes us expect, network fees with them. `buffer_limit` is None where the house rules name no limit for the
    asset. `counted_twice` is no part of `on_chain`: it was left out because two wallets name one address.
    """

    asset: str
    decimals: int
    owed: int
    in_flight: int
    on_chain: int
    buffer: int
    buffer_limit: int | None
    counted_twice: int = 0


@dataclass(frozen=True, slots=True)
class Money:
    """Customers' money: what the ledger owes, and the trusts' principal."""

    owed: Yen
    in_trust: Yen
    trusts: int


@dataclass(frozen=True, slots=True)
class Capital:
    """Stated capital and net assets as of a day, and the yen value of guarantee crypto (rounded up)."""

    as_of: date
    capital: Yen
    net_assets: Yen
    guarantee_value: Yen
