"""`hozen snapshot prove`: which provers of hidden totals are installed, and a day proved by one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import SnapshotDay
from hozen.faces.words import say


def run(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="As with the other commands; none to list provers."),
    ] = None,
    day: SnapshotDay = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--with", metavar="NAME", help="By this prover; without a folder see only that it loads."
        ),
    ] = None,
) -> int:
    """hozen brings none: a package names itself under the entry point hozen.liability_provers."""
    from hozen.workflows.snapshot.day_folder import open_day
    from hozen.workflows.snapshot.prover_rows import rows_of_day
    from hozen.workflows.snapshot.provers import load_prover, prove_with, provers

    face: Face = context.obj
    if name is not None:
        loaded, said = load_prover(name), {"name": name}
        if folder is not None:
            one = open_day(folder, None if day is None else day_of(day, "--day"))
            said["file"] = str(prove_with(loaded, one, rows_of_day(one)))
        face.show([Text(say(f"signing.prover.{'done' if folder else 'loads'}", face.lang, **said))])
        return MET
    if folder is not None:
        raise BadOption(
            "nobody said which prover", where="--with", expected=", ".join(provers()) or "a prover"
        )
    found = provers()
    face.show([Text(one) for one in found] or [Text(say("signing.prover.none", face.lang))])
    return MET
