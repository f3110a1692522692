"""Which closing is meant: '12', or 'acme-main/2026-11-20', with scenario and version where they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.errors import BadOption

if TYPE_CHECKING:
    from hozen.books.books import Books
    from hozen.books.read_closings import Reference

FORMS = "an entry number, or BOOK/DAY, BOOK/DAY/SCENARIO, BOOK/DAY/SCENARIO/VERSION"


def reference_of(text: str, books: Books) -> Reference:
    """The reference that the books take. BadOption for another form, or a day closed under several scenarios."""
    parts = text.split("/")
    if len(parts) == 1 and _is_number(text):
        return int(text)
    if not 2 <= len(parts) <= 4 or not all(parts):
        raise BadOption("not a reference to a closing", where="REF", found=text, expected=FORMS)
    book, day = parts[0], day_of(parts[1], "REF")
    if len(parts) == 4:
        if not _is_number(parts[3]):
            raise BadOption("not a version", where="REF", found=parts[3], expected=FORMS)
        return book, day, parts[2], int(parts[3])
    return book, day, parts[2] if len(parts) == 3 else _only_scenario(text, books)


def _only_scenario(text: str, books: Books) -> str:
    book, day = text.split("/")
    found = sorted({one.scenario for one in books.closings(book) if str(one.day) == day})
    if len(found) > 1:
        raise BadOption(
            "the day was closed under several scenarios",
            where="REF",
            found=text,
            expected=" or ".join(f"{text}/{scenario}" for scenario in found),
        )
    return found[0] if found else ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
