"""Bitcoin addresses to the scripts they stand for: base58check, bech32 (BIP-173) and bech32m (BIP-350)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_CONST, _BECH32M_CONST = 1, 0x2BC830A3
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6  # characters of bech32


@dataclass(frozen=True, slots=True)
class Network:
    """ビットコインのネットワーク: what its addresses begin with, and the magic of its messages."""

    name: str
    magic: bytes
    prefix: str  # of bech32
    key_hash: int  # version byte of base58
    script_hash: int


NETWORKS = (
    Network("main", bytes.fromhex("f9beb4d9"), "bc", 0x00, 0x05),
    Network("testnet3", bytes.fromhex("0b110907"), "tb", 0x6F, 0xC4),
    Network("testnet4", bytes.fromhex("1c163f28"), "tb", 0x6F, 0xC4),
    Network("signet", bytes.fromhex("0a03cf40"), "tb", 0x6F, 0xC4),
    Network("regtest", bytes.fromhex("fabfb5da"), "bcrt", 0x6F, 0xC4),
)
MAIN = NETWORKS[0]


def script_of(address: str, network: Network = MAIN) -> bytes:
    """The output script of an address. ValueError, with the reason, for anything that is not one of that network."""
    head = address.lower().rpartition("1")[0]
    if head == network.prefix:
        return _of_segwit(address)
    if head in {one.prefix for one in NETWORKS}:
        raise ValueError(f"an address of another network ({head})")
    return _of_base58(address, network)


def _of_segwit(address: str) -> bytes:
    data, constant = _bech32(address)
    version, program = data[0], _regroup(data[1:])
    if version > 16 or not 2 <= len(program) <= 40:
        raise ValueError("no witness program")
    if version == 0 and len(program) not in {20, 32}:
        raise ValueError("a version 0 program of another length than 20 or 32")
    if constant != (_BECH32_CONST if version == 0 else _BECH32M_CONST):
        raise ValueError("the checksum is of the other kind (bech32 for version 0, bech32m above)")
    opcode = 0 if version == 0 else 0x50 + version
    return bytes((opcode, len(program))) + program


def _bech32(text: str) -> tuple[list[int], int]:
    """The data without its checksum, and the constant that the checksum comes to."""
    if text.lower() != text and text.upper() != text:
        raise ValueError("upper and lower case in one address")
    head, _, tail = text.lower().rpartition("1")
    if len(text) > 90 or len(tail) <= _CHECKSUM:
        raise ValueError("not the length of a bech32 address")
    if any(letter not in _BECH32 for letter in tail):
        raise ValueError("a letter that bech32 does not have")
    data = [_BECH32.index(letter) for letter in tail]
    spread = [ord(letter) >> 5 for letter in head] + [0] + [ord(letter) & 31 for letter in head]
    constant = _polymod([*spread, *data])
    if constant not in {_BECH32_CONST, _BECH32M_CONST}:
        raise ValueError("the checksum does not fit: a letter is wrong")
    return data[:-_CHECKSUM], constant


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            check ^= generator if top >> bit & 1 else 0
    return check


def _regroup(data: Iterable[int]) -> bytes:
    """Groups of five bits as bytes; what is left over must be fewer than five bits, all zero."""
    held = bits = 0
    out = bytearray()
    for value in data:
        held, bits = held << 5 | value, bits + 5
        if bits >= 8:
            bits -= 8
            out.append(held >> bits & 0xFF)
            held &= (1 << bits) - 1
    if bits >= 5 or held:
        raise ValueError("the padding is not zero")
    return bytes(out)


def _of_base58(address: str, network: Network) -> bytes:
    payload = _base58check(address)
    if len(payload) != 21:
        raise ValueError(f"{len(payload)} bytes, not the 21 of an address")
    version, digest = payload[0], payload[1:]
    if version == network.key_hash:
        return b"\x76\xa9\x14" + digest + b"\x88\xac"
    if version == network.script_hash:
        return b"\xa9\x14" + digest + b"\x87"
    raise ValueError(f"version byte {version}: an address of another network or coin")


def _base58check(text: str) -> bytes:
    number = 0
    for letter in text:
        if letter not in _BASE58:
            raise ValueError("a letter that no Bitcoin address has")
        number = number * 58 + _BASE58.index(letter)
    if not 26 <= len(text) <= 35:
        raise ValueError("not the length of an address")
    zeros = len(text) - len(text.lstrip("1"))
    raw = b"\x00" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
    body, checksum = raw[:-4], raw[-4:]
    if hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4] != checksum:
        raise ValueError("the checksum does not fit: a letter is wrong")
    return body
