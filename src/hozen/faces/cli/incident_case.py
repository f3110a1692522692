"""What the commands of an incident share: a case of a book, and a hand that acts on it."""

from __future__ import annotations

import hashlib
import json as json_text
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.values import JST, legal_day

if TYPE_CHECKING:
    from hozen.workflows.incident import Hand

Case = Annotated[str, typer.Argument(metavar="CASE", help="The short name of the case.")]
Day = Annotated[str | None, typer.Option("--day", metavar="DAY", help="The day it counts for. Else today.")]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="TIME",
        help="When, e.g. 2026-11-20T12:00 (Japan, unless an offset is given). Else now.",
    ),
]
Asset = Annotated[str, typer.Option("--asset", metavar="ASSET", help="The asset, as in the book.")]
Amount = Annotated[str, typer.Option("--amount", metavar="COINS", help="How many coins, e.g. 1.5.")]

_COINS = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?", re.ASCII)


@contextmanager
def hand_of(
    book: Path, case: str, actor: str | None, day: str | None, key: str | None, books: str | None
) -> Iterator[Hand]:
    """A hand on the case, with the books open."""
    from hozen.books import open_books
    from hozen.records import Book
    from hozen.workflows.home import actor_name, books_address
    from hozen.workflows.incident import Hand

    name = Book.open(book, whole=False).settings.book
    on = None if day is None else day_of(day, "--day")
    with open_books(books_address(books)) as opened:
        yield Hand(opened, name, case, actor_name(actor), on, key)


def told(face: Face, hand: Hand, json: bool) -> int:
    """Show the incident as it now stands."""
    from hozen.faces.cli.incident_document import incident_document
    from hozen.faces.cli.show_incident import show_incident

    state = hand.state()
    if json:
        face.json(incident_document(state))
    else:
        face.show(show_incident(state, now().date(), face.lang, face.out.width))
    return MET


def acted(
    face: Face,
    place: tuple[Path, str],
    who: tuple[str | None, str | None, str | None, str | None],
    json: bool,
    do: Callable[[Hand], object],
) -> int:
    """Let `do` act on the case, then show it. `who`: actor, day, key, books."""
    with hand_of(*place, *who) as hand:
        do(hand)
        return told(face, hand, json)


def key_of(*parts: object) -> str:
    """The same words twice are one entry: a command that is sent again must not count twice."""
    said = json_text.dumps(["incident", *(str(part) for part in parts)], ensure_ascii=False)
    return f"cli-{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def day_said(day: str | None) -> str:
    """The day as a part of a key. Without one it is today: said once more tomorrow, the same words are another thing."""
    return day or legal_day(now()).isoformat()


def now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


def instant_of(text: str | None, where: str) -> datetime:
    """'2026-11-20T12:00' in Japan, or with an offset; None is now. BadOption for another form."""
    if text is None:
        return now()
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadOption(
            "not an instant", where=where, found=text, expected="a time such as 2026-11-20T12:00"
        ) from error
    return at if at.tzinfo else at.replace(tzinfo=JST)


def units_of(text: str, decimals: int, where: str) -> int:
    """Coins as smallest units, exactly. BadOption for another form, or more decimals than the asset has."""
    match = _COINS.fullmatch(text)
    units = Fraction(text.replace(",", "")) * 10**decimals if match else Fraction(1, 2)
    if units.denominator != 1:
        raise BadOption(
            "not a number of coins",
            where=where,
            found=text,
            expected=f"a plain number with at most {decimals} decimals, e.g. 1.5",
        )
    return units.numerator


def decimals_of(book: Path, asset: str) -> int:
    """The decimals of an asset of the book. Raises IncidentRefused."""
    from hozen.records import Book
    from hozen.workflows.incident import IncidentRefused
    from hozen.workflows.incident.book_day import assets_and_wallets

    known, _ = assets_and_wallets(Book.open(book))
    if asset not in known:
        raise IncidentRefused(
            "the book has no such asset", found=asset, expected="an asset as in the table assets"
        )
    return known[asset]
