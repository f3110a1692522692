"""`hozen replay`: what reserves would have paid in real incidents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.amounts import amounts_of
from hozen.faces.cli.arguments import day_of, names_of
from hozen.faces.cli.compensation_options import Drill, How, terms_of, what_if_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json, LawDay


def run(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|all", help="Firm and year, e.g. dmm-2024; or all.")],
    reserve: Annotated[
        str, typer.Option(metavar="¥,¥", help="Reserves to try, e.g. 2bn,5bn,10bn,40bn or 20億,50億.")
    ] = "2bn,5bn,10bn,40bn",
    scenario: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Scenarios to ask; none for no scenario. Else every one."),
    ] = None,
    day: LawDay = None,
    drill: Annotated[
        bool,
        typer.Option("--drill", help="The same theft at a sample exchange: who gets what, from what, when."),
    ] = False,
    what_if: Drill = "",
    method: How = "in_kind",
    customers: Annotated[int, typer.Option(help="With --drill: how many customers the sample has.")] = 20_000,
    keep: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="With --drill: where book, books and plan stay.")
    ] = None,
    json: Json = False,
) -> int:
    """Replay one incident, or all of them."""
    if drill:
        return _drill(context.obj, name, scenario, (what_if, method), (customers, keep), json)
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_replay import show_replay
    from hozen.workflows.replay import replay

    face: Face = context.obj
    asked = None if scenario is None else names_of("" if scenario == "none" else scenario)
    report = replay(
        name,
        reserves=amounts_of(reserve, "--reserve"),
        scenarios=asked,
        day=None if day is None else day_of(day, "--day"),
    )
    if json:
        face.json(plain(report))
    else:
        face.show(show_replay(report, face.lang, face.out.width))
    return MET


def _drill(
    face: Face,
    name: str,
    scenario: str | None,
    asked: tuple[str, str],
    size: tuple[int, Path | None],
    json: bool,
) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.progress import progress
    from hozen.faces.cli.show_drill import show_drill
    from hozen.workflows.drill import drill as run_drill

    (assumed, method), (customers, keep) = asked, size
    terms = terms_of(method, "per_asset", "", None, True)
    with progress(face) as report:
        found = run_drill(
            name,
            customers=customers,
            scenario=scenario,
            terms=terms,
            what_if=what_if_of(assumed),
            keep=keep,
            progress=report,
        )
    if json:
        face.json(plain(found))
    else:
        face.show(show_drill(found, face.lang, face.out.width))
    return MET
