"""Asking the books since when the hash in a challenge was known."""

from __future__ import annotations

from datetime import date
from functools import cache

from hozen.books.books import Books
from hozen.rules.custody.ownership import Challenge, Written
from hozen.values import legal_day


def written_in(books: Books) -> Written:
    """The day on which these books wrote the entry that a challenge names; each entry is read once."""

    @cache
    def written(said: Challenge) -> date | None:
        entry = books.entry(said.seq)
        return legal_day(entry.at) if entry and entry.hash == said.hash else None

    return written
