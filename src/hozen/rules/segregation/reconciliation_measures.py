"""Queries that yield the two sides of each asset. What is owed comes from `measures.owed`."""

from __future__ import annotations

from datetime import date

from hozen.records import Query


def timing(day: date) -> Query:
    """(asset, direction, seen_on, units, fee units, items without an expiry, their units) of transfers still in flight."""
    return Query(
        "timing",
        """
        SELECT asset, direction, seen_on, sum(units) AS units,
               sum(coalesce(fee_units, CAST(0 AS DECIMAL(38,0)))) AS fees,
               count(CASE WHEN expires IS NULL THEN 1 END) AS open_ended,
               sum(CASE WHEN expires IS NULL THEN units ELSE CAST(0 AS DECIMAL(38,0)) END) AS open_ended_units
        FROM transfers
        WHERE day = :day AND (expires IS NULL OR expires >= :day)
        GROUP BY asset, direction, seen_on
        ORDER BY asset, direction, seen_on
        """,
        ("transfers",),
        {"day": day},
    )


def sides_held(day: date) -> Query:
    """(asset, units on chain, units on custodians' statements) of customers' wallets."""
    return Query(
        "sides_held",
        """
        SELECT b.asset,
               sum(CASE WHEN w.keeper = 'self' THEN b.units ELSE CAST(0 AS DECIMAL(38,0)) END) AS on_chain,
               sum(CASE WHEN w.keeper = 'self' THEN CAST(0 AS DECIMAL(38,0)) ELSE b.units END) AS on_statement
        FROM wallet_balances b JOIN wallets w ON b.wallet_id = w.wallet_id
        WHERE b.day = :day AND w.purpose = 'customer'
        GROUP BY b.asset
        ORDER BY b.asset
        """,
        ("wallet_balances", "wallets"),
        {"day": day},
    )


def own_buffer(day: date) -> Query:
    """(asset, units): the firm's own crypto that its ledger says is in customers' wallets."""
    return Query(
        "own_buffer",
        """
        SELECT asset, sum(units) AS units FROM house_balances
        WHERE day = :day AND purpose = 'buffer'
        GROUP BY asset
        ORDER BY asset
        """,
        ("house_balances",),
        {"day": day},
    )


def decimals() -> Query:
    """(asset, decimals) of every crypto-asset."""
    return Query(
        "decimals",
        "SELECT asset, decimals FROM assets WHERE asset <> 'JPY' ORDER BY asset",
        ("assets",),
    )


def cut_offs(day: date) -> Query:
    """(chain, keeper, read_at, height, hash, finality_depth): as of when each side's figures stand."""
    return Query(
        "cut_offs",
        """
        SELECT chain, keeper, read_at, height, hash, finality_depth FROM chain_cutoffs
        WHERE day = :day
        ORDER BY chain, keeper
        """,
        ("chain_cutoffs",),
        {"day": day},
    )
