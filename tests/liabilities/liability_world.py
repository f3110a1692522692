"""The worked example of the specification as hozen's own values, and books made up by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

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


Change = Callable[[dict[str, Any]], object]

# What is done to the file of customer 1001 so that it is no longer in the form.
MALFORMED_PROOFS: list[Change] = [
    lambda one: one.pop("key"),
    lambda one: one.update(name="Sato"),
    lambda one: one.update(format="hozen-proof/2"),
    lambda one: one.update(kind="snapshot"),
    lambda one: one.update(key=one["key"][:16]),
    lambda one: one.update(key=one["key"].upper().replace("0", "A")),
    lambda one: one.update(account=7),
    lambda one: one.update(holdings={}),
    lambda one: one["holdings"][0].update(side="equity"),
    lambda one: one["holdings"][0].update(note="x"),
    lambda one: one["holdings"][0]["parts"][0].update(note="x"),
    lambda one: one["holdings"][0].update(side=["owed"]),
    lambda one: one["holdings"][0].update(asset=["BTC"]),
    lambda one: one["holdings"][0].update(asset=7),
    lambda one: one["holdings"][0].update(parts={}),
    lambda one: one["holdings"][0]["parts"][0].update(path="no list"),
    lambda one: one["holdings"][0]["parts"][0].update(path=None),
    lambda one: one["holdings"][0]["parts"][0]["path"][0].pop(),
    lambda one: one["holdings"][0]["parts"][0].update(path=[["00", "0"]] * 3),
    lambda one: one["holdings"][0]["parts"][0].update(path=[[None, "0"]] * 3),
    lambda one: one["holdings"][0].update(asset="\ud800"),
    lambda one: one["holdings"].append(one["holdings"][0]),
    lambda one: one["holdings"][0]["parts"][0].update(units="-1"),
    lambda one: one["holdings"][0]["parts"][0].update(units="007"),
    lambda one: one["holdings"][0]["parts"][0].update(units="1.0"),
    lambda one: one["holdings"][0]["parts"][0].update(units="１"),  # a wide digit
    lambda one: one["holdings"][0]["parts"][0].update(units=5),
    lambda one: one["holdings"][0]["parts"][0].update(units=str(2**128)),
    lambda one: one["holdings"][0]["parts"][0].update(units="9" * 5000),
    lambda one: one["holdings"][0]["parts"][0].update(position=-1),
    lambda one: one["holdings"][0]["parts"][0].update(position=2**48),
    lambda one: one["holdings"][0]["parts"][0].update(position=True),
    lambda one: one["holdings"][0]["parts"][0].update(position=1.0),
    lambda one: one["holdings"][0]["parts"][0]["path"][0].append("x"),
    lambda one: one["holdings"][0]["parts"][0]["path"][0].reverse(),
    lambda one: one["holdings"][0]["parts"][0]["path"].__setitem__(0, None),
]

# The same for the published file.
MALFORMED_SNAPSHOTS: list[Change] = [
    lambda one: one.pop("previous"),
    lambda one: one.update(parts=0),
    lambda one: one.update(parts=17),
    lambda one: one.update(parts="3"),
    lambda one: one.update(cut_off="2026-11-20"),
    lambda one: one.update(cut_off="2026-11-31T15:00:00Z"),
    lambda one: one.update(cut_off="2026-11-20T15:00:00+00:00"),
    lambda one: one.update(cut_off="2026-11-20T15:00:00.500000Z"),
    lambda one: one.update(cut_off="2026-11-20T15:00:00+09:00Z"),
    lambda one: one.update(cut_off="2026-11-20T24:00:00Z"),
    lambda one: one.update(cut_off="0000-11-20T15:00:00Z"),
    lambda one: one.update(cut_off="２０２６-11-20T15:00:00Z"),
    lambda one: one.update(software=""),
    lambda one: one["trees"].reverse(),
    lambda one: one["trees"].append(one["trees"][-1]),
    lambda one: one["trees"][0].update(total="-180000000"),
    lambda one: one["trees"][0].update(total=str(2**128)),
    lambda one: one["trees"][0].update(height=49),
    lambda one: one["trees"][0].update(decimals=256),
    lambda one: one["trees"][0].update(customers=2),
    lambda one: one["trees"][0].update(side="equity"),
    lambda one: one["trees"][0].update(side=["owed"]),
    lambda one: one["trees"][0].update(asset=["BTC"]),
    lambda one: one["trees"][0].update(asset=""),
    lambda one: one["trees"][0].update(root=None),
    lambda one: one["trees"][0].update(decimals=-1),
    lambda one: one["trees"][0].update(decimals="8"),
    lambda one: one.update(trees={}),
    lambda one: one.update(chains=None),
    lambda one: one.update(book="b" * 256),
    lambda one: one.update(parts=True),
    lambda one: one["chains"].append(one["chains"][-1]),
    lambda one: one["chains"].reverse(),
    lambda one: one.update(note="x"),
    lambda one: one["chains"][0].update(note="x"),
    lambda one: one["chains"][0].update(chain=""),
    lambda one: one["chains"][0].update(block_hash=""),
    lambda one: one["chains"][0].update(block_hash=7),
    lambda one: one["chains"][0].update(height=str(2**64)),
    lambda one: one["chains"][0].update(height=900000),
]
