"""`hozen incident freeze`, `reopen`, `notice`, `recover`, `reverse`, `evidence`: what happened, entry by entry."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.incident_case import (
    Amount,
    Asset,
    At,
    Case,
    Day,
    acted,
    day_said,
    decimals_of,
    instant_of,
    key_of,
    units_of,
)
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Key, Note

_Service = Annotated[str, typer.Option("--service", help="withdrawals, deposits, trading or all.")]
_Of = Annotated[str, typer.Option("--asset", metavar="ASSET", help="One asset. Else every one.")]


def freeze(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    service: _Service = "withdrawals",
    asset: _Of = "",
    at: At = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter that a service was stopped."""
    made = key_of("freeze", book, case, service, asset, at) if at else None
    when = instant_of(at, "--at")
    who = (actor, None, key or made, books)
    return acted(
        context.obj, (book, case), who, json, lambda hand: hand.freeze(_service(service), asset, when)
    )


def reopen(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    service: _Service = "withdrawals",
    asset: _Of = "",
    at: At = None,
    closed_case: Annotated[
        str, typer.Option("--case", metavar="WHY", help="Take a closed case up again, and why.")
    ] = "",
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter that a service was taken up again; with --case, open a closed case again."""
    made = key_of("reopen", book, case, service, asset, at, closed_case) if at else None
    when = instant_of(at, "--at")
    who = (actor, None, key or made, books)
    if closed_case:
        return acted(context.obj, (book, case), who, json, lambda hand: hand.take_up_again(closed_case))
    return acted(
        context.obj, (book, case), who, json, lambda hand: hand.resume(_service(service), asset, when)
    )


def notice(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    code: Annotated[str, typer.Argument(metavar="NOTICE", help="Which notice, as the case lists them.")],
    reference: Annotated[str, typer.Option("--ref", help="What it can be found by.")] = "",
    waive: Annotated[str, typer.Option("--waive", metavar="WHY", help="Why none is given.")] = "",
    day: Day = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter that a notice was given, or why none is."""
    who = (actor, day, key or key_of("notice", book, case, code, reference, waive, day), books)
    return acted(context.obj, (book, case), who, json, lambda hand: hand.give_notice(code, reference, waive))


def recover(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    asset: Asset,
    amount: Amount,
    source: Annotated[str, typer.Option("--from", metavar="WHOM", help="From whom they came.")],
    note: Note = "",
    day: Day = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter coins that came back."""
    units = units_of(amount, decimals_of(book, asset), "--amount")
    made = key_of("recover", book, case, asset, units, source, note, day_said(day))
    who = (actor, day, key or made, books)
    return acted(context.obj, (book, case), who, json, lambda hand: hand.recover(asset, units, source, note))


def reverse(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    step: Annotated[
        str,
        typer.Argument(metavar="STEP", help="credited (by mistake), reversed, or made_up (from own coins)."),
    ],
    asset: Asset,
    amount: Amount,
    customers: Annotated[int, typer.Option("--customers", help="How many customers it touches.")] = 0,
    note: Note = "",
    day: Day = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter a wrong credit, its reversal, or what was made up from own coins."""
    decimals = decimals_of(book, asset)
    units = units_of(amount, decimals, "--amount")
    made = key_of("reverse", book, case, step, asset, units, customers, note, day_said(day))
    return acted(
        context.obj,
        (book, case),
        (actor, day, key or made, books),
        json,
        lambda hand: hand.wrong_credit(step, asset, decimals, units, customers, note),
    )


def evidence(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to keep.")],
    what: Annotated[str, typer.Option("--what", metavar="TEXT", help="What it shows.")] = "",
    day: Day = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Copy a file into the folder of the case and enter its SHA-256."""
    return acted(
        context.obj,
        (book, case),
        (actor, day, key, books),
        json,
        lambda hand: hand.keep_file(book, file, what),
    )


def _service(text: str) -> str:
    from hozen.workflows.incident.fits import SERVICES

    if text not in SERVICES:
        raise BadOption("not a service", where="--service", found=text, expected=", ".join(SERVICES))
    return text
