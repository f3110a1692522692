"""`hozen tax margin` and `hozen tax company`: positions with a cost of their own, and a company's business year."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json
from hozen.faces.cli.tax import Carry, Elections, Scenario, Year

if TYPE_CHECKING:
    from hozen.workflows.tax.company import YearBefore

ValuationBefore = Annotated[
    str | None,
    typer.Option(
        "--valuation-before", metavar="YEN", help="What last year's answer says for values at the year's end."
    ),
]
DeemedBefore = Annotated[
    str | None,
    typer.Option(
        "--deemed-before", metavar="YEN", help="What last year's answer says for deemed settlements."
    ),
]
NextYear = Annotated[
    Path | None, typer.Option("--next", metavar="FILE", help="Write next year's carry-over there.")
]


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
    valuation: ValuationBefore = None,
    deemed: DeemedBefore = None,
    next_year: NextYear = None,
    scenario: Scenario = None,
    json: Json = False,
) -> int:
    """A company's business year: coins at market at its end, open margin trades deemed settled."""
    from hozen.faces.cli.show_tax_positions import company_document, show_company
    from hozen.workflows.tax.company import CompanyFiles, company_year, write_carry

    face: Face = context.obj
    files = CompanyFiles(events, prices, positions, elections, carry)
    done = company_year(files, day_of(ends, "--ends"), scenario, before=_before(valuation, deemed))
    if next_year is not None:
        write_carry(done, next_year)
    if json:
        face.json(company_document(done))
    else:
        face.show(show_company(done, face.lang, face.out.width))
    return MET


def _before(valuation: str | None, deemed: str | None) -> YearBefore | None:
    """None where neither was said; what was not said of the two is nothing."""
    from hozen.workflows.tax.company import YearBefore

    if valuation is None and deemed is None:
        return None
    return YearBefore(
        _signed_yen(valuation, "--valuation-before"),
        _signed_yen(deemed, "--deemed-before"),
    )


def _signed_yen(text: str | None, where: str) -> Fraction:
    """Yen as an answer has them: -30000, or an exact '2600005/2'."""
    if not re.fullmatch(r"-?[0-9]{1,30}(/[1-9][0-9]{0,20})?", text or "0"):
        raise BadOption(
            "not an amount of yen", where=where, found=text, expected="yen such as 92400, -30000 or 2600005/2"
        )
    return Fraction(text or "0")
