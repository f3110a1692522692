"""A day's commitment signed, and a signature verified."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hozen.rules.liabilities import (
    ProofRefused,
    SnapshotSignature,
    is_strong,
    read_signature,
    signature_text,
    signed_bytes,
)
from hozen.workflows.snapshot.day_folder import PublicDay
from hozen.workflows.snapshot.errors import SignatureRefused
from hozen.workflows.snapshot.extra import need
from hozen.workflows.snapshot.new_file import write_new
from hozen.workflows.snapshot.signing_key import fingerprint, public_half

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def sign(one: PublicDay, key: Ed25519PrivateKey) -> SnapshotSignature:
    """Sign the day and keep the signature beside its snapshot. Again with the same key does nothing.

    Raises SignatureRefused where another key signed before: a signature never takes the place of another.
    """
    made = SnapshotSignature(one.commitment, public_half(key), key.sign(signed_bytes(one.commitment)))
    try:
        write_new(one.signature, signature_text(made).encode())
    except FileExistsError as error:
        if signature_of(one) != made:
            raise _signed_before(one) from error
    except OSError as error:
        raise SignatureRefused(
            "the signature cannot be written", where=str(one.signature), found=error.strerror
        ) from error
    return made


def signature_of(one: PublicDay) -> SnapshotSignature | None:
    """The day's signature, verified; None for a day that is not signed. Raises SignatureRefused."""
    if not one.signature.exists():
        return None
    found = _read(one.signature)
    if found.commitment != one.commitment:
        raise SignatureRefused(
            "the signature is of another snapshot",
            where=str(one.signature),
            found=found.commitment.hex(),
            expected=one.commitment.hex(),
        )
    if not verified(found):
        raise SignatureRefused(
            "the signature does not hold",
            where=str(one.signature),
            found=f"key {found.public_key.hex()}",
            try_next="take signature.json from your copies, or sign the day again",
        )
    return found


def verified(one: SnapshotSignature) -> bool:
    """Whether the key made this signature of this commitment. A key that can bind nobody is no key."""
    need("cryptography")
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(one.public_key)
        key.verify(one.signature, signed_bytes(one.commitment))
    except (InvalidSignature, ValueError):
        return False
    return is_strong(one.public_key)


def _read(path: Path) -> SnapshotSignature:
    try:
        return read_signature(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SignatureRefused(
            "the signature cannot be read", where=str(path), found=error.strerror
        ) from error
    except (ProofRefused, UnicodeDecodeError) as error:
        raise SignatureRefused(
            "the signature is not in the format", where=str(path), found=str(error)
        ) from error


def _signed_before(one: PublicDay) -> SignatureRefused:
    before = _read(one.signature)
    return SignatureRefused(
        "another key signed this day",
        where=str(one.signature),
        found=f"key with fingerprint {fingerprint(before.public_key)}",
        expected="one signature for a day, for ever",
    )
