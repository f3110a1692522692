"""SHA-256 and HMAC over buffers, as machine code. A buffer is a message with its padding; a state is eight words.

Whole numbers in machine code keep the kind that they begin with, so each constant says its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.swift.compiled import compiled, compress

Buffer = NDArray[np.uint8]
State = NDArray[np.uint32]

STATE_WORDS = 28  # SHA256_CTX, of which the first eight are the state
START = np.array(
    [0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19],
    np.uint32,
)
_BYTE = np.uint32(0xFF)
_SHIFTS = np.array([24, 16, 8, 0], np.uint32)


@compiled
def copy(target: Buffer, at: int, source: Buffer, start: int, count: int) -> None:
    """Bytes from one buffer into another."""
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
def put(state: State, target: Buffer, at: int) -> None:
    """A state as 32 bytes."""
    for word in range(8):
        value = state[word]
        target[at + 4 * word] = (value >> _SHIFTS[0]) & _BYTE
        target[at + 4 * word + 1] = (value >> _SHIFTS[1]) & _BYTE
        target[at + 4 * word + 2] = (value >> _SHIFTS[2]) & _BYTE
        target[at + 4 * word + 3] = value & _BYTE


@compiled
def key_states(function: int, key: Buffer, start: int, buffer: Buffer, inner: State, outer: State) -> None:
    """The two states of HMAC after its key of 32 bytes."""
    for at in range(64):
        buffer[at] = key[start + at] ^ 0x36 if at < 32 else 0x36
    begin(inner, START)
    run(function, inner, buffer, 1)
    for at in range(64):
        buffer[at] ^= 0x36 ^ 0x5C
    begin(outer, START)
    run(function, outer, buffer, 1)


@compiled
def keyed(
    function: int,
    inner: State,
    outer: State,
    message: Buffer,
    blocks: int,
    state: State,
    last: Buffer,
    target: Buffer,
    at: int,
) -> None:
    """HMAC of a padded message after `key_states`, as 32 bytes. `last`: a block padded for 32 bytes after 64."""
    begin(state, inner)
    run(function, state, message, blocks)
    put(state, last, 0)
    begin(state, outer)
    run(function, state, last, 1)
    put(state, target, at)
