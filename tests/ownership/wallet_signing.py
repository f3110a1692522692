"""Signing for the tests, from the BIPs and by no code of ours but the bytes of a transaction: BIP-143 and BIP-341."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from coincurve import PrivateKey, PublicKey
from Crypto.Hash import RIPEMD160, keccak

from hozen.rules.custody.ownership.signed.bip322 import to_spend
from hozen.rules.custody.ownership.signed.transaction import Output, Spends, Transaction, stack_bytes

ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
RETURN = (Output(0, b"\x6a"),)
_CHARS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def twice(data: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def hash160(data: bytes) -> bytes:
    return RIPEMD160.new(hashlib.sha256(data).digest()).digest()


def le(number: int, size: int) -> bytes:
    return number.to_bytes(size, "little")


def short(data: bytes) -> bytes:
    assert len(data) < 0xFD
    return bytes([len(data)]) + data


def segwit(version: int, program: bytes) -> str:
    """An address of the main network, by the reference code of BIP-350."""
    number = int.from_bytes(program, "big")
    spare = -len(program) * 8 % 5
    fives = len(program) * 8 // 5 + bool(spare)
    digits = [version] + [(number << spare) >> 5 * at & 31 for at in range(fives - 1, -1, -1)]
    value = 1
    for digit in [3, 3, 0, 2, 3, *digits, 0, 0, 0, 0, 0, 0]:
        top = value >> 25
        value = (value & 0x1FFFFFF) << 5 ^ digit
        for bit, step in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            value ^= step if top >> bit & 1 else 0
    value ^= 0x2BC830A3 if version else 1
    return "bc1" + "".join(
        _CHARS[one] for one in [*digits, *(value >> 5 * at & 31 for at in range(5, -1, -1))]
    )


def base58(kind: int, content: bytes) -> str:
    data = bytes([kind]) + content
    number, text = int.from_bytes(data + twice(data)[:4], "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


@dataclass(frozen=True)
class Key:
    """A key pair made from a small number."""

    number: int = 7

    @property
    def private(self) -> PrivateKey:
        return PrivateKey.from_int(self.number)

    @property
    def public(self) -> bytes:
        return self.private.public_key.format()

    @property
    def p2wpkh(self) -> str:
        return segwit(0, hash160(self.public))

    @property
    def p2pkh(self) -> str:
        return base58(0, hash160(self.public))

    @property
    def account(self) -> str:
        """The Ethereum account, in small letters."""
        digest = keccak.new(data=self.private.public_key.format(compressed=False)[1:], digest_bits=256)
        return "0x" + digest.digest()[12:].hex()

    def der(self, digest: bytes, kind: int, *, high_s: bool = False) -> bytes:
        data = self.private.sign(digest, hasher=None)
        if high_s:
            r_size = data[3]
            r, s = data[4 : 4 + r_size], int.from_bytes(data[6 + r_size :], "big")
            turned = (ORDER - s).to_bytes(33, "big")
            data = b"\x02" + short(r) + b"\x02" + short(turned)
            data = b"\x30" + short(data)
        return data + bytes([kind])

    def signed_137(self, message: str, header: int) -> str:
        """BIP-137: `header` is the first byte for recovery 0."""
        said = message.encode()
        digest = twice(b"\x18Bitcoin Signed Message:\n" + short(said))
        data = self.private.sign_recoverable(digest, hasher=None)
        return base64.b64encode(bytes([header + data[64]]) + data[:64]).decode()

    def signed_191(self, said: bytes) -> str:
        text = b"\x19Ethereum Signed Message:\n" + str(len(said)).encode() + said
        digest = keccak.new(data=text, digest_bits=256).digest()
        data = self.private.sign_recoverable(digest, hasher=None)
        return "0x" + (data[:64] + bytes([27 + data[64]])).hex()


def bip143(spent: Transaction, code: bytes, kind: int, version: int = 0, lock_time: int = 0) -> bytes:
    """The hash that input 0 of a to_sign with one input of 0 satoshi signs; kinds ALL (1) and NONE (2)."""
    point, sequence = spent.txid + le(0, 4), le(0, 4)
    outputs = twice(le(0, 8) + short(b"\x6a")) if kind == 1 else bytes(32)
    sequences = twice(sequence) if kind == 1 else bytes(32)
    parts = [le(version, 4), twice(point), sequences, point, short(code), le(0, 8), sequence, outputs]
    return twice(b"".join([*parts, le(lock_time, 4), le(kind, 4)]))


def proof(script: bytes, message: str, witness: Sequence[bytes], *, version: int = 0) -> str:
    """A full proof with this witness."""
    spends = Spends(to_spend(message.encode(), script).txid, 0, witness=tuple(witness))
    return "ful" + base64.b64encode(bytes(Transaction(version, (spends,), RETURN, 0))).decode()


def key_hash_proof(key: Key, message: str, *, kind: int = 1, high_s: bool = False, version: int = 0) -> str:
    """A full proof of a P2WPKH address."""
    hashed = hash160(key.public)
    script = b"\x00\x14" + hashed
    code = b"\x76\xa9\x14" + hashed + b"\x88\xac"
    digest = bip143(to_spend(message.encode(), script), code, kind, version)
    return proof(script, message, [key.der(digest, kind, high_s=high_s), key.public], version=version)


def simple_text(key: Key, message: str) -> str:
    """A simple signature of a P2WPKH address."""
    hashed = hash160(key.public)
    code = b"\x76\xa9\x14" + hashed + b"\x88\xac"
    digest = bip143(to_spend(message.encode(), b"\x00\x14" + hashed), code, 1)
    return "smp" + base64.b64encode(stack_bytes((key.der(digest, 1), key.public))).decode()


def script_proof(script: bytes, message: str, stack: Sequence[bytes]) -> tuple[str, str]:
    """(address, full proof) of a P2WSH address whose `stack` opens `script`."""
    program = hashlib.sha256(script).digest()
    return segwit(0, program), proof(b"\x00\x20" + program, message, [*stack, script])


def signed_script(key: Key, script: bytes, message: str) -> tuple[str, str]:
    """(address, full proof) of a P2WSH address that one signature opens."""
    lock = b"\x00\x20" + hashlib.sha256(script).digest()
    digest = bip143(to_spend(message.encode(), lock), script, 1)
    return script_proof(script, message, [key.der(digest, 1)])


def leaf_proof(
    leaf: bytes, message: str, stack: Sequence[bytes], *, version: int = 0xC0, annex: bytes = b""
) -> tuple[str, str]:
    """(address, full proof) of a taproot address with one script, opened by it (BIP-341)."""
    inner = Key(11).public[1:]
    hashed = tagged("TapLeaf", bytes([version]) + short(leaf))
    outer = PublicKey(b"\x02" + inner).add(tagged("TapTweak", inner + hashed)).format()
    control = bytes([version | outer[0] & 1]) + inner
    witness = [*stack, leaf, control, *([annex] if annex else [])]
    return segwit(1, outer[1:]), proof(b"\x51\x20" + outer[1:], message, witness)


def tagged(tag: str, data: bytes) -> bytes:
    name = hashlib.sha256(tag.encode()).digest()
    return hashlib.sha256(name + name + data).digest()
