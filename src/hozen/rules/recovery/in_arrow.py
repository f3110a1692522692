"""Claims out of Arrow tables, and distributions into them, a column at a time and without copies of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hozen.rules.recovery.distribution import Distribution
from hozen.rules.recovery.errors import RecoveryRefused
from hozen.rules.recovery.facts import Claims
from hozen.values.splitting.arrays import Ranks
from hozen.values.wide import Wide, from_decimals, none, to_decimals

if TYPE_CHECKING:
    import pyarrow as pa


def claims_of(table: pa.Table) -> Claims:
    """Columns: claim_id, units DECIMAL(38,0); if there: paid DECIMAL(38,0), disputed, unclaimed, early BOOL, priority INT.

    RecoveryRefused for an empty cell, a number below nothing, and a claim id that stands twice.
    """
    given = {name: _column(table, name) for name in table.column_names}
    if not {"claim_id", "units"} <= set(given):
        raise RecoveryRefused("a column is missing", found=sorted(given), expected="claim_id and units")
    return Claims(
        units=_wide(given["units"]),
        ranks=ranks_of(given["claim_id"]),
        paid=_wide(given["paid"]) if "paid" in given else None,
        disputed=_plain(given["disputed"]) if "disputed" in given else None,
        early=_plain(given["early"]) if "early" in given else None,
        unclaimed=_plain(given["unclaimed"]) if "unclaimed" in given else None,
        priority=_plain(given["priority"]).astype(np.int64) if "priority" in given else None,
    )


def ranks_of(ids: pa.Array) -> Ranks | None:
    """Each id's place in their order; None where they stand in it. RecoveryRefused where one stands twice."""
    import pyarrow.compute as pc

    if len(ids) < 2 or pc.all(pc.less(ids[:-1], ids[1:])).as_py():
        return None
    ranks: Ranks = pc.rank(ids, tiebreaker="dense").to_numpy().astype(np.int64)
    if int(ranks.max()) < len(ids):
        raise RecoveryRefused("a claim id stands twice", found=f"{len(ids)} rows, {ranks.max()} ids")
    return ranks


COLUMNS = ("entitled", "pay", "held", "unclaimed", "deferred")


def as_arrow(ids: pa.Array, found: Distribution, columns: Sequence[str] = COLUMNS) -> pa.Table:
    """claim_id and the amounts asked for, DECIMAL(38,0)."""
    import pyarrow as pa

    numbers = {name: getattr(found, name) for name in columns}
    return pa.table({"claim_id": ids, **{name: decimals(one) for name, one in numbers.items()}})


def decimals(numbers: Wide) -> pa.Array:
    """A DECIMAL(38,0) column."""
    import pyarrow as pa

    memory = pa.py_buffer(np.ascontiguousarray(to_decimals(numbers)))
    return pa.Array.from_buffers(pa.decimal128(38, 0), len(numbers), [None, memory])


def _column(table: pa.Table, name: str) -> pa.Array:
    pieces = table.column(name)
    column = pieces.chunk(0) if pieces.num_chunks == 1 else pieces.combine_chunks()  # one piece is not copied
    if column.null_count:
        raise RecoveryRefused("an empty cell", where=name, found=f"{column.null_count} rows")
    return column


def _wide(column: pa.Array) -> Wide:
    import pyarrow as pa

    if column.type != pa.decimal128(38, 0):
        raise RecoveryRefused(
            "a column of another type", found=str(column.type), expected="decimal128(38, 0)"
        )
    if not len(column):
        return none(0)
    words = np.frombuffer(column.buffers()[1], np.uint64)[2 * column.offset :][: 2 * len(column)]
    try:
        return from_decimals(words)
    except OverflowError as fault:
        raise RecoveryRefused("a claim below nothing", expected="0 or more") from fault


def _plain(column: pa.Array) -> NDArray[Any]:
    found: NDArray[Any] = column.to_numpy(zero_copy_only=False)
    return found
