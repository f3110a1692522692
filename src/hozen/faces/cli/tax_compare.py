"""`hozen tax compare`: the same trades under the rules of today and under the flat 20%."""

from __future__ import annotations

from typing import Annotated

import typer

from hozen.faces.cli.amounts import yen_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json
from hozen.faces.cli.tax import Carry, Elections, Events, Register, Scenario, Year


def compare(
    context: typer.Context,
    events: Events,
    year: Year,
    other: Annotated[
        str,
        typer.Option("--other", metavar="YEN", help="Your taxable income of the year without any crypto."),
    ],
    elections: Elections = None,
    carry: Carry = None,
    scenario: Scenario = None,
    register: Register = None,
    json: Json = False,
) -> int:
    """The tax on the same trades, band by band as today and at the flat 20%; each figure with its standing."""
    from hozen.faces.cli.show_tax_compare import as_document, show_compared
    from hozen.workflows.tax import compute
    from hozen.workflows.tax.comparing import compare_with

    face: Face = context.obj
    done = compute(events, year, elections, carry, scenario, register)
    told = compare_with(done, yen_of(other, "--other"), scenario)
    if json:
        face.json(as_document(told))
    else:
        face.show(show_compared(told, face.lang, face.out.width))
    return MET
