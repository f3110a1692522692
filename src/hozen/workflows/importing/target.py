"""The book that an import goes into: its small tables, and what it holds already."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from hozen.engine import Cell, Engine
from hozen.records import BY_NAME, Book, Query
from hozen.records.door_sql import raw_select, typed_select
from hozen.workflows.door.marks import mark_files
from hozen.workflows.door.sources import Laid, lay
from hozen.workflows.importing.errors import ImportConflict

_PAGE = 50_000  # rows at a time; an engine hands out a bounded result only


@dataclass(slots=True)
class Target:
    """取込先: the book and the engine that reads it. Files in `without` are taken as not there (they are replaced)."""

    book: Book
    engine: Engine
    without: frozenset[Path] = frozenset()
    _views: dict[str, str] = field(default_factory=dict)

    def view(self, table: str) -> str | None:
        """The name of a typed view over a table's files; None where the book has none. Raises ImportConflict."""
        if table not in self._views:
            laid = self._laid(table)
            if laid is None:
                return None
            self.engine.view(f"raw_{table}", raw_select(laid.table, laid.sources, laid.types, placed=False))
            typed = typed_select(laid.table, laid.types, f"raw_{table}", tried=True)
            self.engine.view(f"held_{table}", typed)
            self._views[table] = f"held_{table}"
        return self._views[table]

    def put_aside(self, files: Collection[Path]) -> None:
        """Go on as if these files were not there."""
        self.without = frozenset(files)
        self._views.clear()

    def decimals(self) -> dict[str, int]:
        """Each asset of the book and its decimals. Raises ImportConflict where the book has no assets."""
        view = self.needed("assets")
        rows = self.engine.rows(
            Query("assets", f"SELECT asset, decimals FROM {view} ORDER BY asset", ("assets",))
        )
        return {str(asset): int(str(decimals)) for asset, decimals in rows}

    def pages(self, table: str, columns: str, key: str) -> Iterator[tuple[Cell, ...]]:
        """Rows of a table in the order of `key`, the first of `columns`, a page at a time."""
        view, last = self.needed(table), ""
        sql = f"SELECT {columns} FROM {view} WHERE {key} > :last ORDER BY {key} LIMIT {_PAGE}"
        while rows := self.engine.rows(Query(table, sql, (table,), {"last": last})):
            yield from rows
            last = str(rows[-1][0])

    def needed(self, table: str) -> str:
        """As `view`, but a table that the book lacks is refused too."""
        view = self.view(table)
        if view is None:
            raise ImportConflict(
                f"the book has no table {table}",
                where=str(self.book.root),
                expected=f"{table}.csv or {table}.parquet",
                try_next="write that table first: an import refers to it",
            )
        return view

    def _laid(self, table: str) -> Laid | None:
        files = tuple(file for file in self.book.files(table) if file not in self.without)
        if not files:
            return None
        encoding = self.book.settings.encoding.get(table, "utf-8")
        book = replace(self.book, places={**self.book.places, table: files})
        laid = lay(book, self.engine, BY_NAME[table], mark_files([(file, encoding) for file in files]))
        if isinstance(laid, Laid):
            return laid
        raise ImportConflict(
            f"the book's own table {table} cannot be read",
            where=laid[0].where,
            found=laid[0].reason,
            expected=laid[0].expected,
            try_next="hozen check BOOK names every fault",
        )
