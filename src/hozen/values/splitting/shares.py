"""floor(weight × total / Σ) and what is left of each, for many weights: fixed points of 64 or 128 bits, then put right.

The factor total / Σ is the same for every row. Cut after 64 (128) binary digits it gives a part that is exact or one
too small, since a weight is below 2^64 (2^127); what is left over, worked out exactly, says which.
"""

from __future__ import annotations

import numpy as np

from hozen.values.wide import Marks, Wide, Words, below, chosen, less, none, of_one_word, times

CHUNK = 1 << 13  # rows at a time: the working arrays stay in the processor's cache
_WORD = (1 << 64) - 1
_HALF = np.uint64(32)
_LOW_HALF = np.uint64(0xFFFF_FFFF)


def shares(weights: Wide, total: int, whole: int, *, narrow: bool, rests: Wide | None = None) -> Wide:
    """Parts of each weight; their remainders go into `rests`, if given.

    total < whole < 2^127; `narrow`: no weight and no Σ of 2^63 or more.
    """
    parts = room_for(len(weights), narrow=narrow)
    one_chunk = _narrow if narrow else _wide
    for start in range(0, len(weights), CHUNK):
        rows = slice(start, start + CHUNK)
        one_chunk(weights[rows], total, whole, parts[rows], rests and rests[rows])
    return parts


def room_for(count: int, *, narrow: bool) -> Wide:
    """Numbers to be written: of one word, where they are `narrow`."""
    return of_one_word(np.zeros(count, np.uint64)) if narrow else none(count)


def _narrow(weights: Wide, total: int, whole: int, parts: Wide, rests: Wide | None) -> None:
    point, sum_ = np.uint64((total << 64) // whole), np.uint64(whole)
    part = upper_word(weights.low, point)
    rest = weights.low * np.uint64(total) - part * sum_
    short = rest >= sum_
    parts.low[:] = part + short
    if rests is not None:
        rests.low[:] = np.where(short, rest - sum_, rest)


def _wide(weights: Wide, total: int, whole: int, parts: Wide, rests: Wide | None) -> None:
    point = (total << 128) // whole
    part, fraction = _upper(weights, point)
    if rests is None:
        parts.low[:], parts.high[:] = part.low, part.high
        _put_right(weights, total, whole, parts, fraction)
        return
    rest = _rest(weights, part, total, whole)
    short = ~below(rest, _constant(whole))
    parts.low[:], parts.high[:] = part.low, part.high
    _raise(parts, short)
    right = chosen(short, less(rest, _constant(whole)), rest)
    rests.low[:], rests.high[:] = right.low, right.high


def _put_right(weights: Wide, total: int, whole: int, parts: Wide, fraction: Words) -> None:
    """One more for each part that was cut too low. Only where the fraction is all but one can that be.

    What was cut of the factor is below weight / 2^128, so below (upper word + 1) / 2^64; of the fraction itself 1 / 2^64.
    """
    most = int(weights.high.max(initial=0)) + 2
    near = np.flatnonzero(fraction >= np.uint64((1 << 64) - most))
    if len(near):
        found = parts[near]
        _raise(found, ~below(_rest(weights[near], found, total, whole), _constant(whole)))
        parts.low[near], parts.high[near] = found.low, found.high


def _rest(weights: Wide, parts: Wide, total: int, whole: int) -> Wide:
    """weight × total − part × whole."""
    return less(product(weights, total), product(parts, whole))


def _raise(parts: Wide, which: Marks) -> None:
    parts.low[:] += which
    parts.high[:] += which & (parts.low == 0)


def upper_word(one: Words, other: np.uint64) -> Words:
    """The upper 64 bits of a product, by halves."""
    above, under, top, bottom = one >> _HALF, one & _LOW_HALF, other >> _HALF, other & _LOW_HALF
    cross = above * bottom + (under * bottom >> _HALF)  # at most 2^64 - 2^32: it cannot wrap around
    found: Words = above * top + (cross >> _HALF) + ((under * top + (cross & _LOW_HALF)) >> _HALF)
    return found


def _upper(numbers: Wide, by: int) -> tuple[Wide, Words]:
    """The upper 128 of the 256 bits of a product, and the 64 after them."""
    top, bottom = np.uint64(by >> 64), np.uint64(by & _WORD)
    first, second = times(numbers.high, bottom), times(numbers.low, top)
    middle = first.low + second.low
    carried = (middle < first.low).astype(np.uint64)
    after = middle + upper_word(numbers.low, bottom)
    carried += after < middle
    product = times(numbers.high, top)
    low = product.low + first.high
    high = product.high + (low < product.low)
    for more in (second.high, carried):
        raised = low + more
        high, low = high + (raised < low), raised
    return Wide(high, low), after


def product(numbers: Wide, by: int) -> Wide:
    """The lower 128 bits of a product: all of it where it is below 2^128."""
    top, bottom = np.uint64(by >> 64), np.uint64(by & _WORD)
    product = times(numbers.low, bottom)
    return Wide(product.high + numbers.high * bottom + numbers.low * top, product.low)


def _constant(number: int) -> Wide:
    return Wide(np.array([number >> 64], np.uint64), np.array([number & _WORD], np.uint64))
