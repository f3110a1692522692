"""`hozen books reserve`: the reserve journal."""

from __future__ import annotations

import hashlib
import json as json_text
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hozen.faces.cli.amounts import yen_of
from hozen.faces.cli.arguments import day_of, day_or_today
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BooksAt, Json, Key, Note

if TYPE_CHECKING:
    from hozen.books import ReserveEntered

_Book = Annotated[str, typer.Argument(metavar="BOOK", help="The name of the book, as in book.toml.")]
_Line = Annotated[int, typer.Argument(metavar="ENTRY", help="The number of the line.")]
_Day = Annotated[str, typer.Option("--day", metavar="DAY", help="The day it counts for.")]
_Amount = Annotated[str, typer.Option("--amount", metavar="¥", help="E.g. 500m, ¥500,000,000 or 5億.")]


def listed(
    context: typer.Context,
    book: _Book,
    day: Annotated[
        str | None, typer.Option(metavar="DAY", help="The balance of which day. Else today.")
    ] = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Every line of the journal, and what is held."""
    from hozen.books import open_books
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_journal import show_journal
    from hozen.workflows.home import books_address

    face: Face = context.obj
    with open_books(books_address(books)) as opened:
        lines = opened.reserve_journal(book)
        balance = opened.reserve_balance(book, day_or_today(day, "--day"))
    if json:
        face.json({"lines": plain(lines), "balance": plain(balance)})
    else:
        face.show(show_journal(lines, balance, face.lang, face.out.width))
    return MET


def add(
    context: typer.Context,
    book: _Book,
    day: _Day,
    amount: _Amount,
    movement: Annotated[
        Literal["opening", "addition", "refill", "release"],
        typer.Option(help="The movement gives the direction."),
    ] = "addition",
    actor: Actor = None,
    note: Note = "",
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter an opening balance, an addition, a refill or a release."""
    from hozen.books import Movement, open_books
    from hozen.workflows.home import actor_name, books_address

    said, yen, who = day_of(day, "--day"), yen_of(amount, "--amount"), actor_name(actor)
    with open_books(books_address(books)) as opened:
        done = opened.enter_reserve(
            book,
            said,
            Movement(movement),
            yen,
            actor=who,
            key=key or _key("add", book, day, movement, yen, who, note),
            note=note,
        )
    return _answer(context.obj, done, json)


def use(
    context: typer.Context,
    book: _Book,
    day: _Day,
    amount: _Amount,
    cause: Annotated[str, typer.Option(help="What the money answers for.")],
    no_approval: Annotated[
        bool, typer.Option("--no-approval", help="The use needs no approval. Else it waits for one.")
    ] = False,
    accident: Annotated[
        bool, typer.Option("--accident", help="An act of the firm's own people (not an outsider's theft).")
    ] = False,
    link: Annotated[str, typer.Option(help="Where the case is kept.")] = "",
    actor: Actor = None,
    note: Note = "",
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter a use of the reserve; another person records the decision."""
    from hozen.books import Movement, UseApproval, open_books
    from hozen.workflows.home import actor_name, books_address

    said, yen, who = day_of(day, "--day"), yen_of(amount, "--amount"), actor_name(actor)
    state = UseApproval.NOT_NEEDED if no_approval else UseApproval.REQUESTED
    with open_books(books_address(books)) as opened:
        done = opened.enter_reserve(
            book,
            said,
            Movement.USE,
            yen,
            actor=who,
            key=key or _key("use", book, day, yen, cause, state, accident, link, who, note),
            cause=cause,
            approval=state,
            accident=accident,
            link=link,
            note=note,
        )
    return _answer(context.obj, done, json)


def decide(
    context: typer.Context,
    entry: _Line,
    approved: Annotated[bool | None, typer.Option("--approved/--refused", help="What was decided.")] = None,
    day: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day of the decision. Else today.")
    ] = None,
    actor: Actor = None,
    note: Note = "",
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Record that a use was approved or refused."""
    from hozen.books import open_books
    from hozen.workflows.home import actor_name, books_address

    if approved is None:
        raise BadOption("nothing was decided", expected="--approved or --refused")
    on, who = day_or_today(day, "--day"), actor_name(actor)
    with open_books(books_address(books)) as opened:
        done = opened.decide_use(
            entry,
            approved=approved,
            day=on,
            actor=who,
            key=key or _key("decide", entry, approved, on, who, note),
            note=note,
        )
    return _answer(context.obj, done, json, "decided")


def restate(
    context: typer.Context,
    entry: _Line,
    note: Annotated[str, typer.Option(help="Why; kept with the entry.")],
    day: Annotated[str | None, typer.Option(metavar="DAY", help="The right day.")] = None,
    amount: Annotated[
        str | None, typer.Option(metavar="¥", help="The right amount; 0 voids the line.")
    ] = None,
    cause: Annotated[str | None, typer.Option(help="The right cause.")] = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Correct a line by a new one; what is not named stays."""
    from hozen.books import open_books
    from hozen.workflows.home import actor_name, books_address

    who = actor_name(actor)
    right_day = None if day is None else day_of(day, "--day")
    yen = None if amount is None else yen_of(amount, "--amount")
    with open_books(books_address(books)) as opened:
        done = opened.restate_reserve(
            entry,
            actor=who,
            key=key or _key("restate", entry, day, yen, cause, who, note),
            note=note,
            day=right_day,
            amount=yen,
            cause=cause,
        )
    return _answer(context.obj, done, json)


def _key(*parts: object) -> str:
    """The same words twice are one entry: a command that is sent again must not count twice."""
    told = json_text.dumps([str(part) for part in parts], ensure_ascii=False)
    return f"cli-{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _answer(face: Face, done: ReserveEntered, json: bool, did: str = "entered") -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_journal import show_entered

    if json:
        face.json(plain(done))
    else:
        face.show(show_entered(done, did, face.lang, face.out.width))
    return MET
