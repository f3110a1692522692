"""SHA-256 and HMAC over buffers, as machine code. A buffer is a message with its padding; a state is eight words.

Whole numbers in machine code keep the kind that they begin with, so each constant says its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.swift.compiled import compiled, compress

Buffer = NDArray[np.uint8]
State = NDArray[np.uint32]
Words = NDArray[np.uint64]

STATE_WORDS = 28  # SHA256_CTX, of which the first eight are the state
START = np.array(
    [0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19],
    np.uint32,
)
_SECOND = np.uint32(0xFF00)
_HALF = np.uint64(32)
_WORD = 8
_INNER, _OUTER = np.uint64(0x3636363636363636), np.uint64(0x5C5C5C5C5C5C5C5C)
_SHIFTS = np.array([24, 16, 8, 0], np.uint32)


@compiled
def buffer(blocks: int) -> Buffer:
    """Room for so many blocks. From its second byte on, what comes after a tag, it can be written to in words."""
    return np.zeros(_WORD - 1 + 64 * blocks, np.uint8)[_WORD - 1 :]


@compiled
def words_of(message: Buffer) -> Words:
    """A buffer from its second byte on, in words of eight bytes."""
    return message[1 : 1 + (len(message) - 1) // _WORD * _WORD].view(np.uint64)


@compiled
def copy(target: Buffer, at: int, source: Buffer, start: int, count: int) -> None:
    """Bytes from one buffer into another."""
    for number in range(count):
        target[at + number] = source[start + number]


@compiled
def copy_words(target: Words, at: int, source: Words, start: int, count: int) -> None:
    """Words from one row into another."""
    for number in range(count):
        target[at + number] = source[start + number]


@compiled
def pad(buffer: Buffer, length: int, before: int) -> int:
    """Fill up a message of `length` bytes, of which `before` more bytes went ahead. How many blocks it has."""
    blocks = (length + 9 + 63) // 64
    for at in range(length, blocks * 64):
        buffer[at] = 0
    buffer[length] = 0x80
    bits = (length + before) * 8
    for at in range(8):
        buffer[blocks * 64 - 1 - at] = (bits >> (8 * at)) & 0xFF
    return blocks


@compiled
def begin(state: State, first: State) -> None:
    """A state as `first`."""
    for at in range(8):
        state[at] = first[at]


@compiled
def run(function: int, state: State, buffer: Buffer, blocks: int) -> None:
    """All blocks of a buffer into a state."""
    for at in range(blocks):
        compress(function, state.ctypes.data, buffer.ctypes.data + 64 * at)


@compiled
def put(state: State, target: Words, at: int) -> None:
    """A state as 32 bytes: four words."""
    for pair in range(4):
        target[at + pair] = (
            np.uint64(_turned(state[2 * pair])) | np.uint64(_turned(state[2 * pair + 1])) << _HALF
        )


@compiled
def _turned(value: np.uint32) -> np.uint32:
    """The same word with its bytes the other way round."""
    upper = (value << _SHIFTS[0]) | ((value & _SECOND) << _SHIFTS[2])
    return np.uint32(upper | ((value >> _SHIFTS[2]) & _SECOND) | (value >> _SHIFTS[0]))


@compiled
def key_states(function: int, key: Words, start: int, block: Words, inner: State, outer: State) -> None:
    """The two states of HMAC after its key of 32 bytes: four words from `start`. `block`: eight words to work in."""
    for at in range(8):
        block[at] = (key[start + at] if at < 4 else np.uint64(0)) ^ _INNER
    begin(inner, START)
    compress(function, inner.ctypes.data, block.ctypes.data)
    for at in range(8):
        block[at] ^= _INNER ^ _OUTER
    begin(outer, START)
    compress(function, outer.ctypes.data, block.ctypes.data)


@compiled
def keyed(
    function: int,
    inner: State,
    outer: State,
    message: Buffer,
    blocks: int,
    state: State,
    last: Words,
    target: Words,
    at: int,
) -> None:
    """HMAC of a padded message after `key_states`, as four words. `last`: a block padded for 32 bytes after 64."""
    begin(state, inner)
    run(function, state, message, blocks)
    put(state, last, 0)
    begin(state, outer)
    compress(function, state.ctypes.data, last.ctypes.data)
    put(state, target, at)


@compiled
def outer_block() -> Words:
    """A block that is padded for 32 bytes after a key's block of 64."""
    said = np.zeros(64, np.uint8)
    pad(said, 32, 64)
    return said.view(np.uint64)
