"""Small tables: rows from Python, bounded by assets and days, as SQL with the contract's types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from hozen.records import BY_NAME, Kind

Value = int | str | date | None
Row = Sequence[Value]
_LONG = 100_000  # rows: far more than the tables of coins and prices that they are joined with
_TYPES = {
    Kind.UNITS: "DECIMAL(38,0)",
    Kind.YEN: "DECIMAL(38,0)",
    Kind.SIGNED_YEN: "DECIMAL(38,0)",
    Kind.COUNT: "BIGINT",
    Kind.DAY: "DATE",
    Kind.INSTANT: "TIMESTAMP",
}


def literal(value: Value) -> str:
    """A SQL literal."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return "'" + value.replace("'", "''") + "'"


def rows_sql(table: str, rows: Iterable[Row]) -> str:
    """A SELECT of `rows`, in their order, with the columns of the table's contract.

    Rows may leave out columns at the contract's end: all of them the same ones.
    """
    every, columns = list(rows), BY_NAME[table].columns
    told = columns[: len(every[0])] if every else columns
    return typed_sql({one.name: _TYPES.get(one.kind, "VARCHAR") for one in told}, every)


def typed_sql(types: Mapping[str, str], rows: Iterable[Row]) -> str:
    """A SELECT of `rows`, in their order, with these columns and SQL types."""
    texts = [f"({', '.join(literal(value) for value in row)})" for row in rows]
    none = f"SELECT {', '.join('NULL' for _ in types)} WHERE false"
    source = f"VALUES {', '.join(texts)}" if texts else none
    typed = [f"CAST({name} AS {kind}) AS {name}" for name, kind in types.items()]
    return f"SELECT {', '.join(typed)} FROM ({source}) t({', '.join(types)})"


def in_order(sql: str, key: str, rows: int) -> str:
    """`sql`, whose rows are built in the order of `key` from a count of `rows`.

    The engine walks through the longer side of a join and keeps its order. Where the count may be the shorter
    side, there is so little that a sort costs nothing.
    """
    return f"{sql} ORDER BY {key}" if rows < _LONG else sql
