"""The catalogue of texts: one YAML file per room, each text in both languages.

A key is `<file>.<path>`: `steps.owed` is the entry `owed` of steps.yaml. `en_one` is the English text for a
count of one.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal, get_args

from hozen.errors import HozenError
from hozen.faces.words.strict_yaml import read_texts

Language = Literal["en", "ja"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
STRICT = "HOZEN_WORDS"  # set to 'strict' in tests: a missing text is then an error at once
_HERE = Path(__file__).parent
_GLOSSARY = "glossary"  # has a shape of its own: see glossary.py


class MissingWord(HozenError):
    """A text that no catalogue holds in that language: a defect of hozen, not of the user's input."""

    code: ClassVar[str] = "missing-word"


def say(key: str, lang: Language, **values: object) -> str:
    """The text of `key` with `values` put in; the key itself where there is none (an error when strict)."""
    try:
        text = find(key, "en_one" if lang == "en" and values.get("count") == 1 else lang)
    except MissingWord:
        if os.environ.get(STRICT) == "strict":
            raise
        return key
    return text.format(**values) if values else text


def find(key: str, lang: str) -> str:
    """The raw text. `en_one` falls back on `en`. Raises MissingWord."""
    room, _, rest = key.partition(".")
    texts = _room(room).get(rest, {})
    text = texts.get(lang) or (texts.get("en") if lang == "en_one" else None)
    if not text:
        raise MissingWord(f"no text for {key} in {lang}", where=f"faces/words/{room}.yaml", found=key)
    return text


def has(key: str) -> bool:
    """Whether the catalogue holds `key`."""
    room, _, rest = key.partition(".")
    return rest in _room(room)


def all_keys() -> tuple[str, ...]:
    """Every key of every room, in order."""
    rooms = sorted(path.stem for path in _HERE.glob("*.yaml") if path.stem != _GLOSSARY)
    return tuple(key for room in rooms for key in keys_of(room))


def keys_of(room: str) -> tuple[str, ...]:
    """Every key of one room, in order; none where there is no such room."""
    return tuple(f"{room}.{key}" for key in _room(room))


@cache
def _room(room: str) -> dict[str, dict[str, str]]:
    path = _HERE / f"{room}.yaml"
    return read_texts(path) if room.isidentifier() and path.is_file() else {}
