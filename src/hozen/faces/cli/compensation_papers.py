"""`hozen incident letters`, `report`: papers of a compensation, for customers and for the regulator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hozen.faces.cli.arguments import day_or_today
from hozen.faces.cli.compensation_options import (
    Bridge,
    CaseName,
    How,
    Order,
    Scenario,
    SpreadBy,
    Until,
    desk_at,
    terms_of,
)
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, BooksAt
from hozen.faces.words import say

if TYPE_CHECKING:
    from hozen.faces.reports.letters import Letterhead
    from hozen.faces.reports.regulator_tables import Told
    from hozen.workflows.compensation.plans import Plan
    from hozen.workflows.compensation.working import Desk

_OBJECTION = 30  # days, unless the firm says another
PaperDay = Annotated[
    str | None, typer.Option("--day", metavar="DAY", help="The day that stands on the paper. Else today.")
]


def letters(
    context: typer.Context,
    book: BookFolder,
    case: CaseName,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the files go; 500 letters each.")],
    plan: Annotated[int | None, typer.Option("--plan", help="Which plan. Else the newest.")] = None,
    customer: Annotated[
        str | None, typer.Option("--customer", metavar="ID", help="One customer's letter alone.")
    ] = None,
    contact: Annotated[str, typer.Option("--contact", help="Where customers write to.")] = "",
    object_by: Annotated[
        str | None,
        typer.Option(
            "--object-by", metavar="DAY", help="Objections are asked for by that day. Else in 30 days."
        ),
    ] = None,
    pay_day: Annotated[
        str | None, typer.Option("--pay-day", metavar="DAY", help="The day of payment, where it is fixed.")
    ] = None,
    day: PaperDay = None,
    processes: Annotated[
        int, typer.Option(help="How many processes write. The bytes are the same with any number.")
    ] = 1,
    books: BooksAt = None,
) -> int:
    """What each customer lost, what is paid, out of what, when, and how to object; in the language of --lang."""
    from hozen.faces.reports.letters import write_letters
    from hozen.workflows.compensation.letter_rows import letter_facts, plan_numbered

    face: Face = context.obj
    on = day_or_today(day, "--day")
    by = on + timedelta(days=_OBJECTION) if object_by is None else day_or_today(object_by, "--object-by")
    paid_on = None if pay_day is None else day_or_today(pay_day, "--pay-day")
    with desk_at(book, case, books) as desk:
        of = plan_numbered(desk, plan)
        head = _head(desk, of, face, on, by, paid_on, contact)
        written = write_letters(to, head, letter_facts(desk, of, customer), processes)
    face.show([say("compensation.letters", face.lang, count=len(written), folder=to)])
    return MET


def report(
    context: typer.Context,
    book: BookFolder,
    case: CaseName,
    to: Annotated[
        Path, typer.Option("--to", metavar="FILE", help="The PDF or Excel file to write: .pdf or .xlsx.")
    ],
    scenario: Scenario = None,
    method: How = "in_kind",
    spread: SpreadBy = "per_asset",
    order: Order = "",
    until: Until = None,
    bridge: Bridge = True,
    day: PaperDay = None,
    books: BooksAt = None,
) -> int:
    """Case, losses, who pays and when, what the law says, plans and payments; in the language of --lang."""
    from hozen.faces.reports.regulator_tables import Told
    from hozen.workflows.compensation.plans import plans_of
    from hozen.workflows.compensation.states import lay_states, state_totals
    from hozen.workflows.compensation.working import worked_out

    face: Face = context.obj
    write = _writer(to)
    terms = terms_of(method, spread, order, until, bridge)
    with desk_at(book, case, books) as desk:
        found = worked_out(desk, scenario, terms)
        lay_states(desk)
        plans, totals = plans_of(desk.record, desk.state), state_totals(desk)
        on, firm = day_or_today(day, "--day"), _firm(desk, face)
        write(Told(desk.state, found, plans, totals, on, firm, face.lang))
    face.show([say("compensation.report", face.lang, file=to)])
    return MET


def _writer(to: Path) -> Callable[[Told], object]:
    """What writes the report to a file of that ending. BadOption."""
    from hozen.faces.reports.pdf import write_pdf
    from hozen.faces.reports.regulator import regulator_report, write_regulator_workbook

    writers: dict[str, Callable[[Told], object]] = {
        ".pdf": lambda told: write_pdf(to, [regulator_report(told)]),
        ".xlsx": lambda told: write_regulator_workbook(to, told),
    }
    if to.suffix.lower() not in writers:
        raise BadOption("no such kind of report", where="--to", found=to.name, expected=", ".join(writers))
    return writers[to.suffix.lower()]


def _head(
    desk: Desk, plan: Plan, face: Face, day: date, object_by: date, pay_day: date | None, contact: str
) -> Letterhead:
    from hozen.faces.reports.letters import Letterhead
    from hozen.values import JST

    firm = _firm(desk, face)
    moment = _instant(desk.valued.moment).astimezone(JST)
    return Letterhead(
        firm=firm,
        case=desk.case,
        plan=plan.number,
        day=day,
        lost_on=desk.valued.day,
        valued_at=f"{moment:%Y-%m-%d %H:%M:%S} JST",
        sources=_sources(plan, face),
        prices={one.asset: one.price for one in desk.state.losses},
        decimals={one.asset: one.decimals for one in desk.state.losses},
        pay_day=pay_day,
        object_by=object_by,
        contact=contact or firm,
        lang=face.lang,
    )


def _instant(text: str) -> datetime:
    from hozen.books.canonical import instant

    return instant(text)


def _firm(desk: Desk, face: Face) -> str:
    said = desk.book.settings
    return (face.lang == "ja" and said.firm_ja) or said.firm


def _sources(plan: Plan, face: Face) -> tuple[tuple[str, str], ...]:
    """Who pays how much, as the plan keeps it."""
    from hozen.values import Yen

    told: Any = plan.entry.body["sources"]
    paid = [(kind, Yen(used)) for kind, _, _, used, _ in told if used]
    return tuple((say(f"compensation.source.{kind}", face.lang), str(yen)) for kind, yen in paid)
