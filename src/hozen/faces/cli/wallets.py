"""`hozen wallets`: the text that wallets sign for a day, and whether a key signed a text."""

from __future__ import annotations

from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, BooksAt, Json


def challenge(
    context: typer.Context,
    book: BookFolder,
    day: Annotated[str, typer.Option(metavar="DAY", help="The day to prove, e.g. 2026-11-20.")],
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """One line of text: it names book and day, and carries the newest entry of the books."""
    from hozen.books import open_books
    from hozen.records import read_settings
    from hozen.workflows.home import books_address
    from hozen.workflows.ownership import wallet_challenge

    face: Face = context.obj
    on, name = day_of(day, "--day"), read_settings.read_settings(book).book
    with open_books(books_address(books)) as kept:
        text = wallet_challenge(name, on, kept)
    if json:
        face.json({"book": name, "day": on.isoformat(), "challenge": text})
    else:
        face.show([text])
    return MET


def verify(
    context: typer.Context,
    address: Annotated[str, typer.Option(metavar="ADDRESS", help="Whose key is said to have signed.")],
    message: Annotated[str, typer.Option(metavar="TEXT", help="The text, to the last character.")],
    signature: Annotated[str, typer.Option(metavar="SIGNATURE", help="As the wallet gave it.")],
    method: Annotated[
        str | None,
        typer.Option(
            metavar="METHOD", help="bip322, bip137, eip191 or eip191_hashed. Else told by the signature."
        ),
    ] = None,
    json: Json = False,
) -> int:
    """Exit code 0 for a valid signature, 2 for any other."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_wallets import show_verified
    from hozen.rules.custody.ownership import Method, verify

    face: Face = context.obj
    methods = {one.value: one for one in Method}
    if method is not None and method not in methods:
        raise BadOption("not a method", where="--method", found=method, expected=", ".join(methods))
    found = verify(address, message, signature, methods.get(method or ""))
    if json:
        face.json({"address": address, "message": message, **_document(plain(found))})
    else:
        face.show(show_verified(found, address, message, face.lang, face.out.width))
    return MET if found.valid else BREACH


def _document(found: object) -> dict[str, object]:
    return found if isinstance(found, dict) else {}
