"""How Bitcoin Core writes numbers, amounts and scripts in a snapshot of the unspent outputs."""

from __future__ import annotations

_FIELD = 2**256 - 2**32 - 977  # the prime of secp256k1
SPECIAL = 6  # script kinds with a number of their own
SIZES = (20, 20, 32, 32, 32, 32)
MAX_SCRIPT = 10_000  # a longer script can never be spent


def amount_of(packed: int) -> int:
    """Satoshi of a packed amount: decimal zeros at the end were taken off and counted."""
    if packed == 0:
        return 0
    packed, zeros = divmod(packed - 1, 10)
    if zeros == 9:
        return (packed + 1) * 10**9
    packed, digit = divmod(packed, 9)
    return (packed * 10 + digit + 1) * int(10**zeros)


def script_of(kind: int, data: bytes) -> bytes:
    """The script of a special kind (0 to 5). ValueError where the key is not on the curve."""
    if kind == 0:
        return b"\x76\xa9\x14" + data + b"\x88\xac"
    if kind == 1:
        return b"\xa9\x14" + data + b"\x87"
    if kind in {2, 3}:
        return b"\x21" + bytes((kind,)) + data + b"\xac"
    return b"\x41\x04" + data + _other_half(data, odd=kind == 5) + b"\xac"


def _other_half(data: bytes, *, odd: bool) -> bytes:
    """The y of an uncompressed key from its x: the square root of x³ + 7 with the parity asked for."""
    x = int.from_bytes(data, "big")
    square = (pow(x, 3, _FIELD) + 7) % _FIELD
    y = pow(square, (_FIELD + 1) // 4, _FIELD)
    if x >= _FIELD or y * y % _FIELD != square:
        raise ValueError("a key that is not on the curve")
    return (y if y % 2 == odd else _FIELD - y).to_bytes(32, "big")
