"""BOOK/nodes.toml: which nodes are read, and how. Read strictly; it holds no secret, only where one is found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from hozen.connectors.errors import NodeSettings

NAME = "nodes.toml"
_KNOWN = ("bitcoin", "evm")


@dataclass(frozen=True, slots=True)
class Section:
    """ノード設定: one section of nodes.toml, such as [evm.ethereum]. Every fault is a NodeSettings that names its key."""

    path: Path
    name: str
    values: Mapping[str, object]

    def only(self, *known: str) -> None:
        """Refuse a key that is not known."""
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, 1)
                self.refuse(key, "an unknown key", key, f"{near[0]}?" if near else ", ".join(known))

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.values

    def text(self, key: str) -> str:
        """A text that is there."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            self.refuse(key, "not a text", value, 'a text in ""')
        return value

    def count(self, key: str, default: int | None = None, *, least: int = 0, most: int = 10**9) -> int:
        """A whole number within bounds; `default` where the key is absent, and refused where there is none."""
        value = self.values.get(key, default)
        if type(value) is not int or not least <= value <= most:
            self.refuse(key, "not a number that can be used", value, f"a whole number, {least} to {most:,}")
        return value

    def one_of(self, *keys: str) -> str:
        """Which one of the keys is there. Refused where none or more are."""
        found = [key for key in keys if key in self.values]
        if len(found) != 1:
            self.refuse(keys[0], "one of these is needed", ", ".join(found) or "none", " or ".join(keys))
        return found[0]

    def sections(self) -> dict[str, Section]:
        """The sections within this one, by name."""
        return {key: self._inner(key, value) for key, value in self.values.items()}

    def _inner(self, key: str, value: object) -> Section:
        name = f"{self.name}.{key}" if self.name else key
        if not isinstance(value, dict):
            self.refuse(key, "not a section", value, f"[{name}]")
        return Section(self.path, name, value)

    def refuse(self, key: str, message: str, found: object, expected: str) -> NoReturn:
        """Raise NodeSettings for a key of this section."""
        raise NodeSettings(message, where=f"{self.path}, [{self.name}] {key}", found=found, expected=expected)


def nodes_toml(book: Path, known: Sequence[str] = _KNOWN) -> dict[str, Section]:
    """Every top section of the file, by name. Raises NodeSettings where it is not there or cannot be read."""
    path = book / NAME
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NodeSettings(
            "nobody says which node to read", where=str(path), found="no such file", expected=f"a file {NAME}"
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NodeSettings(
            f"{NAME} cannot be read", where=str(path), found=str(error), expected="TOML"
        ) from error
    whole = Section(path, "", data)
    whole.only(*known)
    return whole.sections()
