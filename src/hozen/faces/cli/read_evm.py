"""`hozen read evm`: balances of an EVM chain from a node, into the book."""

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
    from hozen.workflows.live import EvmAsked


def run(
    context: typer.Context,
    into: Annotated[Path, typer.Option("--into", metavar="BOOK", help="The book folder.")],
    day: Annotated[str, typer.Option(metavar="DAY", help="The day at whose end the balances stand (JST).")],
    chain: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Which evm.NAME of nodes.toml, where there are several."),
    ] = None,
    final: Annotated[
        bool, typer.Option("--finalized", help="At the chain's own final block instead of the day's last.")
    ] = False,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="TOML", help="What chains and assets are called here. Else BOOK/import.toml."),
    ] = None,
    look: Annotated[bool, typer.Option("--preview", help="Show what it comes to; change no table.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of another import of that chain and day.")
    ] = False,
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """Read every wallet's balances of one chain at one block, and import them."""
    face: Face = context.obj
    from hozen.workflows.live import EvmAsked

    asked = EvmAsked(into, day_of(day, "--day"), chain, final, replace, mapping, memory)
    return _preview(asked, face, json) if look else _read(asked, face, json)


def _preview(asked: EvmAsked, face: Face, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_import import show_preview
    from hozen.workflows.live import preview_evm

    with progress(face) as report:
        found = preview_evm(asked, report)
    if json:
        face.json(plain(found))
    else:
        face.show(show_preview(found, face.lang, face.out.width))
    return MET


def _read(asked: EvmAsked, face: Face, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_import import show_imported
    from hozen.workflows.live import read_evm

    with progress(face) as report:
        done = read_evm(asked, report)
    if json:
        face.json(plain(done))
    else:
        face.show(show_imported(done, asked.book, face.lang, face.out.width))
    return MET
