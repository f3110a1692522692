"""`hozen ledgers`: two ledgers of what customers are owed, against each other."""

from __future__ import annotations

from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, Engine, Json, Memory
from hozen.faces.cli.progress import progress


def run(
    context: typer.Context,
    book: BookFolder,
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="The day to compare, e.g. 2026-11-20.")],
    engine: Engine = "duckdb",
    memory: Memory = "3GB",
    json: Json = False,
) -> int:
    """customer_balances against accounting_balances, every customer and asset. Exit code 2 where they differ."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_ledgers import show_ledgers
    from hozen.workflows.two_ledgers import compare_ledgers

    face: Face = context.obj
    on = day_of(day, "--day")
    with progress(face) as report:
        found = compare_ledgers(book, on, engine=engine, memory_limit=memory, progress=report)
    if json:
        face.json(plain(found))
    else:
        face.show(show_ledgers(found, face.lang, face.out.width))
    return MET if found.agree else BREACH
