"""BIP-137, the older Bitcoin signed messages: a signature from which the public key is recovered."""

from __future__ import annotations

import base64
import binascii

from hozen.rules.custody.ownership.signed.address import script_of
from hozen.rules.custody.ownership.signed.in_bytes import double_sha256, sized
from hozen.rules.custody.ownership.signed.libraries import hash160, recovered_key
from hozen.rules.custody.ownership.signed.verified import Method, NotProven, Proof, Verified

_MAGIC = b"Bitcoin Signed Message:\n"
_SIZE = 65
_FIRST, _LAST = 27, 42  # of the header byte; four values for each kind of address


def message_digest(message: str) -> bytes:
    """What is signed: double SHA-256 of the magic and the message, each with its length."""
    return double_sha256(sized(_MAGIC) + sized(message.encode(errors="surrogateescape")))


def key_that_signed(message: str, signature: str) -> bytes:
    """The public key (33 bytes, or 65 for headers 27 to 30). NotProven; raises OwnershipExtraMissing."""
    data = _decoded(signature)
    header = data[0] - _FIRST
    key = recovered_key(message_digest(message), data[1:], header % 4, compressed=header >= 4)
    if key is None:
        raise NotProven("signature_wrong")
    return key


def verify_bip137(address: str, message: str, signature: str) -> Verified:
    """Whether the key of `address` signed. Raises OwnershipExtraMissing.

    Headers 27 to 30: P2PKH of the long key. 31 to 34: the short key; its three kinds of address, since many wallets
    sign all of them so. 35 to 38: P2SH-P2WPKH only. 39 to 42: P2WPKH only. An address of several keys cannot be proved.
    """
    try:
        script = script_of(address)
        key, kind = key_that_signed(message, signature), (_decoded(signature)[0] - _FIRST) // 4
    except NotProven as why:
        return Verified(Method.BIP137, why.proof, why.reason)
    if script not in _scripts(key)[slice(*_KINDS[kind])]:
        return Verified(Method.BIP137, Proof.REFUSED, "other_message_or_address")
    return Verified(Method.BIP137, Proof.VALID)


_KINDS = ((0, 1), (0, 3), (1, 2), (2, 3))


def _scripts(key: bytes) -> tuple[bytes, bytes, bytes]:
    """P2PKH, P2SH-P2WPKH and P2WPKH of a key."""
    hashed = hash160(key)
    inner = b"\x00\x14" + hashed
    return b"\x76\xa9\x14" + hashed + b"\x88\xac", b"\xa9\x14" + hash160(inner) + b"\x87", inner


def _decoded(signature: str) -> bytes:
    try:
        data = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotProven("not_base64") from error
    if len(data) != _SIZE:
        raise NotProven("not_65_bytes")
    if not _FIRST <= data[0] <= _LAST:
        raise NotProven("header_unknown")
    return data
