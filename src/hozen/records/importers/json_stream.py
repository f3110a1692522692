"""One JSON object as a stream: its fields, and one long array element by element. No float is ever made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from hozen.records.importers.errors import Place

_CHUNK = 1 << 16
_MOST = 1 << 22  # characters of one element
_BLANKS = " \t\r\n"
MOST_DIGITS = 60
TOO_DEEP, FLAT = "values stand too deep in each other", "fields and lists, as they were printed"

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class Fraction(str):
    """A JSON number with a point or an exponent, as its own characters."""

    __slots__ = ()


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(f"a number of {len(text)} digits")
    return int(text)


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a number")


DECODER = json.JSONDecoder(parse_float=Fraction, parse_int=_whole, parse_constant=_no_constant)


class JsonObject:
    """Reads `{"a": 1, "items": [ …, … ], "b": 2}`: `fields` yields ('a', 1), ('items', …) for each element, ('b', 2)."""

    def __init__(self, stream: BinaryIO, file: str, array: str) -> None:
        self._stream, self._file, self._array = stream, file, array
        self._text, self._at, self._done, self._read = "", 0, False, 0
        self._left = b""

    def fields(self) -> Iterator[tuple[str, Json]]:
        """Every field in file order. Refuses what is not one whole JSON object in UTF-8."""
        self._take("{")
        seen: set[str] = set()
        while self._next() != "}":
            name = self._value()
            if not isinstance(name, str) or name in seen:
                self._refuse("a field stands twice, or has no name", str(name), "each field once")
            seen.add(name)
            self._take(":")
            if name == self._array and self._next() == "[":
                yield from ((name, element) for element in self._elements())
            else:
                yield name, self._value()
            if self._next() != "}":
                self._take(",")
        self._take("}")
        if self._next():
            self._refuse("something stands after the object", self._text[self._at : self._at + 20], "nothing")

    def _elements(self) -> Iterator[Json]:
        self._take("[")
        while self._next() != "]":
            yield self._value()
            if self._next() != "]":
                self._take(",")
        self._take("]")

    def _fill(self) -> bool:
        """Read on; False at the end of the file."""
        if self._done:
            return False
        raw = self._stream.read(_CHUNK)
        self._done = not raw
        self._read += len(raw)
        self._text, self._at = self._text[self._at :] + self._decoded(raw), 0
        return True

    def _decoded(self, raw: bytes) -> str:
        """As much as is whole characters; the rest waits for the next bytes."""
        data = self._left + raw
        try:
            self._left = b""
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            if len(data) - error.start > 3 or not raw:
                self._refuse("the file is in another encoding", data[error.start :][:8].hex(" "), "UTF-8")
            self._left = data[error.start :]
            return data[: error.start].decode("utf-8")

    def _next(self) -> str:
        """The next character that is not blank, without taking it; '' at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def _take(self, wanted: str) -> None:
        found = self._next()
        if not found:
            self._cut_off()
        if found != wanted:
            self._refuse("the file is not JSON as expected", found, repr(wanted))
        self._at += 1

    def _value(self) -> Json:
        """One whole value; reads on until it is sure that nothing of it is still to come."""
        if not self._next():
            self._cut_off()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._fill_for_value():
                    continue
                self._broken(error)
            except ValueError as error:
                self._refuse("the file holds what is no number", str(error), "plain numbers")
            except RecursionError:
                self._refuse(TOO_DEEP, self._text[self._at :][:20], FLAT)
            if end == len(self._text) and self._fill_for_value():
                continue
            self._at = end
            return self._sure(value)

    def _sure(self, value: object) -> Json:
        return value  # type: ignore[return-value]  # the decoder makes nothing but these

    def _fill_for_value(self) -> bool:
        if len(self._text) - self._at > _MOST:
            self._refuse("an element does not end", f"more than {_MOST:,} characters", "a shorter one")
        return self._fill()

    def _broken(self, error: json.JSONDecodeError) -> NoReturn:
        if error.pos >= len(self._text) - 1 or "Unterminated" in error.msg:
            self._cut_off()
        self._refuse("the file is not JSON", error.msg, "JSON as the node printed it")

    def _cut_off(self) -> NoReturn:
        self._refuse("the file was cut off", "its end", "a whole JSON object", "fetch the file again")

    def _refuse(self, message: str, found: str, expected: str, try_next: str | None = None) -> NoReturn:
        left = len(self._text) - self._at
        Place(self._file, f"near byte {max(0, self._read - left)}").refuse(message, found, expected, try_next)
