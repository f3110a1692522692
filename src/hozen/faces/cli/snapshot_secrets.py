"""`hozen snapshot secrets`: make the store of a book's master secret, or see whether it opens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.grid import pairs
from hozen.faces.cli.options import BookFolder
from hozen.faces.words import say


def run(
    context: typer.Context,
    book: BookFolder,
    new: Annotated[
        Path | None, typer.Option("--new", metavar="FILE", help="Make a store: a new file.")
    ] = None,
    secrets: Annotated[
        Path | None, typer.Option("--secrets", metavar="FILE", help="The store. Else HOZEN_SECRETS.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="The key of the store. Else HOZEN_SECRETS_KEY."),
    ] = None,
) -> int:
    """Nothing secret is shown, and no store is written over."""
    from hozen.records import read_settings
    from hozen.workflows.snapshot.secret_store import new_secrets, open_secrets, secrets_at

    face: Face = context.obj
    name = read_settings.read_settings(book).book
    store, opener = secrets_at(new or secrets, key)
    (new_secrets(name, store, opener) if new else open_secrets(store, opener, name))
    done = "secrets.made" if new else "secrets.opens"
    told = [("store", str(store)), ("key", str(opener)), ("book", name)]
    rows = [(say(f"signing.secrets.{word}", face.lang), value) for word, value in told]
    after = [Text(f"  {say('signing.secrets.keep', face.lang)}")] if new else []
    face.show([Text(say(f"signing.{done}", face.lang)), *pairs(rows, face.out.width), *after])
    return MET
