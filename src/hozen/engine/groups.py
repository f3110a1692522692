"""Sorted Arrow batches, one group of equal keys at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from hozen.engine.protocol import EngineError

if TYPE_CHECKING:
    import pyarrow as pa


def groups(name: str, batches: Iterable[pa.RecordBatch], keys: Sequence[str]) -> Iterator[pa.Table]:
    """Yield each run of equal keys as a Table; only one group is held at a time.

    Raises EngineError when the rows are not sorted by the keys, ascending: a group would come twice.
    """
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    last: tuple[object, ...] | None = None
    for batch in batches:
        for key, piece in _runs(batch, keys):
            if key != last:
                _refuse_unsorted(name, keys, last, key)
                if held:
                    yield pa.Table.from_batches(held)
                held, last = [], key
            held.append(piece)
    if held:
        yield pa.Table.from_batches(held)


def through_kernel(
    name: str, tables: Iterable[pa.Table], kernel: Callable[[pa.Table], pa.Table], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """The kernel's answer to each group, as batches of exactly `schema`."""
    import pyarrow as pa

    for table in tables:
        answer = kernel(table)
        try:
            exact = answer.select(schema.names).cast(schema)
        except (pa.ArrowInvalid, KeyError) as error:
            raise EngineError(
                f"{name}: the kernel's table does not fit its schema",
                found=str(answer.schema),
                expected=str(schema),
            ) from error
        yield from exact.to_batches()


def _runs(batch: pa.RecordBatch, keys: Sequence[str]) -> Iterator[tuple[tuple[object, ...], pa.RecordBatch]]:
    """(key, slice) for each run of equal keys in one batch."""
    if not batch.num_rows:
        return
    starts = [0, *_changes(batch, keys)]
    for start, stop in zip(starts, [*starts[1:], batch.num_rows], strict=True):
        key = tuple(batch.column(name)[start].as_py() for name in keys)
        yield key, batch.slice(start, stop - start)


def _changes(batch: pa.RecordBatch, keys: Sequence[str]) -> list[int]:
    """Row numbers at which any key differs from the row before."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = batch.num_rows
    differs = pa.array([False] * (rows - 1), pa.bool_())
    for name in keys:
        column = batch.column(name)
        before, after = column.slice(0, rows - 1), column.slice(1)
        unequal = pc.fill_null(pc.not_equal(before, after), pc.xor(before.is_null(), after.is_null()))
        differs = pc.or_(differs, unequal)
    return [index + 1 for index in pc.indices_nonzero(differs).to_pylist()]


def _refuse_unsorted(
    name: str, keys: Sequence[str], last: tuple[object, ...] | None, key: tuple[object, ...]
) -> None:
    # NULL sorts first on both engines.
    if last is not None and _rank(key) <= _rank(last):
        raise EngineError(
            f"{name}: rows are not sorted by their group keys",
            found=f"{key} after {last}",
            expected="ORDER BY " + ", ".join(keys) + " first",
        )


def _rank(key: tuple[object, ...]) -> list[tuple[bool, object]]:
    return [(value is not None, value if value is not None else 0) for value in key]
