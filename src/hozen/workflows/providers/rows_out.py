"""The register's rows as plain text, as they go out to a file and come in from one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from hozen.engine import Engine
from hozen.records import BY_NAME, Query, Table
from hozen.records.provider_tables import PROVIDER_TABLES
from hozen.records.sql_words import name as quoted

TextRow = Mapping[str, str]
NAMES = tuple(table.name for table in PROVIDER_TABLES)


def rows_of(engine: Engine, table: str) -> list[dict[str, str]]:
    """Rows of an admitted table in the order of its key, every cell as text; '' where there is none."""
    contract = BY_NAME[table]
    names = [column.name for column in contract.columns]
    columns = ", ".join(map(quoted, names))
    order = ", ".join(map(quoted, contract.key))
    query = Query(f"all of {table}", f"SELECT {columns} FROM {table} ORDER BY {order}", (table,))
    return [dict(zip(names, map(text_of, row), strict=True)) for row in engine.rows(query)]


def text_of(cell: object) -> str:
    """A cell as a CSV of the book has it. What no column can hold is written as it is: the door says so."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == datetime.min.time() else cell).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a spreadsheet has no whole numbers: 90 days come as 90.0
    return str(cell)


def key_of(table: Table, row: TextRow) -> tuple[str, ...]:
    """The row's key."""
    return tuple(row[name] for name in table.key)


def in_order(table: Table, rows: Sequence[TextRow]) -> list[TextRow]:
    """Rows in the order of their key."""
    return sorted(rows, key=lambda row: key_of(table, row))
