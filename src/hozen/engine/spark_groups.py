"""Sorted groups through a kernel on Spark's workers, and their answers back in key order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from hozen.engine.groups import groups, through_kernel
from hozen.engine.spark_session import without_pandas_warning

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

_ROW, _GROUP, _ANSWER = "hz_row", "hz_group", "hz_answer"


def map_sorted_groups(
    frame: DataFrame,
    name: str,
    keys: tuple[str, ...],
    kernel: Callable[[pa.Table], pa.Table],
    schema: pa.Schema,
) -> DataFrame:
    """Each group whole on one worker, its rows in the frame's order; the answers in the order of the groups."""
    from pyspark.sql.functions import monotonically_increasing_id
    from pyspark.sql.types import LongType

    out = _spark_schema(schema).add(_GROUP, LongType()).add(_ANSWER, LongType())

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return _answers(name, batches, keys, kernel, schema)

    # The id numbers the rows of the sorted frame: it carries the order across the shuffle.
    numbered = frame.withColumn(_ROW, monotonically_increasing_id())
    grouped = numbered.repartition(*keys).sortWithinPartitions(_ROW)
    with without_pandas_warning():
        answers = grouped.mapInArrow(work, out)
    return answers.orderBy(_GROUP, _ANSWER).drop(_GROUP, _ANSWER)


def _spark_schema(schema: pa.Schema) -> StructType:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema, prefer_timestamp_ntz=True)


def _answers(
    name: str,
    batches: Iterable[pa.RecordBatch],
    keys: tuple[str, ...],
    kernel: Callable[[pa.Table], pa.Table],
    schema: pa.Schema,
) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    for table in groups(name, batches, keys):
        first = table.column(_ROW)[0].as_py()
        answers = through_kernel(name, [table.drop_columns(_ROW)], kernel, schema)
        done = 0
        for batch in answers:
            group = pa.array([first] * batch.num_rows, pa.int64())
            row = pa.array(range(done, done + batch.num_rows), pa.int64())
            done += batch.num_rows
            yield pa.RecordBatch.from_arrays([*batch.columns, group, row], [*schema.names, _GROUP, _ANSWER])
