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
    Words,
    begin,
    buffer,
    copy,
    copy_words,
    key_states,
    keyed,
    outer_block,
    pad,
    put,
    run,
    words_of,
)
from hozen.rules.liabilities.swift.wide import put_word, sort_cuts, upper, word_at

Rows8 = NDArray[np.uint8]
Rows64 = NDArray[np.uint64]

_LEAF, _NODE, _PAD, _ACCOUNT, _KEY, _NONCE, _SPLIT = 0, 1, 2, 3, 7, 8, 9
_LEAF_BYTES, _NODE_BYTES, _PAD_BYTES = 114, 97, 41
_BLOCKS = 5  # an account's hash is of the longest message: 1 + 32 + 255 bytes and nine more


@compiled
def accounts(function: int, data: Buffer, ends: NDArray[np.int64], of_snapshot: Words, found: Rows64) -> None:
    """Key and hash of each account; the one before is not worked out again. A row is eight words."""
    said, last, block = buffer(_BLOCKS), outer_block(), np.empty(8, np.uint64)
    words = words_of(said)
    states = np.empty((3, STATE_WORDS), np.uint32)
    state, inner, outer = states[0], states[1], states[2]
    key_states(function, of_snapshot, 0, block, inner, outer)
    for row in range(len(ends) - 1):
        start, length = ends[row], ends[row + 1] - ends[row]
        if row > 0 and _as_before(data, ends, row):
            copy_words(found[row], 0, found[row - 1], 0, 8)
            continue
        said[0] = _KEY
        copy(said, 1, data, start, length)
        keyed(function, inner, outer, said, pad(said, 1 + length, 64), state, last, found[row], 0)
        said[0] = _ACCOUNT
        copy_words(words, 0, found[row], 0, 4)
        copy(said, 33, data, start, length)
        begin(state, START)
        run(function, state, said, pad(said, 33 + length, 0))
        put(state, found[row], 4)


@compiled
def leaves(
    function: int,
    held: Rows64,
    units: Rows8,
    trees: Rows64,
    which: NDArray[np.int64],
    parts: int,
    found: Rows8,
) -> None:
    """`parts` nodes a holding; the states of a key are worked out once for rows that follow each other."""
    said, of_nonce, of_split = buffer(2), buffer(1), buffer(1)
    words, nonce_words, split_words = words_of(said), words_of(of_nonce), words_of(of_split)
    last, block, point = outer_block(), np.empty(8, np.uint64), np.empty(4, np.uint64)
    point_bytes = point.view(np.uint8)
    states = np.empty((3, STATE_WORDS), np.uint32)
    state, inner, outer = states[0], states[1], states[2]
    high, low = np.empty(parts + 1, np.uint64), np.empty(parts + 1, np.uint64)
    said[0], of_nonce[0], of_split[0] = _LEAF, _NONCE, _SPLIT
    pad(said, _LEAF_BYTES, 0)
    pad(of_nonce, 33, 64)
    pad(of_split, 34, 64)
    for row in range(len(held)):
        if row == 0 or not _same_key(held, row):
            key_states(function, held[row], 0, block, inner, outer)
        tree = trees[which[row]]
        copy_words(words, 0, tree, 0, 4)
        copy_words(words, 4, held[row], 4, 4)
        copy_words(nonce_words, 0, tree, 0, 4)
        keyed(function, inner, outer, of_nonce, 1, state, last, words, 8)
        copy_words(split_words, 0, tree, 0, 4)
        high[parts - 1], low[parts - 1] = word_at(units[row], 0), word_at(units[row], 8)
        for number in range(1, parts):
            of_split[33] = number
            keyed(function, inner, outer, of_split, 1, state, last, point, 0)
            _cut(high, low, number - 1, parts - 1, word_at(point_bytes, 0))
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
    found: Rows8,
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
        put(state, target.view(np.uint64), 0)


@compiled
def pads(function: int, key: Words, first: int, found: Rows8) -> None:
    """Pads from number `first` on; their units are 0 already."""
    said, state, rows = buffer(1), np.empty(STATE_WORDS, np.uint32), found.view(np.uint64)
    said[0] = _PAD
    copy_words(words_of(said), 0, key, 0, 4)
    pad(said, _PAD_BYTES, 0)
    for row in range(len(found)):
        put_word(np.uint64(first + row), said, 33)
        begin(state, START)
        run(function, state, said, 1)
        put(state, rows[row], 0)


@compiled
def parents(function: int, nodes: Rows64, found: Rows8) -> bool:
    """The nodes above pairs; a node is six words. False where a sum does not fit."""
    said, state, rows = buffer(2), np.empty(STATE_WORDS, np.uint32), found.view(np.uint64)
    words = words_of(said)
    said[0] = _NODE
    pad(said, _NODE_BYTES, 0)
    fits = True
    for row in range(len(found)):
        copy_words(words, 0, nodes[2 * row], 0, 6)
        copy_words(words, 6, nodes[2 * row + 1], 0, 6)
        begin(state, START)
        run(function, state, said, 2)
        put(state, rows[row], 0)
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
def _same_key(held: Rows64, row: int) -> bool:
    """Whether a row has the key of the one before."""
    for at in range(4):  # noqa: SIM110  # machine code has no generators
        if held[row, at] != held[row - 1, at]:
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
