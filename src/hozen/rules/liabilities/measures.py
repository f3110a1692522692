"""Queries that yield what is put into the trees. Law-neutral."""

from __future__ import annotations

from datetime import date

from hozen.records import Query
from hozen.rules.liabilities.facts import Side

_TABLES = {Side.OWED: "customer_balances", Side.DEBT: "customer_debts"}


def trees(day: date) -> Query:
    """(side, asset, decimals, accounts, units): every asset that can be owed, and every one that customers owe."""
    return Query(
        "trees",
        """
        SELECT 'owed' AS side, a.asset AS asset, a.decimals AS decimals, count(b.units) AS accounts,
               sum(b.units) AS units
        FROM assets a
        LEFT JOIN (SELECT asset, units FROM customer_balances WHERE day = :day AND units > 0) b
               ON a.asset = b.asset
        GROUP BY a.asset, a.decimals
        UNION ALL
        SELECT 'debt', a.asset, a.decimals, count(*), sum(d.units)
        FROM customer_debts d JOIN assets a ON a.asset = d.asset
        WHERE d.day = :day AND d.units > 0
        GROUP BY a.asset, a.decimals
        """,
        ("assets", "customer_balances", "customer_debts"),
        {"day": day},
    )


def holdings(day: date, side: Side) -> Query:
    """(asset, account, units above 0), in no order: the trees have their own."""
    table = _TABLES[side]
    return Query(
        "holdings",
        f"SELECT asset, customer_id AS account, units FROM {table} WHERE day = :day AND units > 0",
        (table,),
        {"day": day},
    )


def chain_points(day: date) -> Query:
    """(chain, height, hash): the highest block at which the firm's own nodes were read; of two, the later hash."""
    return Query(
        "chain_points",
        """
        SELECT chain, height, max(hash) AS hash
        FROM (
            SELECT chain, height, hash, max(height) OVER (PARTITION BY chain) AS highest
            FROM chain_cutoffs
            WHERE day = :day AND height IS NOT NULL AND hash IS NOT NULL
        ) AS read_at
        WHERE height = highest
        GROUP BY chain, height
        ORDER BY chain
        """,
        ("chain_cutoffs",),
        {"day": day},
    )
