"""The libraries of the extra `ownership`: asked for only where a signature is verified.

Nothing here makes cryptography of its own. coincurve binds libsecp256k1, pycryptodome has Keccak-256 and RIPEMD-160
whatever OpenSSL was built with, and py-bitcoinkernel runs scripts in Bitcoin Core's own interpreter.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from typing import ClassVar

from hozen.errors import HozenError


class OwnershipExtraMissing(HozenError):
    """署名検証ライブラリ未導入: a library that verifies signatures is not installed."""

    code: ClassVar[str] = "ownership-extra-missing"


@cache
def need(*modules: str) -> None:
    """Raise OwnershipExtraMissing, with the command that installs them, when one of the modules is absent."""
    absent = [name for name in modules if find_spec(name) is None]
    if absent:
        raise OwnershipExtraMissing(
            "signatures cannot be verified: a library is not installed",
            found=f"no module {', '.join(absent)}",
            try_next="pip install 'hozen[ownership]'",
        )


def keccak256(data: bytes) -> bytes:
    """Keccak-256 as Ethereum has it (not SHA3-256). Raises OwnershipExtraMissing."""
    need("Crypto")
    from Crypto.Hash import keccak

    return keccak.new(data=data, digest_bits=256).digest()


def hash160(data: bytes) -> bytes:
    """RIPEMD-160 of SHA-256. Raises OwnershipExtraMissing."""
    need("Crypto")
    from Crypto.Hash import RIPEMD160

    return RIPEMD160.new(hashlib.sha256(data).digest()).digest()


def recovered_key(digest: bytes, compact: bytes, recovery: int, *, compressed: bool) -> bytes | None:
    """The public key whose signature `compact` (r and s, 32 bytes each) of `digest` is; None where there is none.

    `recovery` is 0 to 3. Raises OwnershipExtraMissing.
    """
    need("coincurve")
    from coincurve import PublicKey

    try:
        key = PublicKey.from_signature_and_message(compact + bytes([recovery]), digest, hasher=None)
    except ValueError:
        return None
    return key.format(compressed=compressed)
