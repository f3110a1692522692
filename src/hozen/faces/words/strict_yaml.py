"""A strict reader for the word files: every scalar is text, no key twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C one is ten times faster, where it is built
_LEAF = ({"en", "ja"}, {"en", "ja", "en_one"})


class _Strict(_Base):  # type: ignore[misc]  # which of the two bases there is depends on the machine
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise ValueError(f"{key.start_mark}: {key.value!r} stands twice")
            seen.add(key.value)
        found: dict[str, Any] = super().construct_mapping(node, deep)
        return found


def read_yaml(path: Path) -> Any:
    """The file with every scalar as text. ValueError for a key that stands twice."""
    return yaml.load(path.read_text(encoding="utf-8"), _Strict)  # noqa: S506  # builds texts only


def read_texts(path: Path) -> dict[str, dict[str, str]]:
    """Dotted path → {'en': …, 'ja': …}. ValueError where a text is not in both languages."""
    found: dict[str, dict[str, str]] = {}
    _flatten(read_yaml(path), "", found, path.name)
    return found


def _flatten(node: object, place: str, into: dict[str, dict[str, str]], file: str) -> None:
    if not isinstance(node, dict):
        raise TypeError(f"{file}: {place} is not a mapping of texts")
    if "en" in node or "ja" in node:
        if set(node) not in _LEAF:
            raise ValueError(f"{file}: {place} must hold en and ja (and en_one), not {sorted(node)}")
        into[place] = node
        return
    for key, inner in node.items():
        _flatten(inner, f"{place}.{key}" if place else key, into, file)
