"""The key that signs snapshots: Ed25519 in a file of PKCS#8 (PEM), encrypted where a passphrase is given."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.connectors.errors import SecretRefused
from hozen.connectors.secret import tight_bytes
from hozen.workflows.snapshot.errors import SigningKeyRefused, told_as
from hozen.workflows.snapshot.extra import need
from hozen.workflows.snapshot.new_file import OURS_ALONE, write_new

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import KeySerializationEncryption

KEY, PASSPHRASE = "HOZEN_SIGNING_KEY", "HOZEN_SIGNING_PASSPHRASE"  # environment variables


def new_key(path: Path) -> bytes:
    """Make a key by chance in a new file and return its public half. Raises SigningKeyRefused, never over a file."""
    need("cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat

    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, _encryption())
    try:
        write_new(path, pem, OURS_ALONE)
    except FileExistsError as error:
        raise SigningKeyRefused("a file is there already", where=str(path), expected="a new file") from error
    except OSError as error:
        raise SigningKeyRefused("the key cannot be written", where=str(path), found=error.strerror) from error
    return public_half(key)


def load_key(path: Path) -> Ed25519PrivateKey:
    """The key in a file that nobody else can read. Raises SigningKeyRefused."""
    need("cryptography")
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        found = load_pem_private_key(_read(path), _passphrase())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SigningKeyRefused(
            "the key does not open",
            where=str(path),
            expected=f"PKCS#8 (PEM); {PASSPHRASE} set where it is encrypted, and only there",
        ) from error
    if not isinstance(found, Ed25519PrivateKey):
        raise SigningKeyRefused("a key of another kind", where=str(path), expected="Ed25519")
    return found


def key_at(said: Path | None) -> Path:
    """The file as said, else by HOZEN_SIGNING_KEY. Raises SigningKeyRefused."""
    found = said or os.environ.get(KEY)
    if not found:
        raise SigningKeyRefused("nobody said which key signs", try_next=f"--key FILE, or set {KEY}")
    return Path(found).expanduser()


def public_half(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes that everybody may know."""
    return key.public_key().public_bytes_raw()


def fingerprint(public_key: bytes) -> str:
    """SHA-256 of a public key's 32 bytes, in small hexadecimal digits."""
    return sha256(public_key).hexdigest()


def _passphrase() -> bytes | None:
    return os.environ.get(PASSPHRASE, "").encode() or None


def _encryption() -> KeySerializationEncryption:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption

    passphrase = _passphrase()
    return BestAvailableEncryption(passphrase) if passphrase else NoEncryption()


def _read(path: Path) -> bytes:
    try:
        return tight_bytes(path)
    except SecretRefused as error:
        raise told_as(SigningKeyRefused, error) from error
