"""`hozen surveil tune`: what other values of a parameter would have found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import names_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json, Memory
from hozen.faces.cli.progress import progress


def tune(
    context: typer.Context,
    tape: Annotated[Path, typer.Argument(metavar="TAPE", help="The tape folder: orders, trades, accounts.")],
    detector: Annotated[str, typer.Option("--detector", metavar="NAME", help="The detector to tune.")],
    parameter: Annotated[str, typer.Option("--parameter", metavar="NAME", help="Its parameter.")],
    values: Annotated[str, typer.Option("--values", metavar="A,B", help="The values to try.")],
    truth: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What was planted: truth.parquet of a made-up tape.")
    ] = None,
    parameters: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own parameters: what differs from the start values."),
    ] = None,
    plots: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Also draw the curves there, as PNG and SVG.")
    ] = None,
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """Run a detector with one parameter at several values."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_tuning import show_tuning
    from hozen.workflows.surveillance_tune import tune as tuned

    face: Face = context.obj
    with progress(face) as report:
        found = tuned(
            *(tape, detector, parameter, names_of(values)),
            truth=truth,
            parameters=parameters,
            memory_limit=memory,
            progress=report,
        )
    if plots is not None:
        from hozen.faces.reports.plots import draw

        drawn = draw(found, plots, face.lang)
        face.err.print(face.say("adequacy.drawn", files=", ".join(one.name for one in drawn.files)))
    if json:
        face.json(plain(found))
    else:
        face.show(show_tuning(found, face.lang, face.out.width))
    return MET
