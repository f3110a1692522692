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
    from hozen.workflows.importing import Asked, Imported, Preview
    from hozen.workflows.live.bitcoin import BitcoinRead


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
    from hozen.workflows.importing import Asked
    from hozen.workflows.live.bitcoin import BitcoinAsked, read_bitcoin
    from hozen.workflows.live.kept import Kept

    of = day_of(day, "--day")
    with progress(face) as report:
        read = read_bitcoin(BitcoinAsked(into, of, tip, mapping, memory), report)
        asked = Asked("scantxoutset", read.file, into, mapping, of, None, replace, memory)
        done = _brought(asked, look)
    _show(face, read, done, asked, json)
    if not look:
        Kept(read.file.parent).clear()
    return MET


def _brought(asked: Asked, look: bool) -> Preview | Imported:
    from hozen.workflows.importing import import_file, preview

    return preview(asked) if look else import_file(asked)


def _show(face: Face, read: BitcoinRead, done: Preview | Imported, asked: Asked, json: bool) -> None:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_import import show_imported, show_preview
    from hozen.faces.cli.show_read import show_bitcoin
    from hozen.workflows.importing import Preview

    if json:
        face.json({"read": plain(read), "preview" if isinstance(done, Preview) else "import": plain(done)})
        return
    width = face.out.width
    face.show(show_bitcoin(read, face.lang, width))
    if isinstance(done, Preview):
        face.show(show_preview(done, face.lang, width))
    else:
        face.show(show_imported(done, asked.book, face.lang, width))
