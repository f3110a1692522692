"""`hozen sample`: a pretend exchange, with or without planted faults."""

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
    from hozen.workflows.sample.sample import Sample

_Registers = Annotated[
    bool,
    typer.Option("--registers", help="With the register of crypto-assets, disclosures and reports filed."),
]
_Year = Annotated[
    int | None,
    typer.Option(
        metavar="YEAR", help="A whole year to its last day, with what moved on customers' accounts."
    ),
]


def run(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A folder that is new or empty.")
    ] = None,
    customers: Annotated[int, typer.Option(help="How many customers.")] = 100_000,
    days: Annotated[int, typer.Option(help="How many days can be closed.")] = 30,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 7,
    plant: Annotated[str, typer.Option(metavar="A,B", help="Faults to plant on the last day.")] = "",
    last_day: Annotated[str, typer.Option(metavar="DAY", help="The last day.")] = "2026-11-20",
    trades: Annotated[int | None, typer.Option(help="How many trades.")] = None,
    wallets: Annotated[int | None, typer.Option(help="How many wallets.")] = None,
    assets: Annotated[int | None, typer.Option(help="How many kinds of crypto-asset.")] = None,
    registers: _Registers = False,
    year: _Year = None,
    memory: Memory = "4GB",
    plants: Annotated[bool, typer.Option("--plants", help="List the faults that can be planted.")] = False,
    json: Json = False,
) -> int:
    """Make a book folder as an exchange would leave it."""
    face: Face = context.obj
    if plants:
        return _plants(face, json)
    if folder is None:
        raise BadOption("no folder was named", expected="hozen sample DIR", try_next="hozen sample --help")
    from hozen.workflows.sample import make_sample

    last = day_of(last_day, "--last-day")
    with progress(face) as report:
        made = make_sample(
            folder,
            customers=customers,
            days=days,
            seed=seed,
            plant=names_of(plant),
            last_day=last,
            trades=trades,
            wallets=wallets,
            assets=assets,
            registers=registers,
            year=year,
            memory_limit=memory,
            progress=report,
        )
    return _made(face, json, made)


def _made(face: Face, json: bool, made: Sample) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_sample import show_sample

    if json:
        face.json(plain(made))
    else:
        face.show(show_sample(made, face.lang, face.out.width))
    return MET


def _plants(face: Face, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_sample import show_plants
    from hozen.workflows.sample.plants import PLANTS

    if json:
        face.json(plain(tuple(PLANTS.values())))
    else:
        face.show(show_plants(PLANTS.values(), face.lang, face.out.width))
    return MET
