"""Secrets of nodes: out of a named environment variable, or a file that nobody else can read. Never shown."""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hozen.connectors.errors import SecretRefused

_MOST = 4096  # bytes of a secret
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_HIDDEN: Final = b"***"


class Secret:
    """秘密情報: what goes into the header Authorization. It has no text form: repr, str and format show stars."""

    __slots__ = ("_header", "_parts")

    def __init__(self, header: str, parts: tuple[str, ...]) -> None:
        self._header = header
        self._parts = parts

    @classmethod
    def basic(cls, user: str, password: str) -> Secret:
        """User and password (HTTP Basic). Raises SecretRefused where one is empty, or the user holds a colon."""
        if not user or not password or ":" in user:
            raise SecretRefused(
                "a user and a password are needed", expected="two texts; no colon in the user"
            )
        coded = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
        return cls(f"Basic {coded}", (coded, password))

    @classmethod
    def bearer(cls, token: str) -> Secret:
        """A token (HTTP Bearer). Raises SecretRefused where it is empty or not plain ASCII."""
        if not token or not token.isascii():
            raise SecretRefused("a token is needed", expected="letters, digits and signs of ASCII")
        return cls(f"Bearer {token}", (token,))

    @classmethod
    def cookie(cls, path: Path) -> Secret:
        """bitcoind's .cookie file, 'user:password'. Raises SecretRefused."""
        user, colon, password = from_file(path).partition(":")
        if not colon:
            raise SecretRefused("not a cookie file", where=str(path), expected="user:password on one line")
        return cls.basic(user, password)

    def header(self) -> str:
        """The value of Authorization. For the request alone; put it nowhere else."""
        return self._header

    def hide_in(self, answer: bytes) -> bytes:
        """The answer with stars in place of the secret, should a node have sent it back."""
        for part in self._parts:
            answer = answer.replace(part.encode(), _HIDDEN)
        return answer

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a secret is not written down")


def from_environment(name: str, environ: Mapping[str, str] | None = None) -> str:
    """The value of an environment variable. Raises SecretRefused where it is not set, empty or not one line."""
    found = (os.environ if environ is None else environ).get(name, "")
    return _one_line(found, f"environment variable {name}", f"set {name} before hozen is started")


def from_file(path: Path) -> str:
    """The one line of a file that its owner alone can read (mode 0600 or 0400). Raises SecretRefused.

    The file that a symbolic link leads to is looked at, not the link; it must be ours or root's.
    """
    raw = tight_bytes(path)
    try:
        return _one_line(raw.decode("utf-8").removesuffix("\n").removesuffix("\r"), str(path), None)
    except UnicodeDecodeError:
        raise SecretRefused("the secret is not text", where=str(path), expected="UTF-8") from None


def tight_bytes(path: Path) -> bytes:
    """The bytes of a file that its owner alone can read, one more at most than a secret may have. Raises SecretRefused."""
    try:
        # Opened first and looked at then, so that the file looked at is the file read.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise SecretRefused(
            "the secret's file cannot be read", where=str(path), found=error.strerror
        ) from error
    try:
        _must_be_tight(os.fstat(descriptor), path)
        return os.read(descriptor, _MOST + 1)
    finally:
        os.close(descriptor)


def _must_be_tight(found: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise SecretRefused("the secret is not in a file", where=str(path), expected="a plain file")
    if found.st_mode & _OTHERS:
        raise SecretRefused(
            "others can read the secret's file",
            where=str(path),
            found=f"mode {stat.S_IMODE(found.st_mode):04o}",
            expected="mode 0600 or 0400",
            try_next=f"chmod 600 {path}",
        )
    if found.st_uid not in {0, os.geteuid()}:
        raise SecretRefused(
            "the secret's file belongs to somebody else",
            where=str(path),
            found=f"user {found.st_uid}",
            expected="the user who runs hozen, or root",
        )


def _one_line(text: str, where: str, try_next: str | None) -> str:
    """The text itself. What was found is never shown: it may be the secret."""
    if not text:
        raise SecretRefused("the secret is empty or not set", where=where, try_next=try_next)
    if len(text) > _MOST or not text.isprintable():
        raise SecretRefused(
            "the secret is not one line of text", where=where, expected=f"at most {_MOST} letters"
        )
    return text
