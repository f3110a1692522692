"""One row of bytes for one value: how texts and numbers enter a hash of `hozen-proof/1`.

Numbers are unsigned and big-endian. ValueError for what has no such bytes.
"""

from __future__ import annotations

from hashlib import sha256
from hmac import digest

UNITS_END = 1 << 128  # amounts and sums are below this
HASH_SIZE = 32
MOST_PARTS = 16
MOST_HEIGHT = 48  # so that a position has its exact number in every JSON reader
_LONGEST_TEXT = 255


class Tag:
    """種別: the first byte of whatever is hashed, so that no row of bytes can be taken for one of another kind."""

    LEAF = b"\x00"
    NODE = b"\x01"
    PAD = b"\x02"
    ACCOUNT = b"\x03"
    TREE = b"\x04"
    SNAPSHOT = b"\x05"
    COMMITMENT = b"\x06"
    KEY = b"\x07"
    NONCE = b"\x08"
    SPLIT = b"\x09"
    PAD_KEY = b"\x0a"
    KEYS_OF_SNAPSHOT = b"\x0b"
    PADS_SECRET = b"\x0c"
    SIGNATURE = b"\x0d"


def hashed(*pieces: bytes) -> bytes:
    """SHA-256 of the pieces, one after the other."""
    return sha256(b"".join(pieces)).digest()


def keyed(key: bytes, *pieces: bytes) -> bytes:
    """HMAC-SHA-256 of the pieces, one after the other."""
    return digest(key, b"".join(pieces), "sha256")


def u8(number: int) -> bytes:
    """One byte."""
    return _unsigned(number, 1)


def u64(number: int) -> bytes:
    """Eight bytes."""
    return _unsigned(number, 8)


def u128(number: int) -> bytes:
    """Sixteen bytes: smallest units of an asset."""
    return _unsigned(number, 16)


def text(said: str) -> bytes:
    """UTF-8, sign by sign as it is, after its length in one byte. 1 to 255 bytes."""
    raw = said.encode("utf-8")
    if not 0 < len(raw) <= _LONGEST_TEXT:
        raise ValueError(f"{len(raw)} bytes of text, not 1 to {_LONGEST_TEXT}")
    return u8(len(raw)) + raw


def _unsigned(number: int, size: int) -> bytes:
    if type(number) is not int or not 0 <= number < 1 << (8 * size):
        raise ValueError(f"{number!r} is not a whole number from 0 to 2^{8 * size} - 1")
    return number.to_bytes(size, "big")
