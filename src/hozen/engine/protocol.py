"""What an engine offers: tables in, exact rows, Arrow batches and Parquet out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar, Protocol, Self

from hozen.errors import HozenError
from hozen.records import Query

if TYPE_CHECKING:
    import pyarrow as pa

Cell = int | str | date | datetime | bool | None


class EngineError(HozenError):
    """The engine refused or failed a query (overflow, memory limit, broken file)."""

    code: ClassVar[str] = "engine"


@dataclass(frozen=True, slots=True)
class Written:
    """A Parquet file that an engine wrote."""

    path: Path
    rows: int
    sha256: str


class Engine(Protocol):
    """計算機: where tables run. DuckDB here, Spark there; the same SQL text on both."""

    name: ClassVar[str]

    @property
    def version(self) -> str:
        """Name and version, e.g. 'duckdb 2.0.0': what the bytes of a written file depend on."""
        ...

    def view(self, name: str, sql: str) -> None:
        """Name a SELECT. The door builds one per table: typed columns over the book's files."""
        ...

    def scan(self, paths: Sequence[Path], kind: str, options: Mapping[str, str]) -> str:
        """The FROM expression that reads `paths` ('parquet' or 'csv').

        CSV columns are all text, an empty field is NULL; columns are matched by name. Options: `encoding`, `delimiter`
        (CSV) and `position` = 'true', which adds `filename` and `file_row_number` (the first data row is 1).
        Raises EngineError for a file that is missing, broken or not of its encoding.
        """
        ...

    def rows(self, query: Query) -> list[tuple[Cell, ...]]:
        """All rows of a *bounded* result (at most 100,000). DECIMAL(38,0) arrives as int.

        Raises EngineError for a float, a fraction, or more rows.
        """
        ...

    def stream(self, query: Query, batch_rows: int = 65_536) -> Iterator[pa.RecordBatch]:
        """Arrow batches of a result of any size (needs the `arrow` extra)."""
        ...

    def write_parquet(self, query: Query, path: Path) -> Written:
        """Run a query straight to one Parquet file, ordered as the query says; whole or not at all.

        The same rows in the same order give the same bytes on the same engine and version.
        """
        ...

    def keep(self, query: Query, path: Path) -> int:
        """Run a query to one Parquet file for a later query of this run to read; how many rows it has.

        For steps between, which nobody else reads: quick to write and to read, neither hashed nor forced to the disk.
        """
        ...

    def map_groups(
        self,
        query: Query,
        keys: Sequence[str],
        kernel: Callable[[pa.Table], pa.Table],
        schema: pa.Schema,
    ) -> Iterator[pa.RecordBatch]:
        """Hand each group of equal keys, sorted as the query sorts, to a kernel (`arrow` extra).

        The query's ORDER BY begins with `keys`, ascending; answers come in key order.
        """
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
