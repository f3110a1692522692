"""Losses as a list of customers names them: a CSV of customer_id, asset, units, checked row by row in the engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.incident.errors import IncidentRefused

_VIEW = "named_losses"
_TABLES = (_VIEW, "customer_balances", "assets")
# What is refused, as a condition on a row beside the customer's balance and the asset, and what is expected instead.
_FAULTS = (
    (
        "customer_id IS NULL OR asset IS NULL OR units IS NULL",
        "a cell is empty",
        "customer_id, asset, units in every row",
    ),
    (
        "translate(units, '0123456789', '') <> '' OR substr(units, 1, 1) IN ('', '0') OR length(units) > 38",
        "not a number of smallest units",
        "a whole number above 0, without separators",
    ),
    ("decimals IS NULL", "the book has no such asset", "an asset as in the table assets"),
    ("times > 1", "a customer is named twice for an asset", "one row for each customer and asset"),
    (
        "owed IS NULL OR CAST(units AS DECIMAL(38,0)) > owed",
        "more lost than the customer holds",
        "at most what the customer is owed that day",
    ),
)


def lay_named(engine: Engine, file: Path) -> None:
    """Name the rows of the list. Raises EngineError for a file that is no CSV or lacks a column."""
    scan = engine.scan([file], "csv", {"position": "true"})
    engine.view(_VIEW, f"SELECT customer_id, asset, units, file_row_number FROM {scan}")


def check_named(engine: Engine, day: date, file: Path) -> None:
    """Raises IncidentRefused at the first row of the first kind of fault."""
    for condition, message, expected in _FAULTS:
        found = engine.rows(_faulty(day, condition))
        if found:
            ((number, *cells),) = found
            raise IncidentRefused(
                message,
                where=f"{file.name}, row {number}",
                found=", ".join("nothing" if one is None else str(one) for one in cells),
                expected=expected,
            )


def named_rows() -> Query:
    """(customer_id, asset, units) of the list, sorted by asset and customer."""
    return Query(
        "losses",
        f"SELECT customer_id, asset, CAST(units AS DECIMAL(38,0)) AS units FROM {_VIEW} ORDER BY asset, customer_id",
        (_VIEW,),
    )


def _faulty(day: date, condition: str) -> Query:
    return Query(
        "faulty",
        f"""
        SELECT file_row_number, customer_id, asset, units
        FROM (
            SELECT n.file_row_number, n.customer_id, n.asset, n.units, a.decimals, b.units AS owed,
                   count(*) OVER (PARTITION BY n.customer_id, n.asset) AS times
            FROM {_VIEW} n
            LEFT JOIN assets a ON a.asset = n.asset AND a.asset <> 'JPY'
            LEFT JOIN customer_balances b
                   ON b.customer_id = n.customer_id AND b.asset = n.asset AND b.day = :day
        ) AS beside
        WHERE {condition}
        ORDER BY file_row_number
        LIMIT 1
        """,
        _TABLES,
        {"day": day},
    )
