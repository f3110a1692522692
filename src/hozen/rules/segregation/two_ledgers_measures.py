"""Queries over two ledgers. Customers' rows go to an evidence file; the facts are read back from that file."""

from __future__ import annotations

from datetime import date

from hozen.records import Query

DIFFERING = "ledger_differences"
"""The view over the evidence file, which `difference_sums` reads."""


def differing_customers(day: date) -> Query:
    """Every customer and asset on which the ledgers differ; absent is as good as 0.

    (asset, customer_id, first, second, difference): first − second, and NULL where a ledger has no row.
    """
    return Query(
        "ledgers-agree",
        """
        SELECT coalesce(l.asset, r.asset) AS asset, coalesce(l.customer_id, r.customer_id) AS customer_id,
               l.units AS first, r.units AS second,
               coalesce(l.units, CAST(0 AS DECIMAL(38,0))) - coalesce(r.units, CAST(0 AS DECIMAL(38,0)))
                   AS difference
        FROM (SELECT customer_id, asset, units FROM customer_balances WHERE day = :day) l
        FULL OUTER JOIN (SELECT customer_id, asset, units FROM accounting_balances WHERE day = :day) r
            ON l.customer_id = r.customer_id AND l.asset = r.asset
        WHERE coalesce(l.units, CAST(0 AS DECIMAL(38,0))) <> coalesce(r.units, CAST(0 AS DECIMAL(38,0)))
        ORDER BY asset, customer_id
        """,
        ("customer_balances", "accounting_balances"),
        {"day": day},
    )


def difference_rows() -> Query:
    """The rows of `differing_customers` once more, from the view over their file."""
    return Query(
        "ledgers-agree",
        f"""
        SELECT asset, customer_id, first, second, difference FROM {DIFFERING}
        ORDER BY asset, customer_id
        """,
        (DIFFERING,),
    )


def difference_sums() -> Query:
    """(asset, customers, over, under, only first, only second), from the evidence."""
    return Query(
        "difference_sums",
        f"""
        SELECT asset, count(*) AS customers,
               sum(CASE WHEN difference > 0 THEN difference ELSE CAST(0 AS DECIMAL(38,0)) END) AS over_units,
               sum(CASE WHEN difference < 0 THEN -difference ELSE CAST(0 AS DECIMAL(38,0)) END) AS under_units,
               count(CASE WHEN coalesce(second, CAST(0 AS DECIMAL(38,0))) = 0 THEN 1 END) AS only_first,
               count(CASE WHEN coalesce(first, CAST(0 AS DECIMAL(38,0))) = 0 THEN 1 END) AS only_second
        FROM {DIFFERING}
        GROUP BY asset
        ORDER BY asset
        """,
        (DIFFERING,),
    )


def accounting_owed(day: date) -> Query:
    """(asset, units, rows): what the second ledger owes customers."""
    return Query(
        "accounting_owed",
        """
        SELECT asset, sum(units) AS units, count(*) AS customers FROM accounting_balances
        WHERE day = :day
        GROUP BY asset
        ORDER BY asset
        """,
        ("accounting_balances",),
        {"day": day},
    )


def places() -> Query:
    """(asset, decimals) of every asset, JPY too."""
    return Query("places", "SELECT asset, decimals FROM assets ORDER BY asset", ("assets",))
