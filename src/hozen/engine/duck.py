"""The embedded engine: DuckDB, with a memory limit, spill to disk and no network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar, Self

import duckdb

from hozen.engine import exact_duckdb
from hozen.engine.arrow import need_arrow
from hozen.engine.cells import ROWS_BOUND, cells, refuse_inexact
from hozen.engine.duck_errors import blame_file, refusal
from hozen.engine.duck_scan import scan_csv, scan_parquet
from hozen.engine.groups import groups, through_kernel
from hozen.engine.memory_limit import memory_bytes
from hozen.engine.parquet_file import write_whole
from hozen.engine.protocol import Cell, Written
from hozen.engine.scan_options import ScanOptions
from hozen.engine.sql_text import bound_values, quote, quote_name, replace_parameters
from hozen.engine.temp_folder import new_temp_folder
from hozen.records import Query

if TYPE_CHECKING:
    import pyarrow as pa

_SETTINGS = {
    # No code and no data from elsewhere: a query reads the book's files and nothing else.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    # The order of NULLs that Spark has.
    "default_null_order": "NULLS_FIRST_ON_ASC_LAST_ON_DESC",
    # Rows leave in the order in which the query puts them, so that a file has the same bytes each time.
    "preserve_insertion_order": "true",
}

# A step between is read again by this run alone: packed numbers cost less to write than to squeeze, and large dictionaries
# cost more to try than they spare.
_KEPT = "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION lz4, DICTIONARY_SIZE_LIMIT 1000"


class DuckDBEngine:
    """計算機: one machine. Close it (or use `with`): its temporary folder goes with it.

    `memory_limit` such as '4GB' bounds what DuckDB holds; beyond it, it spills below `temp` (the system's temporary
    folder when None). Raises EngineError when the settings are not understood.
    """

    name: ClassVar[str] = "duckdb"

    def __init__(
        self, memory_limit: str = "4GB", temp: Path | None = None, threads: int | None = None
    ) -> None:
        memory_bytes(memory_limit)  # DuckDB takes '-1GB' for no limit at all
        self._temp = new_temp_folder(temp)
        self._scanned: dict[Path, None] = {}
        settings: dict[str, str | bool | int | float | list[str]] = {
            **_SETTINGS,
            "memory_limit": memory_limit,
            "temp_directory": str(self._temp / "spill"),
        }
        if threads is not None:
            settings["threads"] = str(threads)
        try:
            self._connection = duckdb.connect(":memory:", config=settings)
            self._connection.execute("SET GLOBAL TimeZone = 'UTC'")
            exact_duckdb.define(self._connection)
            self._connection.execute("SET GLOBAL lock_configuration = true")
        except duckdb.Error as error:
            shutil.rmtree(self._temp, ignore_errors=True)
            raise refusal("opening DuckDB", error) from error

    @property
    def version(self) -> str:
        """Name and version."""
        return f"{self.name} {duckdb.__version__}"

    def view(self, name: str, sql: str) -> None:
        """Name a SELECT; a view of that name before is replaced."""
        self._execute(name, f"CREATE OR REPLACE VIEW {quote_name(name)} AS {sql}")

    def scan(self, paths: Sequence[Path], kind: str, options: Mapping[str, str]) -> str:
        """The FROM expression that reads `paths`; options as in ScanOptions. Raises EngineError."""
        chosen = ScanOptions.read(paths, kind, options)
        self._scanned.update(dict.fromkeys(paths))
        if kind == "parquet":
            return scan_parquet(paths, chosen)
        return scan_csv(paths, chosen, self._temp)

    def rows(self, query: Query) -> list[tuple[Cell, ...]]:
        """All rows of a bounded result, exact: whole DECIMALs as int. Raises EngineError."""
        relation = self._relation(query)
        refuse_inexact(query.name, _types(relation), in_rows=True)
        with self._refusing(query.name):
            found = relation.limit(ROWS_BOUND + 1).fetchall()
        return cells(query.name, relation.columns, found)

    def stream(self, query: Query, batch_rows: int = 65_536) -> Iterator[pa.RecordBatch]:
        """Arrow batches of a result of any size. Raises EngineError."""
        need_arrow()
        relation = self._relation(query)
        refuse_inexact(query.name, _types(relation))
        with self._refusing(query.name):
            yield from relation.to_arrow_reader(batch_rows)

    def write_parquet(self, query: Query, path: Path) -> Written:
        """Run a query to one Parquet file: whole or not at all, the same bytes for the same rows."""
        return write_whole(
            path, lambda partial: self._copy(query, partial, "FORMAT parquet, COMPRESSION zstd")
        )

    def keep(self, query: Query, path: Path) -> int:
        """Run a query to one Parquet file for a later query of this run; how many rows it has. Raises EngineError."""
        return self._copy(query, path, _KEPT)

    def map_groups(
        self,
        query: Query,
        keys: Sequence[str],
        kernel: Callable[[pa.Table], pa.Table],
        schema: pa.Schema,
    ) -> Iterator[pa.RecordBatch]:
        """Each group of equal keys through a kernel, in key order, one group in memory at a time.

        The query sorts by `keys`, ascending, first. Raises EngineError when it does not.
        """
        tables = groups(query.name, self.stream(query), keys)
        return through_kernel(query.name, tables, kernel, schema)

    def close(self) -> None:
        """End the engine and remove what it spilled."""
        self._connection.close()
        shutil.rmtree(self._temp, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _copy(self, query: Query, path: Path, form: str) -> int:
        refuse_inexact(query.name, _types(self._relation(query)))
        sql, values = _bound(query)
        written = self._execute(query.name, f"COPY ({sql}) TO {quote(str(path))} ({form})", values).fetchone()
        return int(written[0]) if written else 0

    def _relation(self, query: Query) -> duckdb.DuckDBPyRelation:
        sql, values = _bound(query)
        with self._refusing(query.name):
            # A cursor of its own: a stream that is still being read does not disturb the next query.
            return self._connection.cursor().sql(sql, params=values)

    def _execute(
        self, name: str, sql: str, values: Mapping[str, object] | None = None
    ) -> duckdb.DuckDBPyConnection:
        with self._refusing(name):
            return self._connection.cursor().execute(sql, dict(values or {}))

    def _refusing(self, name: str) -> _Refusing:
        return _Refusing(self._connection, list(self._scanned), name)


class _Refusing:
    """Turns DuckDB's errors into EngineError, naming the broken file where DuckDB does not."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, scanned: Sequence[Path], name: str) -> None:
        self._connection = connection
        self._scanned = scanned
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, duckdb.Error):
            where = blame_file(self._connection, error, self._scanned)
            raise refusal(self._name, error, where) from error


def _bound(query: Query) -> tuple[str, dict[str, object]]:
    """The query in DuckDB's `$name` form, and the values it uses."""
    sql = replace_parameters(query.sql, query.parameters, lambda name: f"${name}")
    return sql, bound_values(query.sql, query.parameters)


def _types(relation: duckdb.DuckDBPyRelation) -> list[tuple[str, str]]:
    return [(name, str(kind)) for name, kind in zip(relation.columns, relation.types, strict=True)]
