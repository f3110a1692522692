"""`hozen snapshot prove`: which provers of hidden totals are installed, and whether one of them loads."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.words import say


def run(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Option("--with", metavar="NAME", help="Load this prover, and see that it is one.")
    ] = None,
) -> int:
    """hozen brings none: a package names itself under the entry point hozen.liability_provers."""
    from hozen.workflows.snapshot.provers import load_prover, provers

    face: Face = context.obj
    if name is not None:
        loaded = load_prover(name)
        face.show([Text(say("signing.prover.loads", face.lang, name=loaded.name))])
        return MET
    found = provers()
    face.show([Text(one) for one in found] or [Text(say("signing.prover.none", face.lang))])
    return MET
