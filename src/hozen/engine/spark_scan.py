"""How Spark reads a book's files: the same columns, NULLs and refusals as DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.engine.csv_file import as_utf8, check_encoding, check_records, header
from hozen.engine.protocol import EngineError
from hozen.engine.scan_options import MAX_LINE, ScanOptions

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def scan_parquet(session: SparkSession, paths: Sequence[Path], options: ScanOptions) -> DataFrame:
    """Columns are matched by name; a file that lacks one gives NULLs."""
    for path in paths:
        _check_footer(path)
    if not options.position:
        files = [str(path.absolute()) for path in paths]
        return session.read.option("mergeSchema", "true").parquet(*files)
    return _union([_parquet_with_position(session, path) for path in paths])


def scan_csv(session: SparkSession, paths: Sequence[Path], options: ScanOptions, temp: Path) -> DataFrame:
    """Every column as text, an empty field as NULL. Files may order their columns differently."""
    return _union([_csv(session, path, options, temp) for path in paths])


def _union(frames: Sequence[DataFrame]) -> DataFrame:
    return reduce(lambda left, right: left.unionByName(right, allowMissingColumns=True), frames)


def _check_footer(path: Path) -> None:
    # Spark's own error for a truncated file does not name it.
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        pq.read_metadata(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise EngineError(
            f"{path.name} cannot be read",
            where=str(path),
            found=str(error)[:300],
            expected="a whole Parquet file",
            try_next="write the file again from its source; it is broken",
        ) from error


def _parquet_with_position(session: SparkSession, path: Path) -> DataFrame:
    from pyspark.sql.functions import col, lit

    frame = session.read.parquet(str(path.absolute()))
    position = (col("_metadata.row_index") + 1).alias("file_row_number")
    return frame.select("*", lit(str(path)).alias("filename"), position)


def _csv(session: SparkSession, path: Path, options: ScanOptions, temp: Path) -> DataFrame:
    from pyspark.sql.functions import col, lit, monotonically_increasing_id, nullif
    from pyspark.sql.types import StringType, StructField, StructType

    names = header(path, options)
    if options.encoding == "utf-8":
        # Spark would put U+FFFD for a byte that is not UTF-8.
        check_encoding(path, options.encoding)
    text = as_utf8(path, options.encoding, temp)
    check_records(text, options.of_utf8())
    reader = session.read.schema(StructType([StructField(name, StringType()) for name in names]))
    frame = reader.csv(
        str(text.absolute()),
        header=True,
        sep=options.delimiter,
        quote='"',
        escape='"',
        multiLine=True,
        mode="FAILFAST",
        maxCharsPerColumn=MAX_LINE,
        unescapedQuoteHandling="RAISE_ERROR",
    )
    columns = [nullif(col(f"`{name}`"), lit("")).alias(name) for name in names]
    if options.position:
        # A file of multi-line records is one partition: its ids run from 0 in file order.
        number = (monotonically_increasing_id() + 1).alias("file_row_number")
        columns += [lit(str(path)).alias("filename"), number]
    return frame.select(*columns)
