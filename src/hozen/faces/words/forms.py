"""What rules and workflows write in English, told in Japanese: recognised by its form, with what varies carried over.

A room of forms is a catalogue like the others; its English texts are what is written, a {name} for what varies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from types import MappingProxyType

from hozen.faces.words.catalogue import Language, find, has, keys_of, say

# What a varying part may be a name of: the room of words that tells it.
_ROOMS: Mapping[str, str] = MappingProxyType(
    {"cause": "insurance.cause", "causes": "insurance.cause", "product": "cli.product"}
)
_ONE_WORD = r"[\w-]+"


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing, and how it is said in Japanese."""

    written: re.Pattern[str]
    japanese: str
    fixed: int  # characters that do not vary: the form with most of them fits best


def retold(room: str, text: str, lang: Language) -> str:
    """The text in the reader's language; as it is where no form of the room fits."""
    if lang == "en" or not text:
        return text
    for form in _forms(room):
        found = form.written.fullmatch(text)
        if found:
            return form.japanese.format(
                **{name: _named(name, part) for name, part in found.groupdict().items()}
            )
    return text


@cache
def _forms(room: str) -> tuple[_Form, ...]:
    forms = (_form(find(key, "en"), find(key, "ja")) for key in keys_of(room))
    return tuple(sorted(forms, key=lambda one: -one.fixed))


def _form(english: str, japanese: str) -> _Form:
    parts, fixed = [], 0
    for literal, name, _, _ in Formatter().parse(english):
        fixed += len(literal)
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P<{name}>{_ONE_WORD if name in ('cause', 'product') else '.+?'})")
    return _Form(re.compile("".join(parts), re.DOTALL), japanese, fixed)


def _named(name: str, part: str) -> str:
    """Known names in the reader's words; all else as it was written."""
    room = _ROOMS.get(name)
    if room is None:
        return part
    return "、".join(say(f"{room}.{one}", "ja") if has(f"{room}.{one}") else one for one in part.split())
