"""`hozen books`: closings as they are kept, approved and verified."""

from __future__ import annotations

from typing import Annotated

import typer

from hozen.faces.cli.exits import BREACH, MET, exit_of
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BooksAt, Json, Note
from hozen.faces.cli.progress import progress

_Ref = Annotated[
    str,
    typer.Argument(
        metavar="REF", help="An entry number, or BOOK/DAY, BOOK/DAY/SCENARIO, BOOK/DAY/SCENARIO/VERSION."
    ),
]


def listed(
    context: typer.Context,
    book: Annotated[
        str | None, typer.Argument(metavar="BOOK", help="The name of one book. Else every one.")
    ] = None,
    newest: Annotated[bool, typer.Option("--newest", help="Only the newest version of each.")] = False,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Closings, who prepared and who approved them."""
    from hozen.books import open_books
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_books import show_list
    from hozen.workflows.home import books_address

    face: Face = context.obj
    with open_books(books_address(books)) as opened:
        found, where = opened.closings(book, newest_only=newest), opened.where
    if json:
        face.json(plain(found))
    else:
        face.show(show_list(found, where, face.lang, face.out.width))
    return MET


def show(context: typer.Context, reference: _Ref, books: BooksAt = None, json: Json = False) -> int:
    """One closing, shown as the close showed it. Ends with 2 where it holds a breach."""
    from hozen.books import open_books
    from hozen.faces.cli.closing import InBooks, show_closing
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.reference import reference_of
    from hozen.faces.cli.view import View
    from hozen.workflows.daily_close import closing_from_json, in_log
    from hozen.workflows.home import books_address

    face: Face = context.obj
    with open_books(books_address(books)) as opened:
        record = opened.closing(reference_of(reference, opened))
        anchor, closing = opened.anchor(), closing_from_json(record.body)
        breaks = in_log(closing, opened.breaks.list(closing.book))
    if json:
        face.json(plain(record))
    else:
        kept = InBooks.of_record(record, anchor, breaks)
        face.show(show_closing(closing, kept, View(face.lang, face.out.width, closing.business_days)))
    return exit_of(closing.findings)


def approve(
    context: typer.Context,
    reference: _Ref,
    actor: Actor = None,
    note: Note = "",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Approve a closing that another person prepared."""
    return _approval(context.obj, reference, actor, note, books, json, withdrawing=False)


def withdraw(
    context: typer.Context,
    reference: _Ref,
    actor: Actor = None,
    note: Note = "",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Take an approval back; both stay in the books."""
    return _approval(context.obj, reference, actor, note, books, json, withdrawing=True)


def _approval(
    face: Face, reference: str, actor: str | None, note: str, books: str | None, json: bool, withdrawing: bool
) -> int:
    from hozen.books import open_books
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.reference import reference_of
    from hozen.faces.cli.show_books import show_approval
    from hozen.workflows.home import actor_name, books_address

    who = actor_name(actor)
    with open_books(books_address(books)) as opened:
        meant = reference_of(reference, opened)
        done = opened.withdraw_approval(meant, who, note) if withdrawing else opened.approve(meant, who, note)
        anchor = opened.anchor()
    if json:
        face.json({"approval": plain(done), "anchor": anchor})
    else:
        face.show(show_approval(done, anchor, face.lang, face.out.width))
    return MET


def verify(
    context: typer.Context,
    anchor: Annotated[
        list[str] | None,
        typer.Option(
            "--anchor", metavar="NUMBER:HASH", help="An anchor you kept elsewhere; may be given often."
        ),
    ] = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Work every hash out again. Ends with 2 where an entry was altered, removed, added or moved."""
    from hozen.books import open_books
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_books import show_verification
    from hozen.workflows.home import books_address

    face: Face = context.obj
    with open_books(books_address(books), check=False) as opened, progress(face) as report:
        found = opened.verify(anchor, lambda done, of: report("entries", done, of))
        where = opened.where
    if json:
        face.json({"ok": found.ok, "where": where, "verification": plain(found)})
    else:
        face.show(show_verification(found, where, face.lang, face.out.width))
    return MET if found.ok else BREACH
