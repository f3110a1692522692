"""The loops of the trees as machine code: accounts, leaves, pads, nodes. Each row is `by_hashlib`'s, to the byte."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.swift.compiled import compiled
from hozen.rules.liabilities.swift.sha256 import (
    START,
    STATE_WORDS,
    Buffer,
    State,
    begin,
    copy,
    key_states,
    keyed,
    pad,
    put,
    run,
)
from hozen.rules.liabilities.swift.wide import put_word, sort_cuts, upper, word_at

_LEAF, _NODE, _PAD, _ACCOUNT, _KEY, _NONCE, _SPLIT = 0, 1, 2, 3, 7, 8, 9
_LEAF_BYTES, _NODE_BYTES, _PAD_BYTES = 114, 97, 41
_LONGEST = 1 + 32 + 255 + 72  # an account's hash is of the longest message


@compiled
def accounts(
    function: int, data: Buffer, ends: NDArray[np.int64], of_snapshot: Buffer, found: NDArray[np.uint8]
) -> None:
    """Key and hash of each account; the one before is not worked out again."""
    said, last = np.empty(_LONGEST, np.uint8), np.empty(64, np.uint8)
    states = np.empty((3, STATE_WORDS), np.uint32)
    state, inner, outer = states[0], states[1], states[2]
    key_states(function, of_snapshot, 0, said, inner, outer)
    pad(last, 32, 64)
    for row in range(len(ends) - 1):
        start, length = ends[row], ends[row + 1] - ends[row]
        if row > 0 and _as_before(data, ends, row):
            found[row] = found[row - 1]
            continue
        said[0] = _KEY
        copy(said, 1, data, start, length)
        keyed(function, inner, outer, said, pad(said, 1 + length, 64), state, last, found[row], 0)
        said[0] = _ACCOUNT
        copy(said, 1, found[row], 0, 32)
        copy(said, 33, data, start, length)
        begin(state, START)
        run(function, state, said, pad(said, 33 + length, 0))
        put(state, found[row], 32)


@compiled
def leaves(
    function: int,
    held: NDArray[np.uint8],
    units: NDArray[np.uint8],
    trees: NDArray[np.uint8],
    which: NDArray[np.int64],
    parts: int,
    found: NDArray[np.uint8],
) -> None:
    """`parts` nodes a holding; the states of a key are worked out once for rows that follow each other."""
    buffers = np.empty((5, 128), np.uint8)
    said, of_nonce, of_split, last, point = buffers[0], buffers[1], buffers[2], buffers[3], buffers[4]
    states = np.empty((3, STATE_WORDS), np.uint32)
    state, inner, outer = states[0], states[1], states[2]
    high, low = np.empty(parts + 1, np.uint64), np.empty(parts + 1, np.uint64)
    said[0], of_nonce[0], of_split[0] = _LEAF, _NONCE, _SPLIT
    pad(said, _LEAF_BYTES, 0)
    pad(of_nonce, 33, 64)
    pad(of_split, 34, 64)
    pad(last, 32, 64)
    for row in range(len(held)):
        if row == 0 or not _same(held, row, 32):
            key_states(function, held[row], 0, point, inner, outer)
        tree = trees[which[row]]
        copy(said, 1, tree, 0, 32)
        copy(said, 33, held[row], 32, 32)
        copy(of_nonce, 1, tree, 0, 32)
        keyed(function, inner, outer, of_nonce, 1, state, last, said, 65)
        copy(of_split, 1, tree, 0, 32)
        high[parts - 1], low[parts - 1] = word_at(units[row], 0), word_at(units[row], 8)
        for number in range(1, parts):
            of_split[33] = number
            keyed(function, inner, outer, of_split, 1, state, last, point, 0)
            _cut(high, low, number - 1, parts - 1, word_at(point, 0))
        sort_cuts(high, low, parts - 1)
        _put_parts(function, said, high, low, parts, state, found, row * parts)


@compiled
def _cut(high: NDArray[np.uint64], low: NDArray[np.uint64], at: int, whole: int, point: np.uint64) -> None:
    """floor(units × point / 2^64) into a place; the whole stands in another."""
    rest = upper(low[whole], point)
    low[at] = high[whole] * point + rest
    high[at] = upper(high[whole], point) + np.uint64(low[at] < rest)


@compiled
def _put_parts(
    function: int,
    said: Buffer,
    high: NDArray[np.uint64],
    low: NDArray[np.uint64],
    parts: int,
    state: State,
    found: NDArray[np.uint8],
    first: int,
) -> None:
    """From the edges of the parts to their leaves."""
    before_high, before_low = np.uint64(0), np.uint64(0)
    for part in range(parts):
        target = found[first + part]
        put_word(high[part] - before_high - np.uint64(low[part] < before_low), target, 32)
        put_word(low[part] - before_low, target, 40)
        before_high, before_low = high[part], low[part]
        said[97] = part
        copy(said, 98, target, 32, 16)
        begin(state, START)
        run(function, state, said, 2)
        put(state, target, 0)


@compiled
def pads(function: int, key: Buffer, first: int, found: NDArray[np.uint8]) -> None:
    """Pads from number `first` on; their units are 0 already."""
    said, state = np.empty(64, np.uint8), np.empty(STATE_WORDS, np.uint32)
    said[0] = _PAD
    copy(said, 1, key, 0, 32)
    pad(said, _PAD_BYTES, 0)
    for row in range(len(found)):
        put_word(np.uint64(first + row), said, 33)
        begin(state, START)
        run(function, state, said, 1)
        put(state, found[row], 0)


@compiled
def parents(function: int, nodes: NDArray[np.uint8], found: NDArray[np.uint8]) -> bool:
    """The nodes above pairs. False where a sum does not fit."""
    said, state = np.empty(128, np.uint8), np.empty(STATE_WORDS, np.uint32)
    said[0] = _NODE
    pad(said, _NODE_BYTES, 0)
    fits = True
    for row in range(len(found)):
        copy(said, 1, nodes[2 * row], 0, 48)
        copy(said, 49, nodes[2 * row + 1], 0, 48)
        begin(state, START)
        run(function, state, said, 2)
        put(state, found[row], 0)
        fits = _put_sum(said, found[row]) and fits
    return fits


@compiled
def _put_sum(said: Buffer, target: Buffer) -> bool:
    high, low = word_at(said, 33), word_at(said, 41) + word_at(said, 89)
    carry = np.uint64(low < word_at(said, 89))
    total = high + word_at(said, 81)
    put_word(total + carry, target, 32)
    put_word(low, target, 40)
    return bool(total >= high and total + carry >= total)


@compiled
def _same(rows: NDArray[np.uint8], row: int, count: int) -> bool:
    """Whether a row begins as the one before."""
    for at in range(count):  # noqa: SIM110  # machine code has no generators
        if rows[row, at] != rows[row - 1, at]:
            return False
    return True


@compiled
def _as_before(data: Buffer, ends: NDArray[np.int64], row: int) -> bool:
    """Whether a text is the one before."""
    length = ends[row + 1] - ends[row]
    if ends[row] - ends[row - 1] != length:
        return False
    for at in range(length):  # noqa: SIM110  # machine code has no generators
        if data[ends[row] + at] != data[ends[row - 1] + at]:
            return False
    return True
