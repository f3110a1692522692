"""The text that wallets sign for a day."""

from __future__ import annotations

from datetime import date

from hozen.books.books import Books
from hozen.errors import HozenError
from hozen.rules.custody.ownership import challenge


class NothingToAnchor(HozenError):
    """基点なし: the books hold no entry yet, so a challenge could be known beforehand."""

    code = "nothing-to-anchor"


def wallet_challenge(book: str, day: date, books: Books) -> str:
    """The challenge for `day`: it carries the newest entry of the books. NothingToAnchor where there is none."""
    anchor = books.anchor()
    if anchor.startswith("0:"):
        raise NothingToAnchor(
            "the books are empty, and a challenge must carry what nobody knew before",
            where=books.where,
            expected="at least one entry",
            try_next="close a day first: hozen close BOOK --day DAY",
        )
    return challenge(book, day, anchor)
