"""One line as a JSON object with known fields; each refusal names the field. No field may stand twice."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hozen.records.importers.errors import Place
from hozen.records.importers.json_stream import MOST_DIGITS


@dataclass(frozen=True, slots=True)
class JsonFields:
    """An object's fields and its place."""

    values: Mapping[str, object]
    place: Place

    def only(self, *known: str) -> None:
        """Refuse a field that is not known."""
        for name in self.values:
            if name not in known:
                self.place.refuse("a field that is not known", name, ", ".join(known))

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """A text."""
        value = self.values.get(name)
        if not isinstance(value, str):
            self.place.field(name).refuse("not a text", str(value), 'a text in ""')
        return value

    def count(self, name: str) -> int:
        """A whole number ≥ 0."""
        value = self.values.get(name)
        if type(value) is not int or value < 0:
            self.place.field(name).refuse("not a count", str(value), "a whole number, 0 or more")
        return value

    def matched(self, name: str, pattern: re.Pattern[str]) -> str:
        """A text of one form."""
        value = self.text(name)
        if not pattern.fullmatch(value):
            self.place.field(name).refuse("not as expected", value, pattern.pattern)
        return value

    def one_of(self, name: str, words: Sequence[str]) -> str:
        """A text out of known words."""
        value = self.text(name)
        if value not in words:
            self.place.field(name).refuse("a word that is not known", value, ", ".join(words))
        return value

    def inner(self, name: str) -> JsonFields:
        """An object within this one."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            self.place.field(name).refuse("not an object", str(value), "{…}")
        return JsonFields(value, self.place.field(name))


def json_fields(text: str, place: Place) -> JsonFields:
    """One line as an object."""
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        place.refuse("the line is not JSON, or was cut off", error.msg, "one JSON object on each line")
    except (ValueError, RecursionError) as error:
        place.refuse("the line cannot be read", str(error), "plain whole numbers, and each field once")
    if not isinstance(value, dict):
        place.refuse("the line is no object", text[:80], "one JSON object on each line")
    return JsonFields(value, place)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found


def _no_fraction(text: str) -> object:
    raise ValueError(f"{text} is not a whole number")


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(f"a number of {len(text)} digits")
    return int(text)


_DECODER = json.JSONDecoder(
    parse_float=_no_fraction, parse_int=_whole, parse_constant=_no_fraction, object_pairs_hook=_once
)
