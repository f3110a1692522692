"""Which bucket a row belongs to, by its kind and its first bytes; a bucket is small enough to be put in order at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.arrays import Rows

_MOST_BITS = 16


@dataclass(frozen=True, slots=True)
class Buckets:
    """区分: the first bucket of each kind, and by how many leading bits its rows are told apart."""

    first: NDArray[np.int64]
    bits: NDArray[np.int64]

    def of(self, kinds: NDArray[np.int64], rows: Rows) -> NDArray[np.int64]:
        """The bucket of each row. Every kind's buckets come one after the other, and their rows rise with them."""
        leading = rows[:, 0].astype(np.int64) << 8 | rows[:, 1]
        return self.first[kinds] + (leading >> (_MOST_BITS - self.bits[kinds]))

    def all_of(self, kind: int) -> range:
        """The buckets of a kind, in order."""
        first = int(self.first[kind])
        return range(first, first + (1 << int(self.bits[kind])))


def buckets_for(counts: Sequence[int], rows_each: int) -> Buckets:
    """For so many rows of each kind, evenly spread, about `rows_each` in a bucket at most."""
    needed = [max(-(-count // rows_each) - 1, 0).bit_length() for count in counts]
    bits = np.array([min(one, _MOST_BITS) for one in needed], np.int64)
    ends = np.cumsum(1 << bits)
    return Buckets(ends - (1 << bits), bits)
