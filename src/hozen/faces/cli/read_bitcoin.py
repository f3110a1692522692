"""`hozen read bitcoin`: balances from the firm's own Bitcoin node, into the book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json, Memory
from hozen.faces.cli.progress import progress

if TYPE_CHECKING:
    from hozen.workflows.live import BitcoinAsked


def run(
    context: typer.Context,
    into: Annotated[Path, typer.Option("--into", metavar="BOOK", help="The book folder, with nodes.toml.")],
    day: Annotated[str, typer.Option(metavar="DAY", help="The day; its last block is read.")],
    tip: Annotated[bool, typer.Option("--tip", help="Read the newest block instead.")] = False,
    mapping: Annotated[
        Path | None, typer.Option(metavar="TOML", help="As in `hozen import`. Else BOOK/import.toml.")
    ] = None,
    look: Annotated[
        bool, typer.Option("--preview", help="Show what was read; bring nothing into the book.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of another file; that one is kept aside.")
    ] = False,
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """Ask the node for every Bitcoin wallet of the book, and import the answer."""
    face: Face = context.obj
    from hozen.workflows.live import BitcoinAsked

    asked = BitcoinAsked(into, day_of(day, "--day"), tip, replace, mapping, memory)
    return _preview(asked, face, json) if look else _read(asked, face, json)


def _preview(asked: BitcoinAsked, face: Face, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_import import show_preview
    from hozen.faces.cli.show_read import show_bitcoin
    from hozen.workflows.live import preview_bitcoin

    with progress(face) as report:
        read, found = preview_bitcoin(asked, report)
    if json:
        face.json({"read": plain(read), "preview": plain(found)})
    else:
        lang, width = face.lang, face.out.width
        face.show([*show_bitcoin(read, lang, width), *show_preview(found, lang, width)])
    return MET


def _read(asked: BitcoinAsked, face: Face, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_import import show_imported
    from hozen.faces.cli.show_read import show_bitcoin
    from hozen.workflows.live import read_bitcoin

    with progress(face) as report:
        read, done = read_bitcoin(asked, report)
    if json:
        face.json({"read": plain(read), "import": plain(done)})
    else:
        lang, width = face.lang, face.out.width
        face.show([*show_bitcoin(read, lang, width), *show_imported(done, asked.book, lang, width)])
    return MET
