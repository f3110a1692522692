"""Queries that yield the two sides of each asset. What is owed comes from `measures.owed`."""

from __future__ import annotations

from datetime import date

from hozen.records import Query
from hozen.rules.segregation.flight_time import HAS_NO_END, IS_LATE, WITHOUT_END


def timing(day: date, since: date = WITHOUT_END) -> Query:
    """(asset, direction, seen_on, units, fee units, items without an end, their units) of transfers still in flight.

    `since`: the first day on which one without an expiry may have been seen; see `seen_since`.
    """
    return Query(
        "timing",
        f"""
        SELECT asset, direction, seen_on, sum(units) AS units,
               sum(coalesce(fee_units, CAST(0 AS DECIMAL(38,0)))) AS fees,
               count(CASE WHEN {HAS_NO_END} THEN 1 END) AS open_ended,
               sum(CASE WHEN {HAS_NO_END} THEN units ELSE CAST(0 AS DECIMAL(38,0)) END) AS open_ended_units
        FROM transfers
        WHERE day = :day AND NOT {IS_LATE}
        GROUP BY asset, direction, seen_on
        ORDER BY asset, direction, seen_on
        """,
        ("transfers",),
        {"day": day, "seen_since": since},
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
