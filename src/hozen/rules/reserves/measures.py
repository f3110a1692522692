"""Queries that yield the reserve facts."""

from __future__ import annotations

from datetime import date

from hozen.records import Query
from hozen.values.calendar import ends_utc


def traded(day: date) -> Query:
    """(day, product, yen): executed amounts on the tape up to `day`, each trade counted once."""
    return Query(
        "traded",
        """
        SELECT day, product, sum(cost) AS yen
        FROM trades
        WHERE timestamp <= CAST(:until AS TIMESTAMP)
        GROUP BY day, product
        ORDER BY day, product
        """,
        ("trades",),
        {"until": ends_utc(day)},  # by the instant, which files keep bounds of
    )


def stated() -> Query:
    """(period, product, yen): volumes stated for a month or a business year, where there is no tape."""
    return Query(
        "stated",
        "SELECT period, product, yen FROM volumes ORDER BY period, product",
        ("volumes",),
    )


def newest_reserve(day: date) -> Query:
    """(day, yen): what is set aside, by the newest figures on or before the day; no row where there are none."""
    return Query(
        "newest_reserve",
        """
        SELECT day, sum(yen) AS yen FROM reserve_positions
        WHERE day = (SELECT max(day) FROM reserve_positions WHERE day <= :day)
        GROUP BY day
        """,
        ("reserve_positions",),
        {"day": day},
    )
