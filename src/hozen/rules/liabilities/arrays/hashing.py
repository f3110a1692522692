"""What a builder over arrays asks of whatever does its hashing and ordering. Law-neutral."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.arrays.rows import Rows, Texts


class Hashing(Protocol):
    """ハッシュ計算: the hashes of hozen-proof/1 for many rows at once, and rows in order. The bytes are always the same."""

    @property
    def name(self) -> str:
        """What does it, for people to read."""
        ...

    def accounts(self, ids: Texts, master: bytes, snapshot: bytes) -> Rows:
        """64 bytes an account: its key of the snapshot, then its hash."""
        ...

    def leaves(self, held: Rows, units: Rows, trees: Rows, which: NDArray[np.int64], parts: int) -> Rows:
        """`parts` nodes a holding, one after the other.

        `held`: what `accounts` yields, a row for each holding. `units`: 16 bytes, above 0. `which`: the row of `trees`, the
        ids of trees, that a holding belongs to.
        """
        ...

    def pads(self, key: bytes, first: int, count: int) -> Rows:
        """Pads as nodes, from number `first` on."""
        ...

    def parents(self, nodes: Rows) -> Rows:
        """The nodes above pairs of nodes. Raises LiabilitiesRefused for a sum of 2^128 or more."""
        ...

    def in_order(self, rows: Rows, size: int, what: str) -> Rows:
        """Rising by their first `size` bytes, a multiple of eight. Raises LiabilitiesRefused where two begin alike."""
        ...

    def grouped(self, buckets: NDArray[np.int64], rows: Rows) -> Rows:
        """Rows in the order of their buckets, in no order within one."""
        ...


def too_large() -> str:
    """What is said of a total that 128 bits do not hold."""
    return "together more than the format can hold"
