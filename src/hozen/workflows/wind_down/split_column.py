"""按分の列: a whole amount split over a column of the engine, by arrays, to the last unit and in the order of the query."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hozen.engine import Engine
from hozen.records import Query
from hozen.values.splitting.arrays import split_wide_at_most
from hozen.values.wide import Wide, from_decimals, to_decimals


if TYPE_CHECKING:
    import pyarrow as pa


def split_column(engine: Engine, query: Query, total: int, path: Path) -> None:
    """`query` yields (customer_id, weight) in the order that breaks ties; `path` gets (customer_id, part) in that order.

    Σ of the parts is the least of `total` and Σ of the weights: nobody gets more than the weight. Needs `arrow`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_batches(
        engine.stream(query), pa.schema([("customer_id", pa.string()), ("weight", pa.decimal128(38, 0))])
    )
    parts = split_wide_at_most(total, _wide(table.column("weight")))
    column = pa.Array.from_buffers(
        pa.decimal128(38, 0), len(parts), [None, pa.py_buffer(np.ascontiguousarray(to_decimals(parts)))]
    )
    pq.write_table(pa.table({"customer_id": table.column("customer_id"), "part": column}), path)


def _wide(column: pa.ChunkedArray) -> Wide:
    words = [np.frombuffer(buffer, np.uint64) for buffer in _buffers(column)]
    return from_decimals(np.concatenate(words) if words else np.empty(0, np.uint64))


def _buffers(column: pa.ChunkedArray) -> Iterator[memoryview]:
    """The 16 bytes of each number, chunk by chunk."""
    for chunk in column.chunks:
        yield memoryview(chunk.buffers()[1])[16 * chunk.offset : 16 * (chunk.offset + len(chunk))]
