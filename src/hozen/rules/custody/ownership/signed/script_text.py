"""Reading a script without running it: its operations, and what kind of lock an output is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hozen.rules.custody.ownership.signed.in_bytes import Reader
from hozen.rules.custody.ownership.signed.verified import NotProven

_LONGEST_DIRECT = 0x4B
_PUSH_SIZES = {0x4C: 1, 0x4D: 2, 0x4E: 4}  # PUSHDATA1, 2 and 4: bytes of their length
_LAST_NUMBER = 0x60  # OP_16: up to here an operation only puts something on the stack
_NEGATIVE, _RESERVED, _ONE = 0x4F, 0x50, 0x51


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; `pushed` is what it puts on the stack, None for an operation that does something else."""

    code: int
    pushed: bytes | None = None


def operations(script: bytes) -> Iterator[Operation]:
    """Every operation in order. NotProven where a push runs over the end."""
    reader = Reader(script)
    while reader.left:
        code = reader.take(1)[0]
        yield Operation(code, _pushed(code, reader))


def _pushed(code: int, reader: Reader) -> bytes | None:
    if code in _PUSH_SIZES:
        return reader.take(reader.little(_PUSH_SIZES[code]))
    if code <= _LONGEST_DIRECT:
        return reader.take(code)
    if code == _NEGATIVE:
        return b"\x81"
    return bytes([code - _ONE + 1]) if _ONE <= code <= _LAST_NUMBER else None


def pushes(script: bytes) -> tuple[bytes, ...]:
    """What a script that only pushes leaves on the stack. NotProven for one that does more, or not the short way."""
    found = tuple(operations(script))
    if any(one.pushed is None or not _shortest(one.code, one.pushed) for one in found):
        raise NotProven("script_sig_not_plain")
    return tuple(one.pushed or b"" for one in found)


def _shortest(code: int, pushed: bytes) -> bool:
    """MINIMALDATA: each thing is pushed by the shortest operation that can."""
    small = len(pushed) == 1 and (1 <= pushed[0] <= 16 or pushed[0] == 0x81)
    if small:
        return _NEGATIVE <= code <= _LAST_NUMBER
    if len(pushed) <= _LONGEST_DIRECT:
        return code == len(pushed)
    size = next(mark for mark, bytes_ in _PUSH_SIZES.items() if len(pushed) < 1 << 8 * bytes_)
    return code == size


def witness_program(script: bytes) -> tuple[int, bytes] | None:
    """Version and program of a witness output (BIP-141); None for any other."""
    if not 4 <= len(script) <= 42 or script[1] != len(script) - 2:
        return None
    if script[0] == 0:
        return 0, script[2:]
    return (script[0] - _ONE + 1, script[2:]) if _ONE <= script[0] <= _LAST_NUMBER else None


def is_key_hash(script: bytes) -> bool:
    """Pay to public key hash."""
    return len(script) == 25 and script[:3] == b"\x76\xa9\x14" and script[23:] == b"\x88\xac"


def is_script_hash(script: bytes) -> bool:
    """Pay to script hash (BIP-16)."""
    return len(script) == 23 and script[:2] == b"\xa9\x14" and script[22:] == b"\x87"
