"""JSON as a node sends it: a number with a fraction becomes Decimal, and no field stands twice."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import NoReturn

_MOST_DIGITS = 100  # of one number; a 256-bit one has 78


def read_json(data: bytes) -> object:
    """The value. ValueError, with the reason, for anything that is not one whole JSON text in UTF-8."""
    try:
        found: object = json.loads(
            data.decode("utf-8"),
            parse_float=_exact,
            parse_int=_whole,
            parse_constant=_none,
            object_pairs_hook=_once,
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return found


def _exact(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("a number that cannot be") from error
    if len(text) > _MOST_DIGITS or abs(found.adjusted()) > _MOST_DIGITS:
        raise ValueError("a number that is too long")
    return found


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError("a number that is too long")
    return int(text)


def _none(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a number")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found
