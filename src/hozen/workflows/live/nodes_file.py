"""nodes.toml: which nodes are asked, and where their secrets are. Read strictly; kept beside book.toml.

No secret stands in it, and what was found in it is never shown: somebody may have put one there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from hozen.connectors.errors import NodeSettings
from hozen.connectors.http import checked
from hozen.connectors.secret import Secret, from_environment, from_file

NAME = "nodes.toml"
SECRETS = ("user_env", "password_env", "cookie", "token_env", "token_file")


def open_section(book: Path, *names: str) -> Section:
    """The section [a.b] of BOOK/nodes.toml. Raises NodeSettings where the file or the section is not there."""
    path = book / NAME
    try:
        found: object = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NodeSettings(
            "the book does not say which node to ask",
            where=str(path),
            expected=f"[{'.'.join(names)}] with url and chain",
            try_next="write nodes.toml; the how-to pages have one to copy",
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NodeSettings("nodes.toml cannot be read", where=str(path), expected="TOML") from error
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise NodeSettings("nodes.toml lacks a section", where=str(path), expected=f"[{'.'.join(names)}]")
    return Section(path, ".".join(names), found)


@dataclass(frozen=True, slots=True)
class Section:
    """ノード設定: one section of nodes.toml. Every reader raises NodeSettings, with the key, for what it does not take."""

    path: Path
    name: str
    found: Mapping[str, object]

    def only(self, *known: str) -> None:
        """No key but these."""
        for key in self.found:
            if key not in known:
                near = get_close_matches(key, known, 1)
                self.refuse(key, "an unknown key", f"{near[0]}?" if near else ", ".join(known))

    def text(self, key: str, default: str | None = None) -> str:
        """One line of text."""
        value = self.found.get(key, default)
        if not isinstance(value, str) or not value or not value.isprintable():
            self.refuse(key, "not a text" if key in self.found else "a key is missing", f'{key} = "…"')
        return value

    def word(self, key: str, words: Sequence[str]) -> str:
        """One of the words."""
        value = self.text(key)
        if value not in words:
            self.refuse(key, "a word that is not known", " or ".join(words))
        return value

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.found.get(key, default)
        if type(value) is not int or not least <= value <= most:
            self.refuse(key, "a number that cannot be meant", f"{least:,} to {most:,}")
        return value

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """[section.key]: name → texts; {} where it is not there."""
        part = self.found.get(key, {})
        if not isinstance(part, dict):
            self.refuse(key, "not a section", f"[{self.name}.{key}]")
        return {name: self._texts(f"{key}.{name}", value) for name, value in part.items()}

    def _texts(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            self.refuse(key, "not a list of texts", '["…"]')
        return tuple(value)

    def url(self) -> str:
        """The node's URL, which holds no secret."""
        value = self.text("url")
        checked(value)
        return value

    def secret(self) -> Secret | None:
        """User and password, a cookie file, or a token; None where the node needs none. Raises SecretRefused too."""
        named = frozenset(key for key in SECRETS if key in self.found)
        if not named:
            return None
        if named == {"user_env", "password_env"}:
            user, password = (from_environment(self.text(key)) for key in ("user_env", "password_env"))
            return Secret.basic(user, password)
        if named == {"cookie"}:
            return Secret.cookie(self.file("cookie"))
        if named == {"token_env"}:
            return Secret.bearer(from_environment(self.text("token_env")))
        if named == {"token_file"}:
            return Secret.bearer(from_file(self.file("token_file")))
        return self.refuse(
            ", ".join(sorted(named)),
            "secrets that do not go together",
            "user_env and password_env, or cookie, or token_env, or token_file",
        )

    def file(self, key: str) -> Path:
        """A path; one that is not absolute is seen from the book folder."""
        return self.path.parent / Path(self.text(key)).expanduser()

    def refuse(self, key: str, message: str, expected: str) -> NoReturn:
        """Raise NodeSettings for a key."""
        raise NodeSettings(
            f"nodes.toml: {message}", where=f"{self.path}, [{self.name}] {key}", expected=expected
        )
