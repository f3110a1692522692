"""`hozen import`: a file from a bank, a node, a custodian or a venue, into the book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json, Memory
from hozen.faces.cli.progress import progress
from hozen.faces.words import say

if TYPE_CHECKING:
    from hozen.workflows.importing import Asked


def run(
    context: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="What the file is: camt053, mt940, zengin, ….")
    ] = None,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The file as it was received.")] = None,
    into: Annotated[Path | None, typer.Option("--into", metavar="BOOK", help="The book folder.")] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="TOML", help="What their names are called here. Else BOOK/import.toml."),
    ] = None,
    day: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day it must be of; needed where it says none.")
    ] = None,
    height: Annotated[int | None, typer.Option(min=0, help="Block height of a dumptxoutset file.")] = None,
    look: Annotated[bool, typer.Option("--preview", help="Show what it holds; write nothing.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of another file; that one is kept aside.")
    ] = False,
    memory: Memory = "4GB",
    finish: Annotated[
        bool, typer.Option("--finish", help="Only finish an import that was cut off half way.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Only take back one that was cut off half way.")
    ] = False,
    kinds: Annotated[bool, typer.Option("--kinds", help="List the kinds of file.")] = False,
    json: Json = False,
) -> int:
    """Read a file from outside into a book, all of it or nothing."""
    face: Face = context.obj
    if kinds:
        return _kinds(face, json)
    if into is not None and (finish or undo):
        return _settle(into, face, take_back=undo)
    if kind is None or file is None or into is None:
        raise BadOption(
            "something is not said",
            expected="hozen import KIND FILE --into BOOK",
            try_next="hozen import --kinds",
        )
    from hozen.workflows.importing import KINDS, Asked

    if kind not in KINDS:
        raise BadOption("no such kind of file", where="KIND", found=kind, expected=", ".join(KINDS))
    closed_on = None if day is None else day_of(day, "--day")
    asked = Asked(kind, file, into, mapping, closed_on, height, replace, memory)
    return _preview(asked, face, json) if look else _import(asked, face, json)


def _preview(asked: Asked, face: Face, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_import import show_preview
    from hozen.workflows.importing import preview

    with progress(face) as report:
        found = preview(asked, report)
    if json:
        face.json(plain(found))
    else:
        face.show(show_preview(found, face.lang, face.out.width))
    return MET


def _import(asked: Asked, face: Face, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_import import show_imported
    from hozen.workflows.importing import import_file

    with progress(face) as report:
        done = import_file(asked, report)
    if json:
        face.json(plain(done))
    else:
        face.show(show_imported(done, asked.book, face.lang, face.out.width))
    return MET


def _settle(book: Path, face: Face, *, take_back: bool) -> int:
    from hozen.workflows.importing import settle

    done = settle(book, take_back=take_back)
    word = ("undone" if take_back else "finished") if done else "nothing_pending"
    face.show([say(f"importing.{word}", face.lang, book=book)])
    return MET


def _kinds(face: Face, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_import import show_kinds
    from hozen.workflows.importing import KINDS

    if json:
        face.json(plain(tuple(KINDS.values())))
    else:
        face.show(show_kinds(KINDS.values(), face.lang, face.out.width))
    return MET
