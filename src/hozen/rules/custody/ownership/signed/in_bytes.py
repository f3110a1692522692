"""Bytes as the Bitcoin protocol lays them: little-endian numbers, and lengths before what they count."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from hozen.rules.custody.ownership.signed.verified import NotProven

_MARKS = {0xFD: (2, 0xFD), 0xFE: (4, 0x1_0000), 0xFF: (8, 0x1_0000_0000)}  # first byte: (bytes, least value)


def double_sha256(data: bytes) -> bytes:
    """SHA-256 of the SHA-256."""
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def little(number: int, size: int) -> bytes:
    """`number` in `size` bytes, the lowest first."""
    return number.to_bytes(size, "little")


def compact(number: int) -> bytes:
    """CompactSize: one byte below 253, else a mark and 2, 4 or 8 bytes."""
    for mark, (size, least) in sorted(_MARKS.items(), reverse=True):
        if number >= least:
            return bytes([mark]) + little(number, size)
    return bytes([number])


def sized(data: bytes) -> bytes:
    """`data` with its length before it."""
    return compact(len(data)) + data


@dataclass(slots=True)
class Reader:
    """Takes bytes from the front. NotProven where they end too early or a length is not in its shortest form."""

    data: bytes
    at: int = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        end = self.at + count
        if end > len(self.data):
            raise NotProven("malformed")
        part, self.at = self.data[self.at : end], end
        return part

    def little(self, size: int) -> int:
        """A number of `size` bytes, the lowest first."""
        return int.from_bytes(self.take(size), "little")

    def compact(self) -> int:
        """A CompactSize."""
        first = self.take(1)[0]
        if first not in _MARKS:
            return first
        size, least = _MARKS[first]
        number = self.little(size)
        if number < least:
            raise NotProven("malformed")
        return number

    def sized(self) -> bytes:
        """Bytes with their length before them."""
        return self.take(self.compact())

    def stack(self) -> tuple[bytes, ...]:
        """A count, and so many sized parts."""
        return tuple(self.sized() for _ in range(self.compact()))

    @property
    def left(self) -> int:
        """Bytes not taken yet."""
        return len(self.data) - self.at

    def end(self) -> None:
        """NotProven where bytes are left over."""
        if self.left:
            raise NotProven("malformed")
