"""Fields of a node's answers. Each reader refuses, with NodeAnswerUnreadable, what is not of the form that is documented."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from hozen.connectors.errors import NodeAnswerUnreadable
from hozen.records.importers.unspent import DECIMALS, MOST

_HASH = re.compile(r"[0-9a-f]{64}")
_SCRIPT = re.compile(r"(?:[0-9a-f]{2}){0,10000}")


@dataclass(frozen=True, slots=True)
class Fields:
    """応答項目: an object of an answer, and the call that it is of."""

    found: Mapping[str, object]
    where: str

    @classmethod
    def of(cls, found: object, where: str) -> Fields:
        """The object itself."""
        if not isinstance(found, dict):
            _refuse(where, "not an object", found, "an object")
        return cls(found, where)

    def whole(self, name: str) -> int:
        """A whole number, 0 or more."""
        value = self.found.get(name)
        if type(value) is not int or value < 0:
            self._refuse(name, "a whole number, 0 or more")
        return value

    def flag(self, name: str) -> bool:
        """true or false."""
        value = self.found.get(name)
        if not isinstance(value, bool):
            self._refuse(name, "true or false")
        return value

    def text(self, name: str) -> str:
        """A text."""
        value = self.found.get(name)
        if not isinstance(value, str):
            self._refuse(name, "a text")
        return value

    def hash(self, name: str) -> str:
        """32 bytes in hex."""
        return self._matched(name, _HASH, "64 letters of hex")

    def script(self, name: str) -> str:
        """An output script in hex."""
        return self._matched(name, _SCRIPT, "a script in hex")

    def satoshi(self, name: str) -> int:
        """An amount of coins, exactly, in satoshi."""
        value = self.found.get(name)
        if type(value) is not int and not isinstance(value, Decimal):
            self._refuse(name, "coins such as 0.00150000")
        units = Fraction(value) * 10**DECIMALS
        if units.denominator != 1 or not 0 <= units <= MOST:
            self._refuse(name, "whole satoshi, no more than there can be")
        return int(units)

    def inside(self, name: str) -> Fields:
        """An object in this one."""
        return Fields.of(self.found.get(name), f"{self.where}, {name}")

    def each(self, name: str) -> list[Fields]:
        """A list of objects."""
        return [Fields.of(one, f"{self.where}, {name} {n}") for n, one in enumerate(self.items(name), 1)]

    def items(self, name: str) -> list[object]:
        """A list."""
        value = self.found.get(name)
        if not isinstance(value, list):
            self._refuse(name, "a list")
        return value

    def _matched(self, name: str, pattern: re.Pattern[str], expected: str) -> str:
        value = self.found.get(name)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            self._refuse(name, expected)
        return value

    def _refuse(self, name: str, expected: str) -> NoReturn:
        _refuse(f"{self.where}, {name}", "a field is not as expected", self.found.get(name), expected)


def _refuse(where: str, message: str, found: object, expected: str) -> NoReturn:
    raise NodeAnswerUnreadable(message, where=where, found=str(found)[:100], expected=expected)
