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

    def view(self, name: str, sql: str) -> None:
        """Name a SELECT. The door builds one per table: typed columns over the book's files."""
        ...

    def scan(self, paths: Sequence[Path], kind: str, options: Mapping[str, str]) -> str:
        """The FROM expression that reads `paths` ('parquet' or 'csv', every CSV column as text)."""
        ...

    def rows(self, query: Query) -> list[tuple[Cell, ...]]:
        """All rows of a *bounded* result. DECIMAL(38,0) arrives as int; a float is an EngineError."""
        ...

    def stream(self, query: Query, batch_rows: int = 65_536) -> Iterator[pa.RecordBatch]:
        """Arrow batches of a result of any size (needs the `arrow` extra)."""
        ...

    def write_parquet(self, query: Query, path: Path) -> Written:
        """Run a query straight to one Parquet file, ordered as the query says; same input, same rows."""
        ...

    def map_groups(
        self,
        query: Query,
        keys: Sequence[str],
        kernel: Callable[[pa.Table], pa.Table],
        schema: pa.Schema,
    ) -> Iterator[pa.RecordBatch]:
        """Hand each group of equal keys, sorted as the query sorts, to a kernel (`arrow` extra)."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
