"""What stands of each customer after an issue: a new report, the one from before, or a corrected one with its number."""

from __future__ import annotations

from hozen.records import Query
from hozen.workflows.tax_year.columns import ISSUED

_NOTHING = "CAST(0 AS DECIMAL(38,0))"
NEW, CORRECTED, UNCHANGED, EARLIER = "new", "corrected", "unchanged", "earlier"
STATES = (NEW, CORRECTED, UNCHANGED, EARLIER)
_FIGURES = ", ".join(ISSUED)
_HEAD = "bucket, customer_id, asset"
HELD = "(SELECT DISTINCT customer_id FROM {worked} WHERE difference <> 0)"
"""Customers with a line that the close does not bear out: none of their lines is issued."""


def first_lines(worked: str, issue: int) -> Query:
    """Everybody's first report; nobody's who is held back."""
    return Query(
        "lines",
        f"""
        SELECT {_HEAD}, {_FIGURES}, CAST(1 AS BIGINT) AS report_number,
               CAST(:issue AS BIGINT) AS issue, '{NEW}' AS state
        FROM {worked} AS w
        WHERE NOT EXISTS (SELECT 1 FROM {HELD.format(worked=worked)} h WHERE h.customer_id = w.customer_id)
        ORDER BY {_HEAD}
        """,
        (),
        {"issue": issue},
    )


def next_lines(worked: str, before: str, issue: int) -> Query:
    """The same beside what stood before: `before` has the lines of the approved issue. A line that is gone says 0."""
    figures = ", ".join(f"b.now_{name} AS {name}" for name in ISSUED)
    return Query(
        "lines",
        f"""
        SELECT b.bucket, b.customer_id, b.asset, {figures},
               CASE WHEN c.before = 0 THEN CAST(1 AS BIGINT) WHEN c.changed = 1 THEN c.before + 1 ELSE c.before END
                   AS report_number,
               CASE WHEN c.before = 0 OR c.changed = 1 THEN CAST(:issue AS BIGINT) ELSE c.issue END AS issue,
               CASE WHEN c.before = 0 THEN '{NEW}' WHEN c.changed = 1 THEN '{CORRECTED}' ELSE '{UNCHANGED}' END AS state
        FROM {both(worked, before)} AS b JOIN {_customers(worked, before)} AS c ON b.customer_id = c.customer_id
        UNION ALL
        SELECT {_HEAD}, {_FIGURES}, report_number, issue, '{EARLIER}' AS state
        FROM {before} AS e
        WHERE EXISTS (SELECT 1 FROM {HELD.format(worked=worked)} h WHERE h.customer_id = e.customer_id)
        ORDER BY {_HEAD}
        """,
        (),
        {"issue": issue},
    )


def changes(worked: str, before: str) -> Query:
    """(bucket, customer_id, asset, item, before, now): each figure of a corrected report that is another one."""
    items = " UNION ALL ".join(f"SELECT '{name}' AS item" for name in ISSUED)
    was = " ".join(f"WHEN '{name}' THEN b.was_{name}" for name in ISSUED)
    now = " ".join(f"WHEN '{name}' THEN b.now_{name}" for name in ISSUED)
    return Query(
        "changes",
        f"""
        SELECT bucket, customer_id, asset, item, was, now FROM (
            SELECT b.bucket, b.customer_id, b.asset, i.item,
                   CASE i.item {was} END AS was, CASE i.item {now} END AS now
            FROM {both(worked, before)} AS b CROSS JOIN ({items}) AS i
            WHERE b.changed = 1
              AND b.customer_id IN (SELECT customer_id FROM {_customers(worked, before)} AS c WHERE c.before > 0)
        ) AS told WHERE was <> now ORDER BY bucket, customer_id, asset, item
        """,
        (),
    )


def both(worked: str, before: str) -> str:
    """FROM expression: lines of customers who are not held back, as they were and as they are now."""
    sides = ", ".join(
        f"coalesce({side}.{name}, {_NOTHING}) AS {word}_{name}"
        for word, side in (("was", "p"), ("now", "w"))
        for name in ISSUED
    )
    differs = " OR ".join(
        f"coalesce(p.{name}, {_NOTHING}) <> coalesce(w.{name}, {_NOTHING})" for name in ISSUED
    )
    return f"""(
        SELECT coalesce(w.bucket, p.bucket) AS bucket, coalesce(w.customer_id, p.customer_id) AS customer_id,
               coalesce(w.asset, p.asset) AS asset, {sides}, coalesce(p.report_number, CAST(0 AS BIGINT)) AS before,
               coalesce(p.issue, CAST(0 AS BIGINT)) AS issue, CASE WHEN {differs} THEN 1 ELSE 0 END AS changed
        FROM {worked} AS w FULL OUTER JOIN {before} AS p ON w.customer_id = p.customer_id AND w.asset = p.asset
        WHERE NOT EXISTS (SELECT 1 FROM {HELD.format(worked=worked)} h
                          WHERE h.customer_id = coalesce(w.customer_id, p.customer_id))
    )"""


def _customers(worked: str, before: str) -> str:
    """FROM expression: each customer's last number (0: none), the issue it came with, and whether anything changed."""
    return (
        f"(SELECT customer_id, max(before) AS before, max(issue) AS issue, max(changed) AS changed"
        f" FROM {both(worked, before)} AS every GROUP BY customer_id)"
    )


def held_lines(worked: str) -> Query:
    """Every line of customers who are held back, with `ledger_units` and `difference`."""
    return Query(
        "held",
        f"""
        SELECT {_HEAD}, {_FIGURES}, ledger_units, difference FROM {worked} AS w
        WHERE EXISTS (SELECT 1 FROM {HELD.format(worked=worked)} h WHERE h.customer_id = w.customer_id)
        ORDER BY {_HEAD}
        """,
        (),
    )


def sums(lines: str) -> Query:
    """(asset, lines, each figure): what the issued lines of a part come to, by asset."""
    figures = ", ".join(f"CAST(sum({name}) AS DECIMAL(38,0)) AS {name}" for name in ISSUED)
    return Query(
        "sums", f"SELECT asset, count(*) AS n, {figures} FROM {lines} AS l GROUP BY asset ORDER BY asset", ()
    )


def states(lines: str) -> Query:
    """(state, customers)."""
    return Query(
        "states",
        f"SELECT state, count(DISTINCT customer_id) AS n FROM {lines} AS l GROUP BY state ORDER BY state",
        (),
    )


def differences(held: str, most: int) -> Query:
    """(customer_id, asset, closing by the identity, the close's balance, difference) of what holds reports back."""
    return Query(
        "differences",
        f"SELECT customer_id, asset, closing_units, ledger_units, difference FROM {held} AS h"
        f" WHERE difference <> 0 ORDER BY bucket, customer_id, asset LIMIT {most}",
        (),
    )
