"""Whoever prepares does not approve."""

from __future__ import annotations

import unicodedata

from hozen.books.errors import SamePerson


def same_person(one: str, other: str) -> bool:
    """Names that differ only in width, case or composition are one person: Sato, SATO, Ｓａｔｏ."""
    return _folded(one) == _folded(other)


def another_person(actor: str, did: str, first: str, where: str) -> None:
    """Raises SamePerson when `actor` is the one who `did` it."""
    if same_person(actor, first):
        raise SamePerson(
            f"{first} {did} this and cannot approve it",
            where=where,
            found=actor,
            expected="another person",
            try_next="let a colleague approve",
        )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()
