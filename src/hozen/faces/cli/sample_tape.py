"""`hozen sample-tape`: a made-up tape of a market, with planted abuse and innocent twins, and the truth about both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of, names_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json, Memory
from hozen.faces.cli.progress import progress

if TYPE_CHECKING:
    from hozen.workflows.market_sim import Tape


def run(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A folder that is new or empty.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 7,
    events: Annotated[int, typer.Option(help="About how many order events.")] = 300_000,
    days: Annotated[int, typer.Option(help="How many days the tape has.")] = 14,
    symbols: Annotated[int, typer.Option("--markets", help="How many markets.")] = 16,
    plant: Annotated[
        str, typer.Option(metavar="A,B", help="What to plant: cases, typologies, all, or twins.")
    ] = "",
    cases: Annotated[int, typer.Option(help="How often each abuse.")] = 15,
    twins: Annotated[int, typer.Option(help="How often each innocent twin.")] = 5,
    first_day: Annotated[str, typer.Option(metavar="DAY", help="The first day.")] = "2026-11-02",
    memory: Memory = "4GB",
    plants: Annotated[bool, typer.Option("--plants", help="List what can be planted.")] = False,
    json: Json = False,
) -> int:
    """Make a tape as a venue would leave it, and beside it the truth."""
    face: Face = context.obj
    if plants:
        return _plants(face, json)
    from hozen.workflows.market_sim import make_tape

    place, first = _named(folder), day_of(first_day, "--first-day")
    with progress(face) as report:
        made = make_tape(
            place,
            seed=seed,
            events=events,
            days=days,
            symbols=symbols,
            plant=names_of(plant),
            cases=cases,
            twins=twins,
            first_day=first,
            memory_limit=memory,
            progress=report,
        )
    return _show(face, made, json)


def _named(folder: Path | None) -> Path:
    if folder is None:
        raise BadOption(
            "no folder was named", expected="hozen sample-tape DIR", try_next="hozen sample-tape --help"
        )
    return folder


def _show(face: Face, made: Tape, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_tape import show_tape

    if json:
        face.json(plain(made))
    else:
        face.show(show_tape(made, face.lang, face.out.width))
    return MET


def _plants(face: Face, json: bool) -> int:
    from hozen.faces.cli.show_tape import show_plants
    from hozen.workflows.market_sim import PLANTS

    if json:
        face.json([{"name": one.name, "typology": one.typology, "twin": one.twin} for one in PLANTS.values()])
    else:
        face.show(show_plants(PLANTS.values(), face.lang, face.out.width))
    return MET
