"""`hozen check`: the door alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, Engine, Json, Memory
from hozen.faces.cli.progress import progress


def run(
    context: typer.Context,
    book: BookFolder,
    day: Annotated[
        str | None, typer.Option(metavar="DAY", help="Every dated table must have rows of this day.")
    ] = None,
    engine: Engine = "duckdb",
    memory: Memory = "4GB",
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where rejects.csv goes. Else below hozen's own folder."),
    ] = None,
    json: Json = False,
) -> int:
    """Check every row of every table; nothing is loaded when one is refused."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_check import show_check
    from hozen.records import Book
    from hozen.workflows.door import PassedFiles, admit
    from hozen.workflows.engine_at_home import engine_at_home
    from hozen.workflows.home import home

    face: Face = context.obj
    closed_on = None if day is None else day_of(day, "--day")
    opened = Book.open(book)
    into = rejects or home() / "rejects" / opened.settings.book
    with engine_at_home(engine, memory) as running, progress(face) as report:
        admitted = admit(
            opened,
            running,
            day=closed_on,
            passed=PassedFiles.load(home()),
            rejects=into,
            progress=report,
        )
    if json:
        face.json(plain(admitted))
    else:
        face.show(show_check(opened, admitted, face.lang, face.out.width))
    return MET
