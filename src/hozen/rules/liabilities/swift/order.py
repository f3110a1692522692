"""Rows in order, as machine code. They begin with hashes, which are spread evenly: one pass puts nearly all in place.

Rows are moved as `cells`, the same memory in words of eight bytes where that goes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.swift.compiled import compiled
from hozen.rules.liabilities.swift.wide import word_at

_Rows = NDArray[np.uint8]
_Cells = NDArray[np.uint8] | NDArray[np.uint64]
_Places = NDArray[np.int64]


@compiled
def grouped(buckets: _Places, cells: _Cells, count: int, found: _Cells) -> None:
    """Rows in the order of their buckets, which are below `count`."""
    places = np.zeros(count + 1, np.int64)
    for row in range(len(buckets)):
        places[buckets[row] + 1] += 1
    for bucket in range(count):
        places[bucket + 1] += places[bucket]
    for row in range(len(buckets)):
        place = places[buckets[row]]
        places[buckets[row]] = place + 1
        for at in range(cells.shape[1]):
            found[place, at] = cells[row, at]


@compiled
def in_order(keys: NDArray[np.uint64], rows: _Rows, words: int, cells: _Cells, found: _Cells) -> bool:
    """Rising by so many words of eight bytes, `keys` the first of them. False where two rows have the same ones."""
    count = len(rows)
    order = _nearly(keys)
    for end in range(1, count):
        moved, at = order[end], end
        while at > 0 and _before(rows, keys, moved, order[at - 1], words):
            order[at] = order[at - 1]
            at -= 1
        order[at] = moved
    rises = True
    for place in range(count):
        for at in range(cells.shape[1]):
            found[place, at] = cells[order[place], at]
        if place > 0:
            rises = rises and _before(rows, keys, order[place - 1], order[place], words)
    return rises


@compiled
def _nearly(keys: NDArray[np.uint64]) -> _Places:
    """Rows by the leading bits in which keys differ: about one in a place where they are spread evenly."""
    count = len(keys)
    low, high = keys.min(), keys.max()
    shift = np.uint64(0)
    while np.int64((high - low) >> shift) < 0 or np.int64((high - low) >> shift) >= 2 * count:
        shift += np.uint64(1)
    places = np.zeros(np.int64((high - low) >> shift) + 2, np.int64)
    for row in range(count):
        places[np.int64((keys[row] - low) >> shift) + 1] += 1
    for slot in range(len(places) - 1):
        places[slot + 1] += places[slot]
    order = np.empty(count, np.int64)
    for row in range(count):
        place = np.int64((keys[row] - low) >> shift)
        order[places[place]] = row
        places[place] += 1
    return order


@compiled
def _before(rows: _Rows, keys: NDArray[np.uint64], one: int, other: int, words: int) -> bool:
    """Whether a row stands before another."""
    if keys[one] != keys[other]:
        return bool(keys[one] < keys[other])
    for word in range(1, words):
        mine, theirs = word_at(rows[one], 8 * word), word_at(rows[other], 8 * word)
        if mine != theirs:
            return bool(mine < theirs)
    return False
