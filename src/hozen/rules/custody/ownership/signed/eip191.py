"""EIP-191, personal_sign: Ethereum signed messages, and the way of exchanges that sign the message's hash."""

from __future__ import annotations

import re

from hozen.rules.custody.ownership.signed.libraries import keccak256, recovered_key
from hozen.rules.custody.ownership.signed.verified import Method, NotProven, Proof, Verified

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_SIGNATURE = re.compile(r"(0x)?[0-9a-fA-F]{130}")
_RECOVERY = {0: 0, 1: 1, 27: 0, 28: 1}


def message_digest(said: bytes) -> bytes:
    """What is signed: Keccak-256 of the prefix, the length and the bytes. Raises OwnershipExtraMissing."""
    return keccak256(b"\x19Ethereum Signed Message:\n" + str(len(said)).encode() + said)


def signer(message: str, signature: str, *, hashed: bool) -> str:
    """The address, in small letters, whose key signed. `hashed`: the Keccak-256 of the message was signed instead.

    NotProven for what is no signature; raises OwnershipExtraMissing.
    """
    if not _SIGNATURE.fullmatch(signature):
        raise NotProven("not_65_bytes")
    data = bytes.fromhex(signature.removeprefix("0x"))
    if data[64] not in _RECOVERY:
        raise NotProven("header_unknown")
    text = message.encode(errors="surrogateescape")
    said = keccak256(text) if hashed else text
    key = recovered_key(message_digest(said), data[:64], _RECOVERY[data[64]], compressed=False)
    if key is None:
        raise NotProven("signature_wrong")
    return f"0x{keccak256(key[1:])[12:].hex()}"


def verify_eip191(address: str, message: str, signature: str, *, hashed: bool = False) -> Verified:
    """Whether the key of an account signed. A contract's address has no key. Raises OwnershipExtraMissing."""
    method = Method.EIP191_HASHED if hashed else Method.EIP191
    try:
        _require_address(address)
        same = signer(message, signature, hashed=hashed) == address.lower()
    except NotProven as why:
        return Verified(method, why.proof, why.reason)
    return Verified(
        method, Proof.VALID if same else Proof.REFUSED, "" if same else "other_message_or_address"
    )


def _require_address(address: str) -> None:
    """NotProven for what is no account address, or has capitals that are not EIP-55's."""
    if not _ADDRESS.fullmatch(address):
        raise NotProven("address_unreadable")
    mixed = address[2:] not in (address[2:].lower(), address[2:].upper())
    if mixed and address != with_capitals(address):
        raise NotProven("address_unreadable")


def with_capitals(address: str) -> str:
    """The address with EIP-55's capitals. Raises OwnershipExtraMissing."""
    small = address[2:].lower()
    digest = keccak256(small.encode()).hex()
    return "0x" + "".join(
        sign.upper() if int(nibble, 16) >= 8 else sign for sign, nibble in zip(small, digest, strict=False)
    )
