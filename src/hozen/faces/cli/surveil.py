"""`hozen surveil`: market surveillance of a tape."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of, names_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json, Memory
from hozen.faces.cli.progress import progress

_Tape = Annotated[Path, typer.Argument(metavar="TAPE", help="The tape folder: orders, trades, accounts.")]
_Folder = Annotated[Path, typer.Argument(metavar="ALERTS", help="The folder into which a run wrote.")]
_Into = Annotated[Path, typer.Option("--into", metavar="ALERTS", help="Where the alerts go.")]
_Parameters = Annotated[
    Path | None,
    typer.Option(
        "--parameters", metavar="FILE", help="Your own parameters: what differs from the start values."
    ),
]
_Start = Annotated[
    str | None,
    typer.Option("--start", metavar="SET", help="An older set of start values, to make a past run again."),
]
_Detectors = Annotated[
    str | None,
    typer.Option("--detector", metavar="A,B", help="These detectors only, e.g. layering,spoofing."),
]
_Day = Annotated[
    str | None, typer.Option("--day", metavar="DAY", help="Alerts that end on this day in Japan only.")
]
_Symbol = Annotated[
    str | None, typer.Option("--symbol", metavar="MARKET", help="This market only, e.g. BTC/JPY.")
]
_Limit = Annotated[
    int, typer.Option("--limit", metavar="N", help="How many alerts to show, the strongest first.")
]


def run(
    context: typer.Context,
    tape: _Tape,
    into: _Into = Path("alerts"),
    parameters: _Parameters = None,
    start: _Start = None,
    detector: _Detectors = None,
    day: _Day = None,
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """Look at a tape with every detector and write the alerts."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_surveillance import show_run
    from hozen.workflows.surveillance_run import run_surveillance

    face: Face = context.obj
    on = None if day is None else day_of(day, "--day")
    with progress(face) as report:
        done = run_surveillance(
            tape,
            into,
            parameters=parameters,
            start=start,
            detectors=names_of(detector),
            day=on,
            memory_limit=memory,
            progress=report,
        )
    if json:
        face.json(plain(done))
    else:
        face.show(show_run(done, face.lang, face.out.width))
    return MET


def alerts(
    context: typer.Context,
    folder: _Folder,
    detector: _Detectors = None,
    symbol: _Symbol = None,
    limit: _Limit = 20,
    json: Json = False,
) -> int:
    """The alerts of a run, the strongest first, with their reasons."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_surveillance import show_alerts
    from hozen.workflows.surveillance_run.reading import read_alerts

    face: Face = context.obj
    found = read_alerts(folder, names_of(detector), symbol)
    if json:
        face.json(plain(found))
    else:
        face.show(show_alerts(found, folder, limit, face.lang, face.out.width))
    return MET
