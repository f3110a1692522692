"""Decimal texts as exact whole numbers, and back. No amount is ever rounded."""

from __future__ import annotations

import re

PLACES = 40  # decimals kept; the finest format seen writes 21
_ONE: int = 10**PLACES
_PLAIN = re.compile(r"-?[0-9]{1,60}(?:\.[0-9]{1,40})?")


def exact(text: str) -> int:
    """'1.50' → 15 · 10^39. ValueError for what is not plain digits, with or without a point."""
    if not _PLAIN.fullmatch(text):
        raise ValueError(f"{text[:80]!r} is not an amount in plain digits")
    whole, _, part = text.lstrip("-").partition(".")
    found = int(whole) * _ONE + int(part.ljust(PLACES, "0"))
    return -found if text.startswith("-") else found


def written(value: int) -> str:
    """The shortest text: '1.5', '0', '-2'."""
    text = written_at(value, PLACES)
    return text.rstrip("0").rstrip(".")


def written_at(value: int, places: int) -> str:
    """With so many decimals: '1.50000000' at 8. What is finer is cut off."""
    whole, part = divmod(abs(value), _ONE)
    sign = "-" if value < 0 else ""
    decimals = str(part).rjust(PLACES, "0")[:places]
    return f"{sign}{whole}.{decimals}" if places else f"{sign}{whole}"


def is_finer(value: int, places: int) -> bool:
    """Whether decimals beyond `places` would be cut off."""
    step: int = 10 ** (PLACES - places)
    return abs(value) % step != 0
