"""The hashing with libcrypto."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.arrays.hashing import too_large
from hozen.rules.liabilities.arrays.order import twice
from hozen.rules.liabilities.arrays.rows import NODE_SIZE, Rows, Texts
from hozen.rules.liabilities.encoding import HASH_SIZE
from hozen.rules.liabilities.errors import LiabilitiesRefused
from hozen.rules.liabilities.keys import snapshot_master
from hozen.rules.liabilities.swift import kernels, order

_Array = TypeVar("_Array", NDArray[np.uint8], NDArray[np.int64])


@dataclass(frozen=True, slots=True)
class ByLibcrypto:
    """OpenSSLによるハッシュ計算: `function` is the address of SHA256_Transform."""

    function: int

    @property
    def name(self) -> str:
        """What does it."""
        return "libcrypto"

    def accounts(self, ids: Texts, master: bytes, snapshot: bytes) -> Rows:
        """64 bytes an account: its key of the snapshot, then its hash."""
        found = np.empty((len(ids), 2 * HASH_SIZE), np.uint8)
        kernels.accounts(
            self.function, ids.data, ids.ends, _words(snapshot_master(master, snapshot)), _cells(found)
        )
        return found

    def leaves(self, held: Rows, units: Rows, trees: Rows, which: NDArray[np.int64], parts: int) -> Rows:
        """`parts` nodes a holding, one after the other."""
        found = np.empty((len(held) * parts, NODE_SIZE), np.uint8)
        keyed, ids = _cells(_own(held)), _cells(_own(trees))
        kernels.leaves(self.function, keyed, _own(units), ids, _own(which), parts, found)
        return found

    def pads(self, key: bytes, first: int, count: int) -> Rows:
        """Pads as nodes, from number `first` on."""
        found = np.zeros((count, NODE_SIZE), np.uint8)
        kernels.pads(self.function, _words(key), first, found)
        return found

    def parents(self, nodes: Rows) -> Rows:
        """The nodes above pairs of nodes. Raises LiabilitiesRefused for a sum of 2^128 or more."""
        found = np.empty((len(nodes) // 2, NODE_SIZE), np.uint8)
        if not kernels.parents(self.function, _cells(_own(nodes)), found):
            raise LiabilitiesRefused(too_large(), expected="below 2^128")
        return found

    def in_order(self, rows: Rows, size: int, what: str) -> Rows:
        """Rising by their first `size` bytes, a multiple of eight. Raises LiabilitiesRefused where two begin alike."""
        said = _own(rows)
        found, keys = np.empty_like(said), said.view(">u8")[:, 0].astype(np.uint64)
        if len(rows) and not order.in_order(keys, said, size // 8, _cells(said), _cells(found)):
            raise twice(what)
        return found

    def grouped(self, buckets: NDArray[np.int64], rows: Rows) -> Rows:
        """Rows in the order of their buckets."""
        said = _own(rows)
        found = np.empty_like(said)
        cells = [one if one.shape[1] % 8 else _cells(one) for one in (said, found)]
        if len(rows):
            order.grouped(_own(buckets), cells[0], int(buckets.max()) + 1, cells[1])
        return found


def _cells(rows: Rows) -> NDArray[np.uint64]:
    """The same memory in words of eight bytes."""
    return rows.view(np.uint64)


def _own(array: _Array) -> _Array:
    """In one piece and writable: machine code is made anew for every other kind of array."""
    return np.require(array, requirements=["C", "W"])


def _words(said: bytes) -> NDArray[np.uint64]:
    return np.frombuffer(said, np.uint64).copy()
