"""From a draft's text rows to Parquet files of the book's own form."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hozen.engine import Engine, Written
from hozen.records import BY_NAME, Book, Query, Table
from hozen.records.door_sql import typed_select
from hozen.records.shape import Family
from hozen.records.sql_words import name
from hozen.workflows.importing.draft import Draft
from hozen.workflows.importing.errors import ImportConflict


def staged_views(draft: Draft, engine: Engine) -> dict[str, str]:
    """Table → a view of its new rows with the contract's types."""
    views = {}
    for table, rows in draft.rows.items():
        types = dict.fromkeys((column.name for column in rows.table.columns), Family.TEXT)
        engine.view(f"new_{table}", typed_select(rows.table, types, engine.scan([rows.path], "csv", {})))
        views[table] = f"new_{table}"
    return views


def content_of(path: Path) -> str:
    """SHA-256 of a draft's rows as text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_table(table: str, view: str, book: Book, engine: Engine, path: Path) -> Written:
    """The new rows as one Parquet file, sorted by key, under the column names that book.toml gives."""
    mapped = book.settings.columns.get(table, {})
    columns = ", ".join(
        f"{name(column.name)} AS {name(mapped.get(column.name, column.name))}"
        for column in BY_NAME[table].columns
    )
    keys = ", ".join(name(key) for key in BY_NAME[table].key)
    ordered = f"(SELECT * FROM {view} ORDER BY {keys})"
    return engine.write_parquet(Query(f"import {table}", f"SELECT {columns} FROM {ordered}", (table,)), path)


def must_take_parts(table: Table, book: Book) -> None:
    """The table is absent, or a folder of Parquet files, so that a file can stand beside the others."""
    files = book.files(table.name)
    single = [file for file in files if file.parent == book.root]
    if files and (single or book.kind(table.name) != "parquet"):
        raise ImportConflict(
            f"the table {table.name} cannot take another file",
            where=str((single or files)[0]),
            found="one file" if single else "CSV files",
            expected=f"a folder {table.name}/ of Parquet files, or no such table",
            try_next=f"make a folder {table.name}/ and write the table's own rows into it as Parquet",
        )
