"""Small tables: rows from Python, bounded by assets and days, as one SELECT with the contract's types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hozen.records import BY_NAME, Kind

Value = int | str | date | None
Row = Sequence[Value]
_TYPES = {
    Kind.UNITS: "DECIMAL(38,0)",
    Kind.YEN: "DECIMAL(38,0)",
    Kind.SIGNED_YEN: "DECIMAL(38,0)",
    Kind.COUNT: "BIGINT",
    Kind.DAY: "DATE",
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
    """A SELECT of `rows`, in their order, with every column of the table's contract."""
    columns = BY_NAME[table].columns
    texts = [f"({', '.join(literal(value) for value in row)})" for row in rows]
    names = ", ".join(column.name for column in columns)
    none = f"SELECT {', '.join('NULL' for _ in columns)} WHERE false"
    source = f"VALUES {', '.join(texts)}" if texts else none
    typed = [
        f"CAST({column.name} AS {_TYPES.get(column.kind, 'VARCHAR')}) AS {column.name}" for column in columns
    ]
    return f"SELECT {', '.join(typed)} FROM ({source}) t({names})"
