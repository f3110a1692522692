"""`hozen incident approve`, `close`, `show`, `replay`, `list`: the case as it is kept."""

from __future__ import annotations

from typing import Annotated

import typer

from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.incident_case import Case, Day, acted, hand_of, now
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Key, Note


def approve(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The number of the entry to approve.")],
    note: Note = "",
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Approve what another person entered."""
    who = (actor, None, None, books)
    return acted(context.obj, (book, case), who, json, lambda hand: hand.approve(entry, note))


def close(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    why: Annotated[str, typer.Option("--why", help="Why it may close with something still open.")] = "",
    day: Day = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Close the case. Refused while something is open, unless --why says why."""
    who = (actor, day, key, books)
    return acted(context.obj, (book, case), who, json, lambda hand: hand.close(why))


def show(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    entry: Annotated[
        int | None,
        typer.Option("--entry", metavar="ENTRY", help="As this entry left it. Else as it now stands."),
    ] = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """The case as it stands, or as it stood."""
    from hozen.faces.cli.incident_document import incident_document
    from hozen.faces.cli.show_incident import show_incident
    from hozen.workflows.incident import as_of

    face: Face = context.obj
    with hand_of(book, case, "reader", None, None, books) as hand:
        record = hand.books.cases.show(hand.book, case)
    state = as_of(record, record.last if entry is None else entry)
    if json:
        face.json(incident_document(state))
    else:
        face.show(show_incident(state, now().date(), face.lang, face.out.width))
    return MET


def replay(
    context: typer.Context, book: BookFolder, case: Case, books: BooksAt = None, json: Json = False
) -> int:
    """Every entry in order: what was said, when and by whom, and who approved it."""
    from hozen.faces.cli.incident_document import incident_document
    from hozen.faces.cli.show_incident import show_entries

    face: Face = context.obj
    with hand_of(book, case, "reader", None, None, books) as hand:
        record = hand.books.cases.show(hand.book, case)
    if json:
        face.json(incident_document(record))
    else:
        face.show(show_entries(record, face.lang, face.out.width))
    return MET


def listed(
    context: typer.Context,
    book: BookFolder,
    every: Annotated[bool, typer.Option("--all", help="Closed cases too.")] = False,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """The incidents of a book."""
    from hozen.faces.cli.incident_document import incident_document
    from hozen.faces.cli.show_incident import show_list
    from hozen.workflows.incident import state_of

    face: Face = context.obj
    with hand_of(book, "", "reader", None, None, books) as hand:
        found = hand.books.cases.list(hand.book, "incident", open_only=not every)
        name = hand.book
    states = [state_of(one) for one in found]
    if json:
        face.json(incident_document(states))
    else:
        face.show(show_list(name, states, face.lang, face.out.width))
    return MET
