"""`hozen breaks`: the breaks between chain and ledger, found day by day and kept in the break log."""

from __future__ import annotations

import hashlib
import json as json_text
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of, day_or_today
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Engine, Json, Key, Memory, Note
from hozen.faces.cli.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from hozen.books import BreakRecord
    from hozen.books.break_log import BreakLog

_Book = Annotated[str, typer.Argument(metavar="BOOK", help="The name of the book, as in book.toml.")]
_Break = Annotated[int, typer.Argument(metavar="BREAK", help="The number of the break.")]
_Day = Annotated[str | None, typer.Option("--day", metavar="DAY", help="The day it counts for. Else today.")]


def find(
    context: typer.Context,
    book: BookFolder,
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="The day to reconcile, e.g. 2026-11-20.")],
    dry: Annotated[bool, typer.Option("--dry", help="Show the breaks; leave the log alone.")] = False,
    actor: Actor = None,
    engine: Engine = "duckdb",
    memory: Memory = "4GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Exit code 2 when something is short."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_breaks import show_found
    from hozen.workflows.reconcile import reconcile

    face: Face = context.obj
    on = day_of(day, "--day")
    with progress(face) as report:
        found = reconcile(
            book,
            on,
            carry=not dry,
            engine=engine,
            memory_limit=memory,
            books=books,
            actor=actor,
            progress=report,
        )
    if json:
        face.json(plain(found))
    else:
        face.show(show_found(found, face.lang, face.out.width))
    return BREACH if any(one.units < 0 for one in found.breaks) else MET


def listed(
    context: typer.Context,
    book: _Book,
    every: Annotated[bool, typer.Option("--all", help="Resolved breaks too.")] = False,
    day: _Day = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Open breaks, how old they are, who looks after them, and by when each is to be cured."""
    from hozen.books import open_books
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_breaks import show_breaks
    from hozen.workflows.home import books_address

    face: Face = context.obj
    on = day_or_today(day, "--day")
    with open_books(books_address(books)) as kept:
        found = kept.breaks.list(book, open_only=not every)
    if json:
        face.json(plain(found))
    else:
        face.show(show_breaks(book, found, on, face.lang, face.out.width))
    return MET


def show(context: typer.Context, number: _Break, books: BooksAt = None, json: Json = False) -> int:
    """One break with everything that was ever said of it."""
    return _kept(context.obj, books, json, lambda log: log.show(number))


def history(
    context: typer.Context,
    book: _Book,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Every entry of the break log in order: what was opened, said and resolved, when and by whom."""
    from hozen.books import open_books
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_breaks import show_history, steps_in_order
    from hozen.workflows.home import books_address

    face: Face = context.obj
    with open_books(books_address(books)) as kept:
        found = kept.breaks.list(book)
    if json:
        face.json([{"break": one.seq, "step": plain(step)} for one, step in steps_in_order(found)])
    else:
        face.show(show_history(book, found, face.lang, face.out.width))
    return MET


def assign(
    context: typer.Context,
    number: _Break,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="Who looks after it.")],
    day: _Day = None,
    note: Note = "",
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Name who looks after an open break."""
    who, on = _who_and_when(actor, day)
    told = key or _key("assign", number, to, on, note, who)
    return _kept(
        context.obj, books, json, lambda log: log.assign(number, to, actor=who, note=note, day=on, key=told)
    )


def note(
    context: typer.Context,
    number: _Break,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be kept with the break.")],
    day: _Day = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Say something about a break, open or resolved."""
    who, on = _who_and_when(actor, day)
    told = key or _key("note", number, text, on, who)
    return _kept(context.obj, books, json, lambda log: log.note(number, text, actor=who, day=on, key=told))


def reclassify(
    context: typer.Context,
    number: _Break,
    cause: Annotated[
        str, typer.Option("--cause", metavar="CAUSE", help="The right cause, e.g. fee_not_booked.")
    ],
    why: Annotated[str, typer.Option("--note", help="Why; kept with the entry.")],
    day: _Day = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Name another cause than the evidence's."""
    from hozen.rules.segregation import BreakClass

    causes = [one.value for one in BreakClass]
    if cause not in causes:
        raise BadOption("not a cause", where="--cause", found=cause, expected=", ".join(causes))
    who, on = _who_and_when(actor, day)
    told = key or _key("reclassify", number, cause, on, why, who)
    return _kept(
        context.obj,
        books,
        json,
        lambda log: log.reclassify(number, cause, actor=who, note=why, day=on, key=told),
    )


def resolve(
    context: typer.Context,
    number: _Break,
    by: Annotated[str, typer.Option("--by", metavar="RECORD", help="The entry or record that cured it.")],
    day: _Day = None,
    note: Note = "",
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Say what cured a break. If the next day still shows it, it is opened again."""
    who, on = _who_and_when(actor, day)
    told = key or _key("resolve", number, by, on, note, who)
    return _kept(
        context.obj, books, json, lambda log: log.resolve(number, by, actor=who, note=note, day=on, key=told)
    )


def _key(*parts: object) -> str:
    """The same words twice are one entry: a command that is sent again must not count twice."""
    told = json_text.dumps(["breaks", *(str(part) for part in parts)], ensure_ascii=False)
    return f"cli-{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _who_and_when(actor: str | None, day: str | None) -> tuple[str, date]:
    from hozen.workflows.home import actor_name

    return actor_name(actor), day_or_today(day, "--day")


def _kept(face: Face, books: str | None, json: bool, say: Callable[[BreakLog], BreakRecord]) -> int:
    """Open the books, let `say` ask or tell the break log, and show the break as it then stands."""
    from hozen.books import open_books
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_breaks import show_break
    from hozen.workflows.home import books_address

    with open_books(books_address(books)) as kept:
        done = say(kept.breaks)
    if json:
        face.json(plain(done))
    else:
        face.show(show_break(done, face.lang, face.out.width))
    return MET
