"""`hozen tax`: a customer's tax year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json

if TYPE_CHECKING:
    from hozen.workflows.tax import Computed

Events = Annotated[
    Path,
    typer.Argument(metavar="EVENTS", help="The CSV file of your events; with --form, one venue's export."),
]
Form = Annotated[
    str | None,
    typer.Option("--form", metavar="FORM", help="The form of an export; `hozen tax forms` lists them."),
]
Asset = Annotated[
    str, typer.Option("--asset", metavar="ASSET", help="The asset, where a form does not say it.")
]
Registered = Annotated[
    bool, typer.Option("--registered", help="The venue is a registered operator in Japan.")
]
Year = Annotated[int, typer.Option("--year", metavar="YEAR", help="The calendar year in Japan.")]
Elections = Annotated[
    Path | None,
    typer.Option("--elections", metavar="FILE", help="Elections, as `hozen tax elect` keeps them."),
]
Carry = Annotated[
    Path | None, typer.Option("--carry", metavar="FILE", help="What was carried over from last year.")
]
Scenario = Annotated[
    str | None,
    typer.Option(
        "--scenario", metavar="NAME|FILE", help="What fills the law's gaps: today, flat-20, or a file."
    ),
]
Register = Annotated[
    Path | None,
    typer.Option("--register", metavar="FILE", help="Which assets are specified, from when to when."),
]

ElectionsFile = Annotated[
    Path, typer.Argument(metavar="ELECTIONS", help="The file of elections, made if need be.")
]
Whose = Annotated[str, typer.Option("--for", metavar="ASSET", help="Whose cost method is elected.")]
Method = Annotated[
    str,
    typer.Option(
        "--method", metavar="METHOD", help="total_average, moving_average or moving_average_nta_sheet."
    ),
]


def take_in(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="An export of a venue.")],
    into: Annotated[Path, typer.Option("--into", metavar="EVENTS", help="The events file, made if need be.")],
    venue: Annotated[str, typer.Option("--venue", metavar="NAME", help="What the venue is called.")],
    form: Form = None,
    asset: Asset = "",
    registered: Registered = False,
    own: Annotated[
        bool,
        typer.Option("--own-wallets", help="What moved in and out went between your own wallets."),
    ] = False,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="The year of an annual report.")
    ] = None,
) -> int:
    """Add a venue's trades to the events file."""
    from hozen.workflows.tax import take_in as take
    from hozen.workflows.tax.forms import Given

    face: Face = context.obj
    given = Given(venue, registered, asset, year, own)
    count = take(source, into, form or "trades", given)
    aside = [face.say("tax.aside", count=rows, kind=kind) for kind, rows in given.aside.items()]
    face.show([face.say("tax.taken_in", count=count, venue=venue, file=into), *aside])
    return MET


def forms(context: typer.Context) -> int:
    """The layouts of exports that are known, and from where."""
    from hozen.faces.cli.show_tax import show_forms

    face: Face = context.obj
    face.show(show_forms(face.lang, face.out.width))
    return MET


def elect(
    context: typer.Context,
    file: ElectionsFile,
    asset: Whose,
    method: Method,
    first_year: Annotated[
        int, typer.Option("--first-year", metavar="YEAR", help="The year of the first purchase.")
    ],
    filed: Annotated[str, typer.Option("--filed", metavar="DAY", help="The day the form was filed.")],
) -> int:
    """Keep the election of a cost method, as filed with the tax office."""
    from hozen.workflows.tax.elections import Election
    from hozen.workflows.tax.elections import elect as keep

    face: Face = context.obj
    last = keep(file, Election(asset, method, first_year, day_of(filed, "--filed")))
    face.show([face.say("tax.elected", asset=asset, method=face.say(f"tax.method.{method}"), last=last)])
    return MET


def compute(
    context: typer.Context,
    events: Events,
    year: Year,
    elections: Elections = None,
    carry: Carry = None,
    scenario: Scenario = None,
    register: Register = None,
    form: Form = None,
    asset: Asset = "",
    registered: Registered = False,
    json: Json = False,
) -> int:
    """Cost and income of a year, and the same under the flat 20%."""
    from hozen.faces.cli.show_tax import as_document, show_year
    from hozen.workflows.tax import compute as work_out
    from hozen.workflows.tax.forms import Given

    face: Face = context.obj
    given = Given("", registered, asset)
    done = work_out(events, year, elections, carry, scenario, register, form=form or "", given=given)
    if json:
        face.json(as_document(done))
    else:
        face.show(show_year(done, face.lang, face.out.width))
    return MET


def report(
    context: typer.Context,
    events: Events,
    year: Year,
    folder: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="A new folder for the papers.")],
    elections: Elections = None,
    carry: Carry = None,
    scenario: Scenario = None,
    register: Register = None,
) -> int:
    """Write every disposal, where its cost comes from, and the carry-over."""
    from hozen.workflows.tax import compute as work_out
    from hozen.workflows.tax.reporting import report as write

    face: Face = context.obj
    done: Computed = work_out(events, year, elections, carry, scenario, register)
    written = write(done, folder)
    open_ = ", ".join(one.asset for one in done.assets if one.left.loose)
    told = [face.say("tax.not_carried", assets=open_)] if open_ else []
    face.show([face.say("tax.written", count=len(written), folder=folder), *told])
    return MET
