"""One text for one value: canonical JSON, instants and days as the chain writes them.

Keys in code-point order, no space, UTF-8 as it is (no \\u escapes but for control signs, quote and
backslash), whole numbers in full, days and instants as ISO 8601 text. A float is refused: the same figure
has many texts, and money is never a float.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from hozen.books.errors import BadField, NotCanonical

_DEEPEST = 64
_LARGEST_BITS = 14_000  # Python reads and writes whole numbers up to 4,300 digits
_LONGEST_NAME = 200

Body = dict[str, Any]


def canonical(value: object, name: str = "body") -> str:
    """The one text of `value`. Raises NotCanonical naming the place, e.g. body.findings[3].distance."""
    plain = _plain(value, name, 0)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def parsed(text: str) -> Body:
    """A body as it was handed in; days and instants stay text."""
    body: Body = json.loads(text)
    return body


def _plain(value: object, place: str, depth: int) -> object:
    if depth > _DEEPEST:
        raise NotCanonical(f"nested deeper than {_DEEPEST} levels", where=place)
    if isinstance(value, Mapping):
        return {_key(key, place): _plain(inner, f"{place}.{key}", depth + 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, f"{place}[{index}]", depth + 1) for index, inner in enumerate(value)]
    return _scalar(value, place)


def _scalar(value: object, place: str) -> object:
    if value is None or isinstance(value, bool):
        return value
    if type(value) is int and value.bit_length() <= _LARGEST_BITS:
        return value
    if type(value) is str:
        return _text(value, place)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise NotCanonical(
        f"a {type(value).__name__} has no single exact text",
        where=place,
        found=f"{value.bit_length()} bits" if isinstance(value, int) else repr(value)[:60],
        expected="null, true/false, whole number, text, day, instant, list or mapping of these",
        try_next="hand a quantity in as a whole number of smallest units, a rate as text",
    )


def _key(key: object, place: str) -> str:
    if type(key) is not str:
        raise NotCanonical("a key that is not text", where=place, found=repr(key)[:60])
    return _text(key, place)


def _text(value: str, place: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical(
            "text with half a sign (a lone surrogate)", where=place, found=ascii(value)[:60]
        ) from error
    return value


def instant_text(at: datetime) -> str:
    """UTC with microseconds and Z, always 27 signs. A naive instant is refused."""
    if at.tzinfo is None or at.utcoffset() is None:
        raise BadField("an instant without a time zone", found=at.isoformat(), expected="an aware datetime")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant(text: str) -> datetime:
    """The instant that `instant_text` wrote."""
    return datetime.fromisoformat(text)


def day_text(day: date, name: str = "day") -> str:
    """A legal day as YYYY-MM-DD. An instant is refused: whose day it is would be a guess."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise BadField(f"{name} is not a day", found=repr(day)[:60], expected="a datetime.date")
    return day.isoformat()


def name_text(value: str, name: str, *, empty: bool = False) -> str:
    """A short name (actor, kind, book, key …) that can be compared sign by sign."""
    if type(value) is not str:
        raise BadField(f"{name} is not text", found=repr(value)[:60])
    if (not value and not empty) or value != value.strip() or len(value) > _LONGEST_NAME:
        raise BadField(
            f"{name} is empty, too long, or has blanks at its ends",
            found=repr(value)[:60],
            expected=f"1 to {_LONGEST_NAME} signs",
        )
    if not value.isprintable():
        raise BadField(f"{name} has signs that cannot be printed", found=ascii(value)[:60])
    return _text(value, name)
