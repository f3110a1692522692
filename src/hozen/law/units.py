"""The closed list of units, and the one way in which each is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from types import MappingProxyType

from hozen.values import Ratio, Yen

_WHOLE = re.compile(r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(_[0-9]{3})+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

ANY = "any"  # only for gaps whose figure could have any unit


def parse_day(text: str) -> date:
    """'2026-08-03'. ValueError for any other form."""
    if not _DAY.fullmatch(text):
        raise ValueError("a day such as 2026-08-03")
    return date.fromisoformat(text)


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError("a whole number such as 5 or 10_000_000")
    return int(text)


def _yen(text: str) -> Yen:
    return Yen(_whole(text))


def _flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("true or false")
    return text == "true"


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("words")
    return text


def _month_day(text: str) -> str:
    if not _MONTH_DAY.fullmatch(text):
        raise ValueError("a month and day such as 05-31")
    return text


def _parts(per: int) -> Callable[[str], Ratio]:
    def read(text: str) -> Ratio:
        return Ratio.parse(text, per=per)

    return read


UNITS: MappingProxyType[str, Callable[[str], object]] = MappingProxyType(
    {
        "ratio": _parts(1),
        "percent": _parts(100),
        "per_10000": _parts(10_000),
        "yen": _yen,
        "count": _whole,
        "business_days": _whole,
        "days": _whole,
        "weeks": _whole,
        "months": _whole,
        "years": _whole,
        "day_of_month": _whole,
        "date": parse_day,
        "month_day": _month_day,
        "text": _words,
        "formula": _words,
        "flag": _flag,
    }
)


def value_of(unit: str, text: str) -> object:
    """The value that `text` writes in `unit`. ValueError says which form was expected."""
    return UNITS[unit](text)
