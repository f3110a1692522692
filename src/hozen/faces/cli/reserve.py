"""`hozen reserve`: volumes and custody through scenarios, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hozen.faces.cli.amounts import yen_of
from hozen.faces.cli.arguments import day_of, names_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Engine, Json, Memory
from hozen.faces.cli.progress import progress

if TYPE_CHECKING:
    from hozen.values import Yen
    from hozen.workflows.reserve import ReserveReport


def run(
    context: typer.Context,
    source: Annotated[
        Path, typer.Argument(metavar="BOOK|VOLUMES.csv", help="A book folder, or volumes alone.")
    ],
    scenario: Annotated[str, typer.Option(metavar="NAME|FILE", help="A shipped scenario or your own file.")],
    compare: Annotated[str, typer.Option(metavar="all|A,B", help="More scenarios to lay beside it.")] = "",
    years: Annotated[int, typer.Option(help="How many years ahead the path goes.")] = 5,
    day: Annotated[str | None, typer.Option(metavar="DAY", help="As of which day. Else the newest.")] = None,
    held: Annotated[
        str | None, typer.Option(metavar="¥", help="What is set aside, e.g. 2bn or 20億.")
    ] = None,
    customer_crypto: Annotated[
        str | None, typer.Option(metavar="¥", help="For a CSV: customers' crypto in yen.")
    ] = None,
    cold_crypto: Annotated[str | None, typer.Option(metavar="¥", help="For a CSV: of it, cold.")] = None,
    year_start: Annotated[
        str, typer.Option(metavar="MM-DD", help="For a CSV: first day of the business year.")
    ] = "04-01",
    engine: Engine = "duckdb",
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """What each scenario asks of a firm, what it holds, and its path."""
    from hozen.workflows.reserve import reserve

    face: Face = context.obj
    beside: Literal["all"] | tuple[str, ...] = "all" if compare == "all" else names_of(compare)
    with progress(face) as told:
        report = reserve(
            source,
            scenario,
            compare=beside,
            years=years,
            day=None if day is None else day_of(day, "--day"),
            held=_yen(held, "--held"),
            customer_crypto=_yen(customer_crypto, "--customer-crypto"),
            cold_customer_crypto=_yen(cold_crypto, "--cold-crypto"),
            year_start=year_start,
            engine=engine,
            memory_limit=memory,
            progress=told,
        )
    _show(report, face, json)
    return MET  # a calculation judges nobody: what is due falls due on the year's last day


def _yen(text: str | None, where: str) -> Yen | None:
    return None if text is None else yen_of(text, where)


def _show(report: ReserveReport, face: Face, json: bool) -> None:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_reserve import show_reserve

    if json:
        face.json(plain(report))
    else:
        face.show(show_reserve(report, face.lang, face.out.width))
