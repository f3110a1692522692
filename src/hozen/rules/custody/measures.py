"""Queries that yield the custody facts, and the rows behind them."""

from __future__ import annotations

from datetime import date

from hozen.records import Query
from hozen.records.one_address import SHARED_BALANCES


def wallet_holdings(day: date) -> Query:
    """(asset, purpose, temperature, units, twice): what the wallets hold, summed.

    An address under two wallets counts once; `twice` is what was left out for it.
    """
    return Query(
        "wallet_holdings",
        f"""
        SELECT asset, purpose, temperature, sum(units) - sum(twice) AS units, sum(twice) AS twice
        FROM (
            SELECT b.asset, w.purpose, w.temperature, sum(b.units) AS units, CAST(0 AS DECIMAL(38,0)) AS twice
            FROM wallet_balances b JOIN wallets w ON b.wallet_id = w.wallet_id
            WHERE b.day = :day
            GROUP BY b.asset, w.purpose, w.temperature
            UNION ALL
            SELECT t.asset, t.purpose, t.temperature, CAST(0 AS DECIMAL(38,0)), t.twice
            FROM ({SHARED_BALANCES}) t
        ) AS held
        GROUP BY asset, purpose, temperature
        ORDER BY asset, purpose, temperature
        """,
        ("wallet_balances", "wallets"),
        {"day": day},
    )


def prices(day: date) -> Query:
    """(asset, decimals, price, source) of every asset but JPY; price NULL where there is none."""
    return Query(
        "prices",
        """
        SELECT a.asset, a.decimals, p.price, p.source
        FROM assets a LEFT JOIN prices p ON a.asset = p.asset AND p.day = :day
        WHERE a.asset <> 'JPY'
        ORDER BY a.asset
        """,
        ("assets", "prices"),
        {"day": day},
    )


def wallet_rows(name: str, day: date, purposes: tuple[str, ...], temperatures: tuple[str, ...]) -> Query:
    """The wallets behind a figure, each with its yen value (whole yen, rounded down per row)."""
    chosen = ", ".join(f"'{purpose}'" for purpose in purposes)
    where = ", ".join(f"'{temperature}'" for temperature in temperatures)
    return Query(
        name,
        f"""
        SELECT b.asset, w.purpose, w.temperature, b.wallet_id, w.address, w.chain, w.keeper, b.units,
               b.block_height, b.block_hash, b.source, p.price,
               mul_floor(b.units, price_scaled(p.price, 18),
                         CAST(rpad('1', CAST(a.decimals AS INT) + 1, '0') AS DECIMAL(38,0)),
                         CAST('1000000000000000000' AS DECIMAL(38,0))) AS yen
        FROM wallet_balances b
        JOIN wallets w ON b.wallet_id = w.wallet_id
        JOIN assets a ON b.asset = a.asset
        LEFT JOIN prices p ON b.asset = p.asset AND p.day = :day
        WHERE b.day = :day AND w.purpose IN ({chosen}) AND w.temperature IN ({where})
        ORDER BY b.asset, w.purpose, w.temperature, b.wallet_id
        """,
        ("wallet_balances", "wallets", "assets", "prices"),
        {"day": day},
    )
