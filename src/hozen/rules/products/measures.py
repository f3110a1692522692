"""Queries that yield the product facts, and the register as it stands."""

from __future__ import annotations

from datetime import date

from hozen.records import Query, Table
from hozen.records.sql_words import name as quoted
from hozen.values.calendar import begins_utc, ends_utc


def traded(day: date) -> Query:
    """(asset, trades): how many trades of each asset the tape has on `day`."""
    return Query(
        "assets traded",
        """
        SELECT asset, CAST(count(*) AS BIGINT) AS trades FROM trades
        WHERE timestamp >= CAST(:begins AS TIMESTAMP) AND timestamp <= CAST(:ends AS TIMESTAMP)
        GROUP BY asset
        ORDER BY asset
        """,
        ("trades",),
        {"begins": begins_utc(day), "ends": ends_utc(day)},  # by the instant, which files keep bounds of
    )


def newest_day() -> Query:
    """(day): the newest day with balances of customers; NULL where there is none."""
    return Query("newest_day", "SELECT max(day) AS day FROM customer_balances", ("customer_balances",))


def whole(table: Table) -> Query:
    """Every row of a table of the register, in the columns of its contract and the order of its key."""
    columns = ", ".join(quoted(one.name) for one in table.columns)
    order = ", ".join(quoted(name) for name in table.key)
    return Query(table.name, f"SELECT {columns} FROM {table.name} ORDER BY {order}", (table.name,))
