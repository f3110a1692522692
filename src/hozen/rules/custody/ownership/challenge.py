"""The text that a wallet's key signs: it names the book and the day, and carries what nobody knew before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_TEXT = re.compile(
    r"Proof of wallet control; book ([A-Za-z0-9][A-Za-z0-9._-]{0,63}); "
    r"day ([0-9]{4}-[0-9]{2}-[0-9]{2}); anchor ([0-9]{1,18}):([0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Challenge:
    """署名対象文: what a challenge says. `seq` and `hash` are an entry of the books' chain, its anchor."""

    book: str
    day: date
    seq: int
    hash: str


def challenge(book: str, day: date, anchor: str) -> str:
    """The text to sign for `book` on `day`; `anchor` ('<number>:<hash>') is the newest entry of the books then.

    The same three give the same text: one line of ASCII, so that a signing device can show it. A signature over
    it cannot be older than the entry. ValueError for what makes no challenge.
    """
    text = f"Proof of wallet control; book {book}; day {day}; anchor {anchor}"
    if read_challenge(text) is None:
        raise ValueError(f"not a challenge: {text}")
    return text


def read_challenge(text: str) -> Challenge | None:
    """What a text says, if it is a challenge to the last character."""
    found = _TEXT.fullmatch(text)
    if not found:
        return None
    book, day, seq, digest = found.groups()
    try:
        return Challenge(book, date.fromisoformat(day), int(seq), digest)
    except ValueError:
        return None
