"""`hozen tax margin` and `hozen tax company`: positions with a cost of their own, and a company's business year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json
from hozen.faces.cli.tax import Carry, Elections, Scenario, Year


def margin(
    context: typer.Context,
    positions: Annotated[
        Path, typer.Argument(metavar="POSITIONS", help="Margin trades, derivatives and funds, as CSV.")
    ],
    year: Year,
    scenario: Scenario = None,
    json: Json = False,
) -> int:
    """What positions earned in the year they were settled, and the basket they go into."""
    from hozen.faces.cli.show_tax_positions import positions_document, show_positions
    from hozen.workflows.tax.positions import positions_year

    face: Face = context.obj
    done = positions_year(positions, year, scenario)
    if json:
        face.json(positions_document(done))
    else:
        face.show(show_positions(done, face.lang, face.out.width))
    return MET


def company(
    context: typer.Context,
    events: Annotated[Path, typer.Argument(metavar="EVENTS", help="The CSV file of the company's events.")],
    ends: Annotated[str, typer.Option("--ends", metavar="DAY", help="The last day of the business year.")],
    prices: Annotated[
        Path,
        typer.Option(
            "--prices",
            metavar="FILE",
            help="Yen for one coin on that day, whether its market is active, and exceptions.",
        ),
    ],
    positions: Annotated[
        Path | None, typer.Option("--positions", metavar="FILE", help="Margin trades, the open ones too.")
    ] = None,
    elections: Elections = None,
    carry: Carry = None,
    scenario: Scenario = None,
    json: Json = False,
) -> int:
    """A company's business year: coins at market at its end, open margin trades deemed settled."""
    from hozen.faces.cli.show_tax_positions import company_document, show_company
    from hozen.workflows.tax.company import CompanyFiles, company_year

    face: Face = context.obj
    files = CompanyFiles(events, prices, positions, elections, carry)
    done = company_year(files, day_of(ends, "--ends"), scenario)
    if json:
        face.json(company_document(done))
    else:
        face.show(show_company(done, face.lang, face.out.width))
    return MET
