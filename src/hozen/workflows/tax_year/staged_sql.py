"""What the year's reports are summed from: three files, each in the order of buckets, so that a part reads its own rows."""

from __future__ import annotations

from datetime import date

from hozen.records import Query
from hozen.workflows.tax_year.calendar_year import CalendarYear

BUCKETS = 256
BUCKET = "substr(md5({customer}), 1, 2)"
"""Two hexadecimal digits of the customer id's MD5, which both engines know: no bucket is much larger than another."""
_NOTHING = "CAST(0 AS DECIMAL(38,0))"
_IN_YEAR = "timestamp >= CAST(:begins AS TIMESTAMP) AND timestamp <= CAST(:ends AS TIMESTAMP)"


def traded(year: CalendarYear) -> Query:
    """(bucket, customer_id, asset, bought_units, bought_yen, sold_units, sold_yen) of spot trades, the house left out."""
    sides = " UNION ALL ".join(_side(side) for side in ("bought", "sold"))
    sums = ", ".join(
        f"CAST(sum({name}) AS DECIMAL(38,0)) AS {name}"
        for name in ("bought_units", "bought_yen", "sold_units", "sold_yen")
    )
    return Query(
        "traded",
        f"""
        SELECT {BUCKET.format(customer="customer_id")} AS bucket, customer_id, asset, {sums}
        FROM ({sides}) AS legs WHERE customer_id <> 'house'
        GROUP BY customer_id, asset ORDER BY bucket, customer_id, asset
        """,
        ("trades",),
        year.window,
    )


def _side(side: str) -> str:
    """The tape's side is the taker's: where the taker buys, the maker sells."""
    who, other = ("taker", "maker") if side == "bought" else ("maker", "taker")
    figures = {
        "bought": ("amount", "cost", _NOTHING, _NOTHING),
        "sold": (_NOTHING, _NOTHING, "amount", "cost"),
    }
    names = ("bought_units", "bought_yen", "sold_units", "sold_yen")
    columns = ", ".join(f"{value} AS {name}" for value, name in zip(figures[side], names, strict=True))
    return (
        f"SELECT CASE WHEN side = 'buy' THEN {who} ELSE {other} END AS customer_id, asset, {columns} "
        f"FROM trades WHERE product = 'spot' AND {_IN_YEAR}"
    )


def moved(year: CalendarYear) -> Query:
    """Movements of the year with their bucket; open positions of the last day only."""
    return Query(
        "moved",
        f"""
        SELECT {BUCKET.format(customer="customer_id")} AS bucket, customer_id, asset, kind, units,
               coalesce(yen, {_NOTHING}) AS yen, coalesce(btc_units, {_NOTHING}) AS btc_units
        FROM customer_movements
        WHERE {_IN_YEAR} AND (kind NOT IN ('long_open', 'short_open') OR day = :last)
        ORDER BY bucket, customer_id, asset, kind, movement_id
        """,
        ("customer_movements",),
        dict[str, str | int | date](**year.window, last=year.last),
    )


def held(year: CalendarYear, *, opens_empty: bool) -> Query:
    """(bucket, customer_id, asset, opening_units, ledger_units): what two closes say; an opening of nothing if asked."""
    opening = _NOTHING if opens_empty else f"CASE WHEN day = :before THEN units ELSE {_NOTHING} END"
    return Query(
        "held",
        f"""
        SELECT {BUCKET.format(customer="customer_id")} AS bucket, customer_id, asset,
               {opening} AS opening_units,
               CASE WHEN day = :last THEN units ELSE {_NOTHING} END AS ledger_units
        FROM customer_balances
        WHERE (day = :last OR day = :before) AND units > 0
        ORDER BY bucket, customer_id, asset, day
        """,
        ("customer_balances",),
        {"last": year.last, "before": year.before},
    )
