"""`hozen tax explain`: from which purchases the cost of one disposal comes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json
from hozen.faces.cli.tax import Carry, Elections, Events, Scenario, Year


def explain(
    context: typer.Context,
    events: Events,
    year: Year,
    line: Annotated[
        int, typer.Option("--line", metavar="LINE", help="The line of the events file with the disposal.")
    ],
    elections: Elections = None,
    carry: Carry = None,
    scenario: Scenario = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write every share there, as Parquet.")
    ] = None,
    json: Json = False,
) -> int:
    """Where each yen of one disposal's cost comes from, in a year of any size."""
    from hozen.faces.cli.show_tax_explain import as_document, show_explained
    from hozen.workflows.tax import compute
    from hozen.workflows.tax.tracing import explain as ask
    from hozen.workflows.tax.tracing import write_shares

    face: Face = context.obj
    done = compute(events, year, elections, carry, scenario)
    one = ask(done, f"{events.name}, line {line}")
    if to is not None:
        write_shares(one, to)
    if json:
        face.json(as_document(one))
    else:
        face.show(show_explained(one, face.lang, face.out.width))
    return MET
