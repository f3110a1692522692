"""Many messages of one length as rows of bytes, hashed together. Law-neutral."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from hozen.rules.liabilities.encoding import HASH_SIZE

Rows = NDArray[np.uint8]
"""One message a row, all of one length."""

Hasher = Callable[[Rows], Rows]
"""The SHA-256 of each row: 32 bytes a row."""

_BLOCK = 64  # bytes that SHA-256 takes at a time; HMAC fills its key up to it


def by_hashlib(rows: Rows) -> Rows:
    """The hasher that every Python has."""
    width = rows.shape[1]
    said = np.ascontiguousarray(rows).tobytes()
    found = b"".join([sha256(said[at : at + width]).digest() for at in range(0, len(said), width)])
    return np.frombuffer(found, np.uint8).reshape(-1, HASH_SIZE)


def side_by_side(count: int, *pieces: bytes | Rows) -> Rows:
    """`count` rows: bytes stand in every row, rows in their own."""
    columns = [_column(count, piece) for piece in pieces]
    return np.concatenate(columns, axis=1)


def keyed_rows(hasher: Hasher, keys: Rows, *pieces: bytes | Rows) -> Rows:
    """HMAC-SHA-256 of each row under its own key of 32 bytes."""
    count = len(keys)
    inner = hasher(side_by_side(count, _filled(keys, 0x36), *pieces))
    return hasher(side_by_side(count, _filled(keys, 0x5C), inner))


def rows_of(values: list[bytes]) -> Rows:
    """Hashes or keys, one a row."""
    return np.frombuffer(b"".join(values), np.uint8).reshape(-1, HASH_SIZE)


def _column(count: int, piece: bytes | Rows) -> Rows:
    if isinstance(piece, bytes):
        return np.broadcast_to(np.frombuffer(piece, np.uint8), (count, len(piece)))
    return piece


def _filled(keys: Rows, sign: int) -> Rows:
    found = np.full((len(keys), _BLOCK), sign, np.uint8)
    found[:, :HASH_SIZE] ^= keys
    return found
