"""Queries that yield what was filed, and the facts of a draft."""

from __future__ import annotations

from datetime import date

from hozen.records import Query
from hozen.values.calendar import begins_utc, ends_utc


def filed(day: date) -> Query:
    """(duty, period_end, filed_on): every report filed on or before `day`."""
    return Query(
        "filed",
        "SELECT duty, period_end, filed_on FROM filings WHERE filed_on <= :day ORDER BY duty, period_end",
        ("filings",),
        {"day": day},
    )


def traded_by_month(first: date, last: date) -> Query:
    """(month, asset, product, trades, units, yen): what was traded in a stretch of legal days, each trade once."""
    return Query(
        "traded",
        """
        SELECT substr(CAST(day AS VARCHAR), 1, :signs) AS month, asset, product,
               count(*) AS trades, sum(amount) AS units, sum(cost) AS yen
        FROM trades
        WHERE timestamp >= CAST(:since AS TIMESTAMP) AND timestamp <= CAST(:until AS TIMESTAMP)
        GROUP BY substr(CAST(day AS VARCHAR), 1, :signs), asset, product
        ORDER BY month, asset, product
        """,
        ("trades",),
        {"since": begins_utc(first), "until": ends_utc(last), "signs": len("YYYY-MM")},
    )


def tape_days(last: date) -> Query:
    """(first, last): the first and the last day with a trade, up to `last`; NULLs for a tape without one."""
    return Query(
        "tape_days",
        "SELECT min(day) AS first, max(day) AS last FROM trades WHERE timestamp <= CAST(:until AS TIMESTAMP)",
        ("trades",),
        {"until": ends_utc(last)},
    )


def customers_opened(last: date) -> Query:
    """(opened, undated): customers opened on or before `last`, and customers without a day of opening."""
    return Query(
        "customers_opened",
        """
        SELECT count(CASE WHEN opened <= :last THEN 1 END) AS opened, count(*) - count(opened) AS undated
        FROM customers
        """,
        ("customers",),
        {"last": last},
    )


def open_positions(last: date) -> Query:
    """(asset, sold, bought): customers' open positions as told at the end of `last`."""
    return Query(
        "open_positions",
        """
        SELECT asset,
               sum(CASE WHEN kind = 'short_open' THEN units ELSE CAST(0 AS DECIMAL(38,0)) END) AS sold,
               sum(CASE WHEN kind = 'long_open' THEN units ELSE CAST(0 AS DECIMAL(38,0)) END) AS bought
        FROM customer_movements
        WHERE kind IN ('long_open', 'short_open')
          AND timestamp >= CAST(:since AS TIMESTAMP) AND timestamp <= CAST(:until AS TIMESTAMP)
        GROUP BY asset
        ORDER BY asset
        """,
        ("customer_movements",),
        {"since": begins_utc(last), "until": ends_utc(last)},
    )
