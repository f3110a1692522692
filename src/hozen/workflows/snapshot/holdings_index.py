"""Who holds what, by the hash of the account: a file to cut proofs with. It names nobody, and is never published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.arrays import Hashing, Rows
from hozen.rules.liabilities.encoding import HASH_SIZE

INDEX_SIZE = (
    32  # six bytes of the account's hash, two of the tree's number, eight more of the hash, sixteen of units
)
_KEY = 16
_FILE = "holdings.index"


@dataclass(frozen=True, slots=True)
class Holding:
    """資産別残高: the number of a tree, and smallest units in it."""

    tree: int
    units: int


@dataclass(frozen=True, slots=True)
class HeldColumns:
    """残高索引の列: the rows of an index as they are, and the number of the tree of each."""

    rows: Rows
    trees: NDArray[np.int64]

    def accounts(self, which: NDArray[np.int64]) -> Rows:
        """The first 14 bytes of some accounts' hashes."""
        some = self.rows[which]
        return np.concatenate([some[:, :6], some[:, 8:_KEY]], axis=1)

    def units(self, which: NDArray[np.int64]) -> Rows:
        """Sixteen bytes a row."""
        return np.ascontiguousarray(self.rows[which][:, _KEY:])


def index_rows(held: Rows, units: Rows, which: NDArray[np.int64]) -> Rows:
    """A row for each holding: what `accounts` yields of it, its 16 bytes of units, the number of its tree."""
    hashes = held[:, HASH_SIZE:]
    numbers = which.astype(">u2").view(np.uint8).reshape(-1, 2)
    return np.concatenate([hashes[:, :6], numbers, hashes[:, 6:14], units], axis=1)


def write_index(folder: Path, buckets: Iterable[Rows], hashing: Hashing) -> None:
    """Rows in buckets, which rise, to one file. Raises LiabilitiesRefused for an account twice in one tree."""
    with (folder / _FILE).open("xb") as file:
        for rows in buckets:
            file.write(np.ascontiguousarray(hashing.in_order(rows, _KEY, "balance")).data)


def holdings_of(folder: Path, account: bytes) -> tuple[Holding, ...]:
    """What an account holds, by the number of the tree. `account`: its hash. () for nobody. OSError."""
    path = folder / _FILE
    if not path.stat().st_size:
        return ()
    rows = np.memmap(path, np.uint8, "r").reshape(-1, INDEX_SIZE)
    at, found = _first(rows, account[:6]), []
    while at < len(rows) and rows[at, :6].tobytes() == account[:6]:
        said = rows[at].tobytes()
        if said[8:_KEY] == account[6:14]:
            found.append(Holding(int.from_bytes(said[6:8], "big"), int.from_bytes(said[_KEY:], "big")))
        at += 1
    return tuple(found)


def read_index(folder: Path) -> HeldColumns:
    """Every holding, without reading more than is asked for. OSError; ValueError for a file of another size."""
    path = folder / _FILE
    size = path.stat().st_size
    rows = np.memmap(path, np.uint8, "r") if size else np.empty(0, np.uint8)
    held = rows.reshape(-1, INDEX_SIZE)
    trees = np.ascontiguousarray(held[:, 6:8]).view(">u2")[:, 0].astype(np.int64)
    return HeldColumns(held, trees)


def _first(rows: Rows, start: bytes) -> int:
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        if rows[middle, :6].tobytes() < start:
            low = middle + 1
        else:
            high = middle
    return low
