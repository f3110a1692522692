"""Checks of the register of crypto-assets handled that look at more than one cell."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from hozen.engine import Cell, Engine
from hozen.records import Book, Query, Reject, Table
from hozen.records.product_tables import PRODUCT_TABLES
from hozen.records.sql_words import name as quoted
from hozen.rules.products.well_formed import Fault, faults, in_order
from hozen.workflows.door.hints import hint_for

_AT = ("filename", "file_row_number")


def product_rejects(book: Book, engine: Engine, known: Collection[str]) -> list[Reject]:
    """Everything that single values of the register cannot tell. `known` are the tables that can be read."""
    present = [table for table in PRODUCT_TABLES if table.name in known and book.files(table.name)]
    rows = {table.name: _rows(engine, table) for table in present}
    return [_reject(book, one, rows[one.table][one.row]) for one in in_order(faults(rows))]


def _rows(engine: Engine, table: Table) -> list[dict[str, Cell]]:
    names = (*_AT, *(one.name for one in table.columns))
    columns = ", ".join(map(quoted, names))
    text = f"SELECT {columns} FROM traced_{table.name} ORDER BY filename, file_row_number"
    found = engine.rows(Query(f"rows of {table.name}", text, ()))
    return [dict(zip(names, row, strict=True)) for row in found]


def _reject(book: Book, one: Fault, row: dict[str, Cell]) -> Reject:
    line = int(str(row["file_row_number"])) + (book.kind(one.table) == "csv")
    file = book.relative(Path(str(row["filename"])))
    hint = hint_for(one.reason, one.value, one.table)
    return Reject(one.table, file, line, one.column, one.value, one.reason, one.want, hint)
