"""A parsed JSON object whose fields are read one by one; each refusal names the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from hozen.rules.liabilities.foreign.errors import ForeignProofUnreadable
from hozen.rules.liabilities.foreign.exact import exact
from hozen.rules.liabilities.foreign.inspected import NotSo

Amounts = Mapping[str, int]
DIGEST = re.compile(r"[0-9a-f]{64}")
_HEX = re.compile(r"[0-9a-fA-F]{1,63}|[0-9A-Fa-f]{65,128}")
_ASSET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
_NO_TEXT = re.compile("[\ud800-\udfff]")  # half of a pair: no UTF-8 has it
_LONGEST = 1000  # letters of a text
_DEEPEST = 65  # levels: 2^64 leaves, and the root


@dataclass(frozen=True, slots=True)
class Fields:
    """An object and its place in the file."""

    values: Mapping[str, object]
    where: str

    def has(self, *names: str) -> bool:
        """Whether all these fields are there and not null."""
        return all(self.values.get(name) is not None for name in names)

    def text(self, name: str) -> str:
        """A text."""
        value = self.values.get(name)
        if not isinstance(value, str) or len(value) > _LONGEST or _NO_TEXT.search(value):
            self.refuse(name, ascii(value), f'a text in "", at most {_LONGEST} letters')
        return value

    def whole(self, name: str) -> int:
        """A whole number."""
        value = self.values.get(name)
        if type(value) is not int:
            self.refuse(name, value, "a whole number")
        return value

    def digest(self, name: str) -> str:
        """A whole SHA-256 in lower-case hex. NotSo for a hash that was cut."""
        value = self.text(name)
        if _HEX.fullmatch(value):
            raise NotSo("digest_cut", self._at(name), f"{len(value)} hex digits", "64 hex digits")
        if not DIGEST.fullmatch(value):
            self.refuse(name, value, "64 hex digits in lower case")
        return value

    def amount(self, name: str) -> int:
        """A decimal text, exact."""
        text = self.text(name)
        try:
            return exact(text)
        except ValueError:
            self.refuse(name, text, "an amount in plain digits, e.g. 1.5")

    def amounts(self, name: str) -> Amounts:
        """An object of asset and decimal text, in its own order."""
        inner = self.inner(name)
        for asset in inner.values:
            if not _ASSET.fullmatch(asset):
                inner.refuse(asset, asset, "the name of an asset")
        return {asset: inner.amount(asset) for asset in inner.values}

    def inner(self, name: str) -> Fields:
        """An object within this one."""
        return fields_of(self.values.get(name), self._at(name))

    def rows(self, name: str) -> tuple[Fields, ...]:
        """A list of objects."""
        return rows_of(self.values.get(name), self._at(name))

    def path(self, name: str) -> tuple[Fields, ...]:
        """A list of objects, one for each level of a tree."""
        rows = self.rows(name)
        if len(rows) > _DEEPEST:
            self.refuse(name, f"{len(rows)} levels", f"at most {_DEEPEST} levels")
        return rows

    def refuse(self, name: str, found: object, expected: str) -> NoReturn:
        """Raise ForeignProofUnreadable for one field."""
        raise ForeignProofUnreadable(
            "a field is not as the format has it",
            where=self._at(name),
            found=_brief(found),
            expected=expected,
        )

    def _at(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name


def _brief(value: object) -> str:
    """A few letters of it. What is nested is only named: it may go deeper than can be written out."""
    if isinstance(value, dict | list | tuple):
        return "an object" if isinstance(value, dict) else "a list"
    return str(value)[:80]


def fields_of(value: object, where: str) -> Fields:
    """A parsed value that must be an object. Raises ForeignProofUnreadable."""
    if not isinstance(value, dict):
        raise ForeignProofUnreadable(
            "a field is not as the format has it",
            where=where,
            found=_brief(value),
            expected="an object, {…}",
        )
    return Fields(value, where)


def rows_of(value: object, where: str) -> tuple[Fields, ...]:
    """A parsed value that must be a list of objects. Raises ForeignProofUnreadable."""
    if not isinstance(value, list):
        raise ForeignProofUnreadable(
            "a field is not as the format has it", where=where, found=_brief(value), expected="a list, […]"
        )
    return tuple(fields_of(one, f"{where}[{number}]") for number, one in enumerate(value))
