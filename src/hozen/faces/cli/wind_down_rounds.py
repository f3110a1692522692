"""`hozen wind-down`: rounds, payments, replay and transfer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Memory, Note
from hozen.faces.cli.snapshot_build import Store, StoreKey
from hozen.faces.cli.wind_down import Case, HandedIn, SaidAnew, case_at, decimals, tell

Number = Annotated[int, typer.Argument(metavar="ROUND", help="The number of the round.")]


def plan(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    terms: Annotated[Path, typer.Argument(metavar="TERMS", help="The file of terms (YAML).")],
    prices: Annotated[
        Path | None,
        typer.Option("--prices", metavar="FILE", help="Prices of the day (CSV), for what converts then."),
    ] = None,
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Work out the next round. Exit code 2 where an asset of a fork has no price and was left out."""
    from hozen.faces.cli.show_rounds import show_plan
    from hozen.workflows.wind_down.planning import plan as work_out

    face: Face = context.obj
    with case_at(book, case, actor, memory, books) as at:
        found, places = work_out(at, terms, prices), decimals(at)
    tell(face, json, found, lambda: show_plan(found, places, face.lang, face.out.width))
    return BREACH if found.made.unvalued else MET


def approve(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    number: Number,
    note: Note = "",
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Approve a round; somebody else than who planned it."""
    from hozen.faces.cli.show_rounds import show_approval
    from hozen.workflows.wind_down.paying import approve as say

    face: Face = context.obj
    with case_at(book, case, actor, "1GB", books) as at:
        found = say(at, number, note)
    tell(face, json, found, lambda: show_approval(number, found, face.lang, face.out.width))
    return MET


def confirm(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The number of the entry.")],
    note: Note = "",
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Confirm payees, a release, or that paid money came back; somebody else than who handed it in."""
    from hozen.faces.cli.show_rounds import show_confirmed
    from hozen.workflows.wind_down.confirming import confirm as say

    face: Face = context.obj
    with case_at(book, case, actor, "1GB", books) as at:
        found = say(at, entry, note)
    tell(face, json, found, lambda: show_confirmed(entry, found, face.lang, face.out.width))
    return MET


def pay(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    number: Number,
    payer: Annotated[
        str,
        typer.Option("--payer", metavar="ACCOUNT", help="Bank, branch, type, number: 0001-001-1-1234567."),
    ] = "",
    payer_code: Annotated[
        str, typer.Option("--payer-code", help="The payer's code at the bank, ten digits.")
    ] = "",
    payer_name: Annotated[str, typer.Option("--payer-name", help="The payer in half-width kana.")] = "",
    day: Annotated[
        str | None,
        typer.Option("--day", metavar="DAY", help="The day of payment. Else the next business day."),
    ] = None,
    most: Annotated[int, typer.Option("--most", help="How many payments one bank file holds.")] = 100_000,
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Write the pay files of an approved round; with --payer also the orders for the bank."""
    from hozen.faces.cli.compensation_options import business_day
    from hozen.faces.cli.show_rounds import show_sent
    from hozen.workflows.compensation.zengin_order import Payer
    from hozen.workflows.wind_down.bank_order import NO_ORDER, BankOrder
    from hozen.workflows.wind_down.sending import pay as send

    face: Face = context.obj
    order = (
        BankOrder(Payer.read(payer, payer_code, payer_name), business_day(day), most) if payer else NO_ORDER
    )
    with case_at(book, case, actor, memory, books) as at:
        found, places = send(at, number, order), decimals(at)
    tell(face, json, found, lambda: show_sent(found, places, face.lang, face.out.width))
    return MET


def payees(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    file: HandedIn,
    key: SaidAnew = "",
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Take in where creditors are to be paid."""
    from hozen.faces.cli.show_wind_down import show_taken
    from hozen.workflows.wind_down.paying import payees as take

    face: Face = context.obj
    with case_at(book, case, actor, memory, books) as at:
        found = take(at, file, key)
    tell(face, json, found, lambda: show_taken(found, face.lang, face.out.width))
    return MET


def results(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    file: HandedIn,
    key: SaidAnew = "",
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Take in what became of payments."""
    from hozen.faces.cli.show_wind_down import show_taken
    from hozen.workflows.wind_down.results import results as take

    face: Face = context.obj
    with case_at(book, case, actor, memory, books) as at:
        found = take(at, file, key)
    tell(face, json, found, lambda: show_taken(found, face.lang, face.out.width))
    return MET


def again(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Make every derived file again from the journal. Exit code 2 where one differs."""
    from hozen.faces.cli.show_rounds import show_replay
    from hozen.workflows.wind_down.replay import replay

    face: Face = context.obj
    with case_at(book, case, None, memory, books) as at:
        found = replay(at)
    tell(face, json, found, lambda: show_replay(found, face.lang, face.out.width))
    return MET if all(one.agrees for one in found) else BREACH


def transfer(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="The exchange that takes the book over.")],
    trees: Annotated[
        Path | None,
        typer.Option(
            "--commit", metavar="FOLDER", help="Build the trees there by which everybody can check it."
        ),
    ] = None,
    secrets: Store = None,
    key: StoreKey = None,
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Hand the whole book to another exchange."""
    from hozen.faces.cli.show_rounds import show_transfer
    from hozen.workflows.snapshot.secret_store import open_secrets, secrets_at
    from hozen.workflows.wind_down.book_transfer import transfer_book

    face: Face = context.obj
    with case_at(book, case, actor, memory, books) as at:
        built = (open_secrets(*secrets_at(secrets, key), at.book), trees) if trees else None
        found, places = transfer_book(at, to, built), decimals(at)
    tell(face, json, found, lambda: show_transfer(found, places, face.lang, face.out.width))
    return MET if found.is_complete else BREACH
