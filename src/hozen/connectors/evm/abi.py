"""The contract ABI, as far as balances need it: words of 32 bytes, heads first, then tails. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WORD = 32
BALANCE_OF = bytes.fromhex("70a08231")  # balanceOf(address), ERC-20
DECIMALS = bytes.fromhex("313ce567")  # decimals(), ERC-20
ETH_BALANCE = bytes.fromhex("4d2301cc")  # getEthBalance(address), Multicall3
AGGREGATE3 = bytes.fromhex("82ad56cb")  # aggregate3((address,bool,bytes)[]), Multicall3


@dataclass(frozen=True, slots=True)
class Tail:
    """An encoding of no fixed length: its head is an offset, and it stands after all heads."""

    data: bytes


def word(value: int) -> bytes:
    """A number ≥ 0, or a flag, as one word. OverflowError beyond 256 bits."""
    return value.to_bytes(WORD, "big")


def address_word(address: bytes) -> bytes:
    """An address as one word."""
    return address.rjust(WORD, b"\0")


def joined(*parts: bytes | Tail) -> bytes:
    """A tuple: words, and offsets of what has no fixed length, then that itself."""
    end = sum(WORD if isinstance(part, Tail) else len(part) for part in parts)
    heads, tails = [], []
    for part in parts:
        if isinstance(part, Tail):
            heads.append(word(end))
            tails.append(part.data)
            end += len(part.data)
        else:
            heads.append(part)
    return b"".join((*heads, *tails))


def blob(data: bytes) -> Tail:
    """`bytes` or `string`: the length, then the data filled up with zeros to whole words."""
    return Tail(word(len(data)) + data + bytes(-len(data) % WORD))


def listed(items: Sequence[bytes | Tail]) -> Tail:
    """`T[]`: how many, then they as a tuple."""
    return Tail(word(len(items)) + joined(*items))


def asking(selector: bytes, address: bytes) -> bytes:
    """The call data of a function that takes one address."""
    return selector + address_word(address)


def aggregate3(calls: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Multicall3's call data for (contract, call data) of each; a call that fails spoils no other."""
    parts = [Tail(joined(address_word(contract), word(True), blob(data))) for contract, data in calls]
    return AGGREGATE3 + joined(listed(parts))


def uint_of(data: bytes) -> int:
    """One uint256. ValueError where the data is not exactly one word."""
    if len(data) != WORD:
        raise ValueError(f"{len(data)} bytes, not {WORD}")
    return int.from_bytes(data, "big")


def results_of(data: bytes, count: int) -> list[tuple[bool, bytes]]:
    """(success, data) of each of `count` calls, out of aggregate3's answer. ValueError for anything else."""
    start = _uint(data, 0)
    if _uint(data, start) != count:
        raise ValueError(f"{_uint(data, start)} results, not {count}")
    return list(_results(data, start + WORD, count))


def _results(data: bytes, base: int, count: int) -> Iterator[tuple[bool, bytes]]:
    for number in range(count):
        at = base + _uint(data, base + number * WORD)
        success, where = _uint(data, at), at + _uint(data, at + WORD)
        size = _uint(data, where)
        found = data[where + WORD : where + WORD + size]
        if success > 1 or len(found) != size:
            raise ValueError(f"result {number + 1} is cut off or no flag")
        yield bool(success), found


def _uint(data: bytes, at: int) -> int:
    return uint_of(data[at : at + WORD])
