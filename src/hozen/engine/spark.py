"""The engine for those who outgrow one machine: the same SQL on Apache Spark."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import uuid4

from hozen.engine.cells import ROWS_BOUND, cells, refuse_inexact
from hozen.engine.parquet_file import write_whole
from hozen.engine.protocol import Cell, Written
from hozen.engine.scan_options import ScanOptions
from hozen.engine.spark_errors import refusing
from hozen.engine.spark_groups import map_sorted_groups
from hozen.engine.spark_scan import scan_csv, scan_parquet
from hozen.engine.spark_session import open_session
from hozen.engine.spark_words import as_spark
from hozen.engine.sql_text import bound_values, replace_parameters
from hozen.engine.temp_folder import new_temp_folder
from hozen.records import Query

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


class SparkEngine:
    """計算機: many machines, or this one. Close it (or use `with`): its temporary folder goes with it.

    The master is HOZEN_SPARK_MASTER, else this machine with `threads` cores (2 when None). Workers elsewhere need hozen
    with its spark extra, and must see the book's files and `temp` under the same paths. `memory_limit`
    sizes the driver, and counts only for the first engine of a process: later ones share its JVM.
    Raises EngineError when Java or PySpark is absent.
    """

    name: ClassVar[str] = "spark"

    def __init__(
        self, memory_limit: str = "4GB", temp: Path | None = None, threads: int | None = None
    ) -> None:
        self._temp = new_temp_folder(temp)
        try:
            self._session, self._owns_context = open_session(memory_limit, self._temp, threads or 2)
        except BaseException:
            shutil.rmtree(self._temp, ignore_errors=True)
            raise

    @property
    def version(self) -> str:
        """Name and version."""
        return f"{self.name} {self._session.version}"

    def view(self, name: str, sql: str) -> None:
        """Name a SELECT; a view of that name before is replaced."""
        with refusing(name):
            self._session.sql(as_spark(sql)).createOrReplaceTempView(name)

    def scan(self, paths: Sequence[Path], kind: str, options: Mapping[str, str]) -> str:
        """The FROM expression that reads `paths`; options as in ScanOptions. Raises EngineError."""
        chosen = ScanOptions.read(paths, kind, options)
        with refusing("scan"):
            if kind == "parquet":
                frame = scan_parquet(self._session, paths, chosen)
            else:
                frame = scan_csv(self._session, paths, chosen, self._temp)
            name = f"hz_scan_{uuid4().hex}"
            frame.createOrReplaceTempView(name)
        return name

    def rows(self, query: Query) -> list[tuple[Cell, ...]]:
        """All rows of a bounded result, exact: whole DECIMALs as int. Raises EngineError."""
        with refusing(query.name):
            frame = self._frame(query)
            refuse_inexact(query.name, _types(frame), in_rows=True)
            found = frame.limit(ROWS_BOUND + 1).collect()
        return cells(query.name, frame.columns, found)

    def stream(self, query: Query, batch_rows: int = 65_536) -> Iterator[pa.RecordBatch]:
        """Arrow batches of a result of any size, by way of Parquet files in the temporary folder."""
        with refusing(query.name):
            frame = self._frame(query)
            refuse_inexact(query.name, _types(frame))
            yield from self._batches(frame, batch_rows)

    def write_parquet(self, query: Query, path: Path) -> Written:
        """Run a query to one Parquet file: whole or not at all, the same bytes for the same rows."""

        def write(partial: Path) -> int:
            import pyarrow.parquet as pq

            parts = partial.with_suffix(".parts")
            try:
                with refusing(query.name):
                    frame = self._frame(query)
                    refuse_inexact(query.name, _types(frame))
                    # One task, so one file; coalescing keeps the order of a sort.
                    frame.coalesce(1).write.parquet(str(parts))
                (part,) = parts.glob("part-*.parquet")
                part.replace(partial)
            finally:
                shutil.rmtree(parts, ignore_errors=True)
            return int(pq.read_metadata(partial).num_rows)

        return write_whole(path, write)

    def keep(self, query: Query, path: Path) -> int:
        """As write_parquet: Spark has no quicker way to one file."""
        return self.write_parquet(query, path).rows

    def map_groups(
        self,
        query: Query,
        keys: Sequence[str],
        kernel: Callable[[pa.Table], pa.Table],
        schema: pa.Schema,
    ) -> Iterator[pa.RecordBatch]:
        """Each group of equal keys through a kernel, on the workers; answers in key order.

        The query sorts by `keys`, ascending, first. The kernel must be picklable. Raises EngineError.
        """
        with refusing(query.name):
            frame = self._frame(query)
            refuse_inexact(query.name, _types(frame))
            mapped = map_sorted_groups(frame, query.name, tuple(keys), kernel, schema)
            for batch in self._batches(mapped, 65_536):
                yield batch.cast(schema)

    def close(self) -> None:
        """End the session, and Spark itself where this engine started it."""
        if self._owns_context:
            self._session.stop()
        else:
            for table in self._session.catalog.listTables():
                if table.isTemporary:
                    self._session.catalog.dropTempView(table.name)
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

    def _frame(self, query: Query) -> DataFrame:
        sql = as_spark(replace_parameters(query.sql, query.parameters, lambda name: f":{name}"))
        return self._session.sql(sql, bound_values(query.sql, query.parameters))

    def _batches(self, frame: DataFrame, batch_rows: int) -> Iterator[pa.RecordBatch]:
        import pyarrow.parquet as pq

        folder = self._temp / f"stream-{uuid4().hex}"
        try:
            frame.write.parquet(str(folder))
            # The number in a part's name is its place in the order of the result.
            for part in sorted(folder.glob("part-*.parquet")):
                with pq.ParquetFile(part) as file:
                    yield from file.iter_batches(batch_rows)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _types(frame: DataFrame) -> list[tuple[str, str]]:
    """Types by name, as DuckDB would name those that lose something."""
    named = {"timestamp": "TIMESTAMP WITH TIME ZONE"}
    kinds = [(field.name, field.dataType.simpleString()) for field in frame.schema.fields]
    return [(name, named.get(kind, kind)) for name, kind in kinds]
