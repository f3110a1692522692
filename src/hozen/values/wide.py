"""Unsigned numbers of 128 bits, many together: exact, nothing wraps around unseen. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Marks = NDArray[np.bool_]

_CHUNK = 1 << 14
_WRAPS = 1 << 64
_HALF = np.uint64(32)
_SIGN = 63
_ZERO = np.uint64(0)
_LOW_HALF = np.uint64(0xFFFF_FFFF)


@dataclass(frozen=True, slots=True)
class Wide:
    """128ビット整数の列: the upper and the lower 64 bits of each number."""

    high: Words
    low: Words

    def __len__(self) -> int:
        return len(self.low)

    def __getitem__(self, which: slice | NDArray[np.int64]) -> Wide:
        return Wide(self.high[which], self.low[which])

    def number(self, at: int) -> int:
        """One of them as a plain number."""
        return int(self.high[at]) << 64 | int(self.low[at])

    def big_endian(self) -> NDArray[np.uint8]:
        """Sixteen bytes a row."""
        return np.stack([self.high, self.low], axis=1).astype(">u8").view(np.uint8)


def wide(numbers: Iterable[int]) -> Wide:
    """From plain numbers, 0 to 2^128 - 1. OverflowError for others."""
    said = b"".join(number.to_bytes(16, "big") for number in numbers)
    words = np.frombuffer(said, ">u8").astype(np.uint64).reshape(-1, 2)
    return Wide(words[:, 0], words[:, 1])


def wide_of(rows: NDArray[np.uint8]) -> Wide:
    """From sixteen bytes a row."""
    words = np.ascontiguousarray(rows).view(">u8").astype(np.uint64)
    return Wide(np.ascontiguousarray(words[:, 0]), np.ascontiguousarray(words[:, 1]))


def of_one_word(low: Words) -> Wide:
    """From numbers of 64 bits. Their upper words are one zero in memory, read only: seen at a glance, and never moved."""
    return Wide(np.broadcast_to(_ZERO, len(low)), low)


def none(count: int) -> Wide:
    """So many zeros."""
    return Wide(np.zeros(count, np.uint64), np.zeros(count, np.uint64))


def repeated(number: int, count: int) -> Wide:
    """One number, so many times; read only."""
    words = np.array([number >> 64, number & (1 << 64) - 1], np.uint64)
    return Wide(np.broadcast_to(words[0], count), np.broadcast_to(words[1], count))


def from_decimals(little_endian: Words) -> Wide:
    """From the memory of an Arrow DECIMAL(38,0) column: two words a number, the lower first.

    Numbers that all fit into one word are put together; others are not copied. OverflowError for a number below nothing.
    """
    high, low = little_endian[1::2], little_endian[::2]
    top = int(high.max(initial=0))
    if top >> _SIGN:
        raise OverflowError("a number below nothing")
    return Wide(high, low) if top else of_one_word(np.ascontiguousarray(low))


def to_decimals(numbers: Wide) -> Words:
    """To the memory of an Arrow DECIMAL(38,0) column."""
    words = np.empty((len(numbers), 2), np.uint64)
    words[:, 0], words[:, 1] = numbers.low, numbers.high
    return words


def sum_of(numbers: Wide, most: int | None = None) -> int:
    """Σ, exact however large. `most`: what it is known not to exceed, which spares a look at the numbers."""
    if most is not None and most < _WRAPS:
        return int(numbers.low.sum())
    high = 0 if _one_zero(numbers.high) else _sum(numbers.high)
    return (high << 64) + _sum(numbers.low)


def largest(numbers: Wide) -> int:
    """The largest of them; 0 for none."""
    high = 0 if _one_zero(numbers.high) else int(numbers.high.max(initial=0))
    at_top = numbers.low if high == 0 else numbers.low[numbers.high == np.uint64(high)]
    return high << 64 | int(at_top.max(initial=0))


def plus(one: Wide, other: Wide) -> Wide:
    """Sums. OverflowError where one does not fit into 128 bits."""
    low = one.low + other.low
    if _one_zero(one.high) and _one_zero(other.high) and not np.any(low < one.low):
        return of_one_word(low)
    high = one.high + other.high
    carried = high + (low < one.low)
    if bool(np.any((high < one.high) | (carried < high))):
        raise OverflowError("a sum does not fit into 128 bits")
    return Wide(carried, low)


def minus(one: Wide, other: Wide) -> Wide:
    """Differences. OverflowError where one would be below nothing."""
    if bool(below(one, other).any()):
        raise OverflowError("a difference below nothing")
    return less(one, other)


def less(one: Wide, other: Wide) -> Wide:
    """Differences modulo 2^128: for who knows that none is below nothing."""
    low = one.low - other.low
    if _one_zero(one.high) and _one_zero(other.high):
        return of_one_word(low)
    return Wide(one.high - other.high - (one.low < other.low), low)


def below(one: Wide, other: Wide) -> NDArray[np.bool_]:
    """Which are smaller."""
    found: NDArray[np.bool_]
    if _of_one_word(one, other):  # most assets: a fifth of the work
        found = one.low < other.low
        return found
    found = (one.high < other.high) | ((one.high == other.high) & (one.low < other.low))
    return found


def _of_one_word(one: Wide, other: Wide) -> bool:
    return all(_one_zero(each.high) or not each.high.any() for each in (one, other))


def _one_zero(words: Words) -> bool:
    """Whether they are known at a glance to be zero: all one place in memory."""
    return words.strides == (0,) and bool(len(words)) and not words[0]


def chosen(which: NDArray[np.bool_], yes: Wide, no: Wide) -> Wide:
    """From `yes` where it is so, else from `no`."""
    if _one_zero(yes.high) and _one_zero(no.high):
        return of_one_word(np.where(which, yes.low, no.low))
    return Wide(np.where(which, yes.high, no.high), np.where(which, yes.low, no.low))


def at_most(numbers: Wide, limit: int) -> Wide:
    """Each number, or the limit where it is larger."""
    most = repeated(limit, len(numbers))
    return chosen(below(numbers, most), numbers, most)


def the_larger(one: Wide, other: Wide) -> Wide:
    """The larger of each pair."""
    return chosen(below(one, other), other, one)


def part_of(units: Wide, points: Words) -> Wide:
    """floor(units × point / 2^64), to the last unit."""
    upper, rest = times(units.high, points), times(units.low, points)
    return plus(upper, Wide(np.zeros_like(points), rest.high))


def _sum(words: Words) -> int:
    """Σ at once where it fits into 64 bits, else by halves, so that nothing wraps around (pieces stay in the cache)."""
    if int(words.max(initial=0)) * len(words) < _WRAPS:
        return int(words.sum())
    pieces = (words[start : start + _CHUNK] for start in range(0, len(words), _CHUNK))
    return sum((int((one >> _HALF).sum()) << 32) + int((one & _LOW_HALF).sum()) for one in pieces)


def times(one: Words, other: Words | np.uint64) -> Wide:
    """All 128 bits of a product of 64-bit numbers, by halves."""
    a, b, c, d = one >> _HALF, one & _LOW_HALF, other >> _HALF, other & _LOW_HALF
    cross = a * d + (b * d >> _HALF)  # at most 2^64 - 2^32: it cannot wrap around
    middle = b * c + (cross & _LOW_HALF)
    high = a * c + (cross >> _HALF) + (middle >> _HALF)
    return Wide(high, (middle << _HALF) | (b * d & _LOW_HALF))
