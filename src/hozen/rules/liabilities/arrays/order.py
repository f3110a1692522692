"""Rows in the order of the bytes that they begin with. Law-neutral."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.arrays.rows import Rows
from hozen.rules.liabilities.errors import LiabilitiesRefused


def in_order(rows: Rows, size: int, what: str) -> Rows:
    """Rising by their first `size` bytes, a multiple of eight. Raises LiabilitiesRefused where two begin alike."""
    words = np.ascontiguousarray(rows).view(">u8")[:, : size // 8]
    first = words[:, 0].astype(np.uint64)
    order = np.argsort(first)
    rising = first[order]
    if not bool(np.all(rising[1:] > rising[:-1])):
        order = _whole_order(words.astype(np.uint64), what)
    return rows[order]


def _whole_order(words: NDArray[np.uint64], what: str) -> NDArray[np.int64]:
    """The first eight bytes did not tell all rows apart."""
    order = np.lexsort(words.T[::-1])
    ordered = words[order]
    if bool(np.any(np.all(ordered[1:] == ordered[:-1], axis=1))):
        raise twice(what)
    return order


def twice(what: str) -> LiabilitiesRefused:
    """Two rows begin alike."""
    return LiabilitiesRefused(f"one {what} twice", where=what, expected=f"every {what} once")
