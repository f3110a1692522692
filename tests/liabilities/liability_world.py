"""The worked example of the specification as hozen's own values, and books made up by chance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

import proof_example
from hypothesis import strategies as st

from hozen.rules.liabilities import (
    AccountBalance,
    Built,
    ChainPoint,
    Ledger,
    Opening,
    Secrets,
    Side,
    build,
    commitment,
)

OPENING = Opening("acme-main", datetime(2026, 11, 20, 15, tzinfo=UTC), 3)
CHAINS = [ChainPoint(*one) for one in proof_example.CHAINS]
EXAMPLE = [
    AccountBalance(account, Side.OWED, asset, units)
    for asset, held in proof_example.HOLDINGS.items()
    for account, units in held.items()
]


def example() -> Built:
    """The snapshot of the page."""
    secrets = Secrets(proof_example.SECRETS, proof_example.BOOK_SECRET)
    return build(OPENING, Ledger(proof_example.ASSETS, tuple(EXAMPLE)), secrets, CHAINS, "hozen 0.1.0")


def secrets_for(rows: Iterable[AccountBalance]) -> Secrets:
    """A secret of its own for each account, the same in every run."""
    return Secrets({one.account: sha256(one.account.encode()).digest() for one in rows}, bytes(range(32)))


def built(
    *rows: AccountBalance, parts: int = 2, opening: Opening | None = None, assets: Iterable[str] = ()
) -> Built:
    """The trees of a few rows; every asset has 8 decimals."""
    decimals = dict.fromkeys([*assets, *(one.asset for one in rows)], 8)
    start = opening or Opening("acme-main", OPENING.cut_off, parts)
    return build(start, Ledger(decimals, rows), secrets_for(rows), (), "hozen 0.1.0")


def owed(account: str, asset: str, units: int) -> AccountBalance:
    return AccountBalance(account, Side.OWED, asset, units)


def debt(account: str, asset: str, units: int) -> AccountBalance:
    return AccountBalance(account, Side.DEBT, asset, units)


def published(one: Built) -> bytes:
    return commitment(one.snapshot)


ACCOUNTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
UNITS = st.one_of(st.integers(0, 5), st.integers(0, 10**20), st.integers(2**64 - 2, 2**64 + 2))


def books() -> st.SearchStrategy[list[AccountBalance]]:
    """Up to eight balances on both sides, in up to three assets."""
    row = st.builds(
        AccountBalance, ACCOUNTS, st.sampled_from(Side), st.sampled_from(["BTC", "ETH", "円"]), UNITS
    )
    return st.lists(row, max_size=8, unique_by=lambda one: (one.account, one.side, one.asset))
