"""The master secret of a book, from which every account's secret is derived: sealed in a file, its key in another.

Who has the master can find out whose every leaf is. Who loses it cannot cut proofs of past days any more.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from hozen.connectors.errors import SecretRefused
from hozen.connectors.secret import from_file
from hozen.rules.liabilities.encoding import HASH_SIZE, text
from hozen.workflows.snapshot.errors import SecretStoreRefused, told_as
from hozen.workflows.snapshot.extra import need
from hozen.workflows.snapshot.new_file import OURS_ALONE, write_new

FORMAT = "hozen-secrets/1"
STORE, KEY = "HOZEN_SECRETS", "HOZEN_SECRETS_KEY"  # where they are when nobody says
_NONCE = 12  # bytes, as AES-GCM takes them
_FIELDS = ("format", "book", "nonce", "sealed")
_HEX = re.compile(r"(?:[0-9a-f]{2})+")


@dataclass(frozen=True, slots=True)
class MasterSecret:
    """主秘密値: 32 bytes by chance, of one book. They are never shown."""

    book: str
    master: bytes = field(repr=False)


def new_secrets(book: str, store: Path, key: Path) -> MasterSecret:
    """Make the store, and the key's file unless it is there. Never over a store. Raises SecretStoreRefused."""
    need("cryptography")
    if store.exists():
        _there_already(store)
    try:
        sealing = _key(key) if key.exists() else _new_key(key)
        made = MasterSecret(book, secrets.token_bytes(HASH_SIZE))
        write_new(store, _sealed(made, sealing), OURS_ALONE)
    except FileExistsError:
        _there_already(store)
    except OSError as error:
        raise SecretStoreRefused(
            "a file cannot be written", where=error.filename, found=error.strerror
        ) from error
    return made


def open_secrets(store: Path, key: Path, book: str | None = None) -> MasterSecret:
    """The secret that a store holds. Raises SecretStoreRefused for another key, another book and any change."""
    need("cryptography")
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    said, nonce, sealed = _read(store)
    try:
        master = AESGCM(_key(key)).decrypt(nonce, sealed, _bound(said))
    except (InvalidTag, ValueError) as error:
        raise SecretStoreRefused(
            "the store does not open with this key",
            where=str(store),
            expected=f"the key that it was made with, and the store as it was written; not {key}",
        ) from error
    if book not in {None, said}:
        raise SecretStoreRefused(
            "the store is of another book", where=str(store), found=said, expected=str(book)
        )
    return MasterSecret(said, master)


def secrets_at(store: Path | None, key: Path | None) -> tuple[Path, Path]:
    """Store and key as said, else by HOZEN_SECRETS and HOZEN_SECRETS_KEY. Raises SecretStoreRefused."""
    return _place(store, STORE, "the store of secrets"), _place(key, KEY, "the key of the store")


def _place(said: Path | None, name: str, what: str) -> Path:
    found = said or os.environ.get(name)
    if not found:
        raise SecretStoreRefused(f"nobody said where {what} is", try_next=f"an option, or set {name}")
    return Path(found).expanduser()


def _sealed(made: MasterSecret, key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, made.master, _bound(made.book))
    values = (FORMAT, made.book, nonce.hex(), sealed.hex())
    return json.dumps(dict(zip(_FIELDS, values, strict=True)), ensure_ascii=False).encode() + b"\n"


def _bound(book: str) -> bytes:
    """What the seal holds beside the secret: a store cannot be passed off as another book's."""
    try:
        return text(FORMAT) + text(book)
    except ValueError as error:
        raise SecretStoreRefused("not the name of a book", found=ascii(book)[:60]) from error


def _read(store: Path) -> tuple[str, bytes, bytes]:
    """Book, nonce and sealed bytes."""
    try:
        found = json.loads(store.read_text(encoding="utf-8"))
    except OSError as error:
        raise SecretStoreRefused(
            "the store cannot be read", where=str(store), found=error.strerror
        ) from error
    except (ValueError, RecursionError) as error:
        raise _no_store(store) from error
    if type(found) is not dict or set(found) != set(_FIELDS) or not all(map(_is_text, found.values())):
        raise _no_store(store)
    if found["format"] != FORMAT or not all(_HEX.fullmatch(found[name]) for name in ("nonce", "sealed")):
        raise _no_store(store)
    return found["book"], bytes.fromhex(found["nonce"]), bytes.fromhex(found["sealed"])


def _is_text(value: object) -> bool:
    return type(value) is str


def _key(path: Path) -> bytes:
    try:
        said = from_file(path)
    except SecretRefused as error:
        raise told_as(SecretStoreRefused, error) from error
    if len(said) != 2 * HASH_SIZE or not _HEX.fullmatch(said):
        raise SecretStoreRefused(
            "not the key of a store", where=str(path), expected="64 small hexadecimal digits"
        )
    return bytes.fromhex(said)


def _new_key(path: Path) -> bytes:
    key = secrets.token_bytes(HASH_SIZE)
    write_new(path, f"{key.hex()}\n".encode(), OURS_ALONE)
    return key


def _there_already(store: Path) -> NoReturn:
    raise SecretStoreRefused(
        "a file is there already",
        where=str(store),
        expected="a new file",
        try_next="another name: a store that is lost takes the proofs of its days with it",
    )


def _no_store(store: Path) -> SecretStoreRefused:
    return SecretStoreRefused("not a store of secrets", where=str(store), expected=FORMAT)
