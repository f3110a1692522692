"""Numbers of 128 bits as two words, as machine code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.swift.compiled import compiled

_HALF = np.uint64(32)
_LOW_HALF = np.uint64(0xFFFF_FFFF)
_EIGHT = np.uint64(8)
_BYTE = np.uint64(0xFF)


@compiled
def word_at(source: NDArray[np.uint8], at: int) -> np.uint64:
    """Eight bytes as a word."""
    found = np.uint64(0)
    for number in range(8):
        found = (found << _EIGHT) | np.uint64(source[at + number])
    return found


@compiled
def put_word(word: np.uint64, target: NDArray[np.uint8], at: int) -> None:
    """A word as eight bytes."""
    for number in range(8):
        target[at + number] = (word >> np.uint64(56 - 8 * number)) & _BYTE


@compiled
def upper(one: np.uint64, other: np.uint64) -> np.uint64:
    """The upper 64 bits of a product."""
    a, b, c, d = one >> _HALF, one & _LOW_HALF, other >> _HALF, other & _LOW_HALF
    cross = a * d + ((b * d) >> _HALF)  # at most 2^64 - 2^32: it cannot wrap around
    middle = b * c + (cross & _LOW_HALF)
    return a * c + (cross >> _HALF) + (middle >> _HALF)


@compiled
def sort_cuts(high: NDArray[np.uint64], low: NDArray[np.uint64], count: int) -> None:
    """The first `count` numbers in rising order, in place. They are few."""
    for end in range(1, count):
        at = end
        while at > 0 and (high[at] < high[at - 1] or (high[at] == high[at - 1] and low[at] < low[at - 1])):
            high[at], high[at - 1] = high[at - 1], high[at]
            low[at], low[at - 1] = low[at - 1], low[at]
            at -= 1
