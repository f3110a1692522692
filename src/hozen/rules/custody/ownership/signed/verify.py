"""One signed message, whichever way it was signed."""

from __future__ import annotations

import base64
import binascii

from hozen.rules.custody.ownership.signed.bip137 import verify_bip137
from hozen.rules.custody.ownership.signed.bip322 import verify_bip322
from hozen.rules.custody.ownership.signed.eip191 import verify_eip191
from hozen.rules.custody.ownership.signed.verified import Method, Verified

RULES = 1  # raised when these rules answer anything otherwise: what was remembered is then asked again


def verify(address: str, message: str, signature: str, method: Method | None = None) -> Verified:
    """署名検証: whether the key of `address` signed `message`. Without `method` it is told by address and signature.

    Every refusal is an answer with its reason. Raises OwnershipExtraMissing where a library is absent.
    """
    how = method or method_of(address, signature)
    if how is Method.BIP322:
        return verify_bip322(address, message, signature)
    if how is Method.BIP137:
        return verify_bip137(address, message, signature)
    return verify_eip191(address, message, signature, hashed=how is Method.EIP191_HASHED)


def method_of(address: str, signature: str) -> Method:
    """EIP-191 for an account, BIP-137 for 65 bytes in Base64, else BIP-322. EIP-191 over a hash must be said."""
    if address.startswith("0x"):
        return Method.EIP191
    return Method.BIP137 if _is_65_bytes(signature) else Method.BIP322


def _is_65_bytes(signature: str) -> bool:
    try:
        return len(base64.b64decode(signature, validate=True)) == 65
    except (binascii.Error, ValueError):
        return False
