"""`hozen incident waterfall`, `plan`, `pay`, `results`, `payees`: who pays for a loss, and how customers get it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_or_today
from hozen.faces.cli.compensation_options import (
    Bridge,
    CaseName,
    Drill,
    How,
    Order,
    Scenario,
    SpreadBy,
    Until,
    business_day,
    desk_at,
    terms_of,
    what_if_of,
)
from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json
from hozen.faces.words import say

_PayeesOf = Annotated[
    str | None, typer.Option("--day", metavar="DAY", help="The day whose payees are taken. Else today.")
]


def waterfall(
    context: typer.Context,
    book: BookFolder,
    case: CaseName,
    scenario: Scenario = None,
    method: How = "in_kind",
    spread: SpreadBy = "per_asset",
    order: Order = "",
    until: Until = None,
    bridge: Bridge = True,
    what_if: Drill = "",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Exit code 2 where customers are not made whole. Nothing is entered."""
    from hozen.faces.cli.incident_document import waterfall_document
    from hozen.faces.cli.show_compensation import show_compensation
    from hozen.workflows.compensation.working import worked_out

    face: Face = context.obj
    terms, assumed = terms_of(method, spread, order, until, bridge), what_if_of(what_if)
    with desk_at(book, case, books) as desk:
        found = worked_out(desk, scenario, terms, assumed)
    if json:
        face.json(waterfall_document(found))
    else:
        face.show(show_compensation(found, face.lang, face.out.width))
    return BREACH if found.waterfall.shortfall else MET


def plan(
    context: typer.Context,
    book: BookFolder,
    case: CaseName,
    scenario: Scenario = None,
    method: How = "in_kind",
    spread: SpreadBy = "per_asset",
    order: Order = "",
    until: Until = None,
    bridge: Bridge = True,
    day: _PayeesOf = None,
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Another person approves it: `hozen incident approve`."""
    from hozen.faces.cli.compensation_document import plan_document
    from hozen.faces.cli.show_compensation import show_plan
    from hozen.workflows.compensation.planning import enter_plan
    from hozen.workflows.compensation.working import worked_out
    from hozen.workflows.home import actor_name

    face: Face = context.obj
    terms = terms_of(method, spread, order, until, bridge)
    with desk_at(book, case, books) as desk:
        found = worked_out(desk, scenario, terms)
        made, totals = enter_plan(desk, found, day_or_today(day, "--day"), actor=actor_name(actor))
    if json:
        face.json(plan_document(made, totals))
    else:
        face.show(show_plan(found, made, totals, face.lang, face.out.width))
    return BREACH if found.waterfall.shortfall else MET


def pay(
    context: typer.Context,
    book: BookFolder,
    case: CaseName,
    day: Annotated[
        str | None,
        typer.Option("--day", metavar="DAY", help="The day of payment. Else the next business day."),
    ] = None,
    payer: Annotated[
        str,
        typer.Option("--payer", metavar="ACCOUNT", help="Bank, branch, type, number: 0001-001-1-1234567."),
    ] = "",
    payer_code: Annotated[
        str, typer.Option("--payer-code", help="The payer's code at the bank, ten digits.")
    ] = "",
    payer_name: Annotated[str, typer.Option("--payer-name", help="The payer in half-width kana.")] = "",
    most: Annotated[int, typer.Option("--most", help="How many payments one bank file holds.")] = 100_000,
    retry: Annotated[bool, typer.Option("--retry", help="Also send what failed again.")] = False,
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Each payment goes out once. Asked again, the files of the newest batch are made again where they are gone."""
    from hozen.faces.cli.compensation_document import batch_document
    from hozen.faces.cli.show_compensation import show_batch
    from hozen.workflows.compensation.paying import Order as PayOrder
    from hozen.workflows.compensation.paying import pay as send
    from hozen.workflows.compensation.zengin_order import Payer
    from hozen.workflows.home import actor_name

    face: Face = context.obj
    account = Payer.read(payer, payer_code, payer_name) if payer else None
    wanted = PayOrder(business_day(day), account, most, retry)
    with desk_at(book, case, books) as desk:
        found = send(desk, wanted, actor=actor_name(actor))
    if json:
        face.json(batch_document(found))
    else:
        face.show(show_batch(found, desk.folder, face.lang, face.out.width))
    return MET


def results(
    context: typer.Context,
    book: BookFolder,
    case: CaseName,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="CSV of payment_id, outcome, day, reason. Without it, the states are shown."
        ),
    ] = None,
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """A file is taken whole or not at all; the same file again is the same entry."""
    from hozen.faces.cli.compensation_document import totals_document
    from hozen.faces.cli.show_compensation import show_states
    from hozen.workflows.compensation.results import take_results
    from hozen.workflows.compensation.states import lay_states, state_totals
    from hozen.workflows.home import actor_name

    face: Face = context.obj
    if file is not None:
        with desk_at(book, case, books) as desk:
            take_results(desk, file, actor=actor_name(actor))
    with desk_at(book, case, books) as desk:
        lay_states(desk)
        found = state_totals(desk)
        decimals = {one.asset: one.decimals for one in desk.state.losses}
    if json:
        face.json(totals_document(found))
    else:
        face.show(show_states(case, found, decimals, face.lang, face.out.width))
    return MET


def payees(
    context: typer.Context,
    book: BookFolder,
    case: CaseName,
    day: _PayeesOf = None,
    actor: Actor = None,
    books: BooksAt = None,
) -> int:
    """For payments held back, unclaimed or failed. Another person approves it before anything goes there."""
    from hozen.workflows.compensation.results import accept_payees
    from hozen.workflows.home import actor_name

    face: Face = context.obj
    with desk_at(book, case, books) as desk:
        entry = accept_payees(desk, day_or_today(day, "--day"), actor=actor_name(actor))
    face.show([say("compensation.payees_entered", face.lang, entry=entry.seq)])
    return MET
