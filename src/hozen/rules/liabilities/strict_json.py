"""JSON read field by field: each once, of its kind, and none left over. Law-neutral."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from hozen.rules.liabilities.errors import Fault, ProofRefused
from hozen.rules.liabilities.facts import Side

_HASH = re.compile(r"[0-9a-f]{64}")
_HEX = re.compile(r"[0-9a-f]*")
_UNITS = re.compile(r"0|[1-9][0-9]{0,38}")
_LONGEST_NUMBER = 16  # digits of the numbers that are no amounts


def malformed(message: str, where: str, found: object) -> ProofRefused:
    """The refusal of a text that is not in the format."""
    return ProofRefused(
        Fault.MALFORMED, message, where=where, found=None if found is None else ascii(found)[:60]
    )


def read_object(said: str) -> JsonFields:
    """The one object that a text is. A field that stands twice is refused, as are numbers with a point."""
    try:
        found = json.loads(
            said,
            object_pairs_hook=_once,
            parse_int=_whole,
            parse_float=_not_whole,
            parse_constant=_not_whole,
        )
    except json.JSONDecodeError as error:
        raise malformed(
            f"no JSON, or cut off: {error.msg}", f"line {error.lineno}, column {error.colno}", None
        ) from error
    except RecursionError as error:
        raise malformed("nested too deep", "file", None) from error
    return _fields(found, "file")


@dataclass(frozen=True, slots=True)
class JsonFields:
    """項目: what is left of an object, taken out one by one. `where` is its place in the file."""

    left: dict[str, object]
    where: str

    def word(self, name: str, expected: str) -> None:
        """Take a field that can say one thing only."""
        found = self._take(name)
        if found != expected:
            raise malformed(f"not {expected}", self._at(name), found)

    def text(self, name: str) -> str:
        """Take a text."""
        found = self._take(name)
        if type(found) is not str:
            raise malformed("no text", self._at(name), found)
        return found

    def hash(self, name: str) -> bytes:
        """Take 32 bytes, written as 64 small hexadecimal digits."""
        return _hash(self._take(name), self._at(name))

    def digits(self, name: str, size: int) -> bytes:
        """Take so many bytes, written in small hexadecimal digits."""
        found = self._take(name)
        if type(found) is not str or len(found) != 2 * size or not _HEX.fullmatch(found):
            raise malformed(f"not {2 * size} small hexadecimal digits", self._at(name), found)
        return bytes.fromhex(found)

    def units(self, name: str) -> int:
        """Take a whole number written as a text, without sign, point or leading zeros."""
        return _units(self._take(name), self._at(name))

    def small(self, name: str) -> int:
        """Take a whole number."""
        found = self._take(name)
        if type(found) is not int:
            raise malformed("no whole number", self._at(name), found)
        return found

    def side(self, name: str) -> Side:
        """Take 'owed' or 'debt'."""
        sides = {one.name.lower(): one for one in Side}
        found = self.text(name)
        if found not in sides:
            raise malformed("neither owed nor debt", self._at(name), found)
        return sides[found]

    def rows(self, name: str) -> list[JsonFields]:
        """Take a list of objects."""
        return [_fields(one, f"{self._at(name)}[{number}]") for number, one in enumerate(self._list(name))]

    def pairs(self, name: str) -> list[tuple[bytes, int]]:
        """Take a list of pairs of a hash and units."""
        return [_pair(one, f"{self._at(name)}[{number}]") for number, one in enumerate(self._list(name))]

    def end(self) -> None:
        """Refuse what was not taken."""
        for name in self.left:
            raise malformed("a field that the format does not have", self.where, name)

    def _list(self, name: str) -> list[object]:
        found = self._take(name)
        if type(found) is not list:
            raise malformed("no list", self._at(name), found)
        return found

    def _take(self, name: str) -> object:
        if name not in self.left:
            raise malformed("a field is missing", self.where, name)
        return self.left.pop(name)

    def _at(self, name: str) -> str:
        return f"{self.where}.{name}"


def _fields(found: object, where: str) -> JsonFields:
    if type(found) is not dict:
        raise malformed("no object", where, found)
    return JsonFields(found, where)


def _pair(found: object, where: str) -> tuple[bytes, int]:
    if type(found) is not list or len(found) != 2:
        raise malformed("no pair of hash and sum", where, found)
    return _hash(found[0], where), _units(found[1], where)


def _hash(found: object, where: str) -> bytes:
    if type(found) is not str or not _HASH.fullmatch(found):
        raise malformed("not 64 small hexadecimal digits", where, found)
    return bytes.fromhex(found)


def _units(found: object, where: str) -> int:
    if type(found) is not str or not _UNITS.fullmatch(found):
        raise malformed("no whole number, 0 or more, written as text", where, found)
    return int(found)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise malformed("a field stands twice", "file", [name for name, _ in pairs])
    return found


def _whole(said: str) -> int:
    if len(said) > _LONGEST_NUMBER:
        raise malformed("too large a number", "file", said)
    return int(said)


def _not_whole(said: str) -> object:
    raise malformed("a number that is not whole", "file", said)
