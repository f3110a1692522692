"""`hozen tax losses` and `hozen tax change`: losses carried from year to year, and a change of the cost method."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json
from hozen.faces.cli.tax import ElectionsFile, Method, Scenario, Whose


def losses(
    context: typer.Context,
    ledger: Annotated[
        Path,
        typer.Argument(
            metavar="LEDGER", help="One row for each basket and year: basket, year, income, filed."
        ),
    ],
    scenario: Scenario = None,
    json: Json = False,
) -> int:
    """Losses of the separate baskets, year by year: carried, used, lapsed."""
    from hozen.faces.cli.show_tax_losses import as_document, show_ledger
    from hozen.workflows.tax.loss_ledger import ledger as work_out

    face: Face = context.obj
    done = work_out(ledger, scenario)
    if json:
        face.json(as_document(done))
    else:
        face.show(show_ledger(done, face.lang, face.out.width))
    return MET


def change(
    context: typer.Context,
    file: ElectionsFile,
    asset: Whose,
    method: Method,
    year: Annotated[
        int, typer.Option("--from-year", metavar="YEAR", help="The first year under the new method.")
    ],
    applied: Annotated[str, typer.Option("--applied", metavar="DAY", help="The day of the application.")],
    approved: Annotated[str, typer.Option("--approved", metavar="DAY", help="The day of the approval.")],
) -> int:
    """Keep a change of the cost method, as the tax office approved it."""
    from hozen.workflows.tax.elections import Election
    from hozen.workflows.tax.elections import change as keep

    face: Face = context.obj
    days = (day_of(applied, "--applied"), day_of(approved, "--approved"))
    done = keep(file, Election(asset, method, year, *days))
    told = face.say(
        "tax.changed", asset=asset, method=face.say(f"tax.method.{method}"), year=year, last=done.last
    )
    face.show([told, *([face.say("tax.changed_soon")] if done.soon else [])])
    return MET
