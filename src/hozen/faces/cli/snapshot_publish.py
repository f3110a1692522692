"""`hozen snapshot publish`: a folder of snapshots as a site of files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.grid import pairs
from hozen.faces.cli.options import AllSnapshots, Roots
from hozen.faces.words import say


def run(
    context: typer.Context,
    folder: AllSnapshots,
    site: Annotated[
        Path, typer.Argument(metavar="SITE", help="A new folder, or one that was published before.")
    ],
    firm: Annotated[
        str, typer.Option("--firm", metavar="NAME", help="What the pages call you. Else the book's name.")
    ] = "",
    root: Roots = None,
) -> int:
    """The whole past is checked first. The site changes at once, or not at all."""
    from hozen.faces.site import site_files
    from hozen.workflows.snapshot.history import read_history
    from hozen.workflows.snapshot.publish import publish

    face: Face = context.obj
    days = read_history(folder, root)
    files = site_files(days, firm)
    publish(site, files)
    told = [
        ("day", days[-1].day.isoformat()),
        ("commitment", days[-1].public.commitment.hex()),
        ("days", str(len(days))),
        ("site", str(site / "index.html")),
    ]
    rows = [(say(f"signing.label.{word}", face.lang), value) for word, value in told]
    face.show([Text(say("signing.published", face.lang)), *pairs(rows, face.out.width)])
    return MET
