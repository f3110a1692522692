"""Bitcoin addresses of the main network, and the scripts they stand for (BIP-13, BIP-173, BIP-350)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hozen.rules.custody.ownership.signed.in_bytes import double_sha256
from hozen.rules.custody.ownership.signed.verified import NotProven

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_OLD, _NEW = 1, 0x2BC830A3  # what the checksum comes to: Bech32 for version 0, Bech32m for all later ones
_PREFIX = "bc"
_KEY_HASH, _SCRIPT_HASH = 0x00, 0x05
_LONGEST = 90


def script_of(address: str) -> bytes:
    """The output script of an address. NotProven for what is no address of the main network."""
    if address.lower().startswith(f"{_PREFIX}1"):
        version, program = _segwit(address)
        return bytes([0x50 + version if version else 0, len(program)]) + program
    kind, content = _base58(address)
    if kind == _KEY_HASH:
        return b"\x76\xa9\x14" + content + b"\x88\xac"
    if kind == _SCRIPT_HASH:
        return b"\xa9\x14" + content + b"\x87"
    raise NotProven("address_unreadable")


def _base58(address: str) -> tuple[int, bytes]:
    number = 0
    if not 25 <= len(address) <= 35:
        raise NotProven("address_unreadable")
    for sign in address:
        number = number * 58 + _digit(_BASE58, sign)
    zeros = len(address) - len(address.lstrip("1"))
    data = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    if len(data) != 25 or double_sha256(data[:21])[:4] != data[21:]:
        raise NotProven("address_unreadable")
    return data[0], data[1:21]


def _digit(alphabet: str, sign: str) -> int:
    at = alphabet.find(sign)
    if at < 0:
        raise NotProven("address_unreadable")
    return at


def _segwit(address: str) -> tuple[int, bytes]:
    text = address.lower()
    if address not in (text, address.upper()) or len(text) > _LONGEST:
        raise NotProven("address_unreadable")
    digits = [_digit(_BECH32, sign) for sign in text[len(_PREFIX) + 1 :]]
    if len(digits) < 7 or _checksum(digits) != (_NEW if digits[0] else _OLD):
        raise NotProven("address_unreadable")
    version, program = digits[0], _eights(digits[1:-6])
    if version > 16 or not 2 <= len(program) <= 40 or (version == 0 and len(program) not in (20, 32)):
        raise NotProven("address_unreadable")
    return version, program


def _checksum(digits: Iterable[int]) -> int:
    spread = [*(ord(sign) >> 5 for sign in _PREFIX), 0, *(ord(sign) & 31 for sign in _PREFIX)]
    value = 1
    for digit in (*spread, *digits):
        top, value = value >> 25, (value & 0x1FFFFFF) << 5 ^ digit
        for bit, step in enumerate(_STEPS):
            value ^= step if top >> bit & 1 else 0
    return value


def _eights(fives: Sequence[int]) -> bytes:
    number = 0
    for five in fives:
        number = number << 5 | five
    spare = len(fives) * 5 % 8
    if spare >= 5 or number & ((1 << spare) - 1):
        raise NotProven("address_unreadable")
    return (number >> spare).to_bytes(len(fives) * 5 // 8, "big")
