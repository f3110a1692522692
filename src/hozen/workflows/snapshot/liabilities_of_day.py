"""What customers are owed on a day, out of the engine in batches of arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hozen.engine import Cell, Engine
from hozen.rules.liabilities import ChainPoint, LiabilitiesRefused, Side
from hozen.rules.liabilities.arrays import Rows, Texts
from hozen.rules.liabilities.measures import chain_points, holdings, trees

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 1 << 17
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class TreeSum:
    """木の内訳: one asset on one side; how many accounts hold it, and what that comes to in the ledger."""

    side: Side
    asset: str
    decimals: int
    accounts: int
    total: int


@dataclass(frozen=True, slots=True)
class Batch:
    """残高の一括: account ids, 16 bytes of units each, above 0, and the number of the tree that each belongs to."""

    ids: Texts
    units: Rows
    which: NDArray[np.int64]


def tree_sums(engine: Engine, day: date) -> tuple[TreeSum, ...]:
    """Every tree of the day, in the order of the commitment."""
    found = [
        TreeSum(Side[str(side).upper()], str(asset), _whole(decimals), _whole(accounts), _whole(total or 0))
        for side, asset, decimals, accounts, total in engine.rows(trees(day))
    ]
    return tuple(sorted(found, key=lambda one: (one.side, one.asset.encode("utf-8"))))


def points_of(engine: Engine, day: date) -> tuple[ChainPoint, ...]:
    """The block at which each chain was read, where the book says."""
    return tuple(
        ChainPoint(str(chain), _whole(height), str(block))
        for chain, height, block in engine.rows(chain_points(day))
    )


def batches(engine: Engine, day: date, sums: tuple[TreeSum, ...]) -> Iterator[Batch]:
    """Every holding above 0. Raises LiabilitiesRefused for an id that the format cannot hold."""
    for side in Side:
        numbers = {one.asset: number for number, one in enumerate(sums) if one.side is side}
        if numbers:
            for batch in engine.stream(holdings(day, side), _BATCH):
                yield _batch(batch, numbers)


def _batch(batch: pa.RecordBatch, numbers: Mapping[str, int]) -> Batch:
    import pyarrow as pa

    assets = batch.column("asset").dictionary_encode()
    names = np.array([numbers[name] for name in assets.dictionary.to_pylist()], np.int64)
    ids = batch.column("account").cast(pa.large_binary())
    return Batch(_texts(ids), _units(batch.column("units")), names[assets.indices.to_numpy()])


def _texts(ids: pa.Array) -> Texts:
    offsets, data = ids.buffers()[1:]
    ends = np.frombuffer(offsets, np.int64)[ids.offset : ids.offset + len(ids) + 1]
    lengths = np.diff(ends)
    wrong = np.flatnonzero((lengths < 1) | (lengths > _LONGEST))
    if len(wrong):
        at = int(wrong[0])
        raise LiabilitiesRefused(
            "an account id that the format cannot hold",
            where="customer_balances.customer_id",
            found=f"{ids[at].as_py().decode()[:60]}… ({lengths[at]} bytes)",
            expected=f"1 to {_LONGEST} bytes of UTF-8",
        )
    return Texts(np.frombuffer(data or b"", np.uint8), ends)


def _units(column: pa.Array) -> Rows:
    """DECIMAL(38,0) as Arrow keeps it, lower bytes first, turned around."""
    said = np.frombuffer(column.buffers()[1], np.uint8).reshape(-1, 16)
    return np.ascontiguousarray(said[column.offset : column.offset + len(column), ::-1])


def _whole(cell: Cell) -> int:
    if type(cell) is not int:
        raise TypeError(f"a measure must yield a whole number, not {cell!r}")
    return cell
