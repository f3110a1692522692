"""Queries that yield the custody facts, and the rows behind them."""

from __future__ import annotations

from datetime import date

from hozen.records import Query


def wallet_holdings(day: date) -> Query:
    """(asset, purpose, temperature, units): what the wallets hold, summed."""
    return Query(
        "wallet_holdings",
        """
        SELECT b.asset, w.purpose, w.temperature, sum(b.units) AS units
        FROM wallet_balances b JOIN wallets w ON b.wallet_id = w.wallet_id
        WHERE b.day = :day
        GROUP BY b.asset, w.purpose, w.temperature
        ORDER BY b.asset, w.purpose, w.temperature
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
