"""`hozen surveil insider …`: material facts, who knew of them since when, and whether they traded meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import names_of
from hozen.faces.cli.exits import MET, exit_of
from hozen.faces.cli.face import Face
from hozen.faces.cli.incident_case import instant_of, now
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Key, Memory

if TYPE_CHECKING:
    from hozen.books import Books
    from hozen.workflows.insiders import InsiderDesk

_Fact = Annotated[str, typer.Argument(metavar="FACT", help="The fact's short name.")]
_Tape = Annotated[
    Path, typer.Option("--tape", metavar="TAPE", help="The tape folder: orders, trades, accounts.")
]


def start(
    context: typer.Context,
    book: BookFolder,
    fact: _Fact,
    market: Annotated[
        str, typer.Option("--market", metavar="A,B", help="Markets whose price it moves, e.g. BTC/JPY.")
    ],
    kind: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="Its kind, as hozen surveil insider types lists it.")
    ],
    effect: Annotated[
        str, typer.Option("--effect", metavar="good|bad", help="Which way it moves the price.")
    ],
    decided: Annotated[
        str, typer.Option("--decided", metavar="TIME", help="When it was decided or came to be known.")
    ],
    what: Annotated[str, typer.Option("--what", metavar="TEXT", help="What it is about, in a line.")],
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter a fact that is not public yet."""
    at = instant_of(decided, "--decided")
    return _acted(
        context.obj,
        book,
        fact,
        (actor, key, books),
        json,
        lambda desk: desk.open(names_of(market), kind, effect, at, what),
    )


def add(
    context: typer.Context,
    book: BookFolder,
    fact: _Fact,
    account: Annotated[
        str, typer.Option("--account", metavar="ID", help="An account of the person who knows.")
    ],
    since: Annotated[str, typer.Option("--knows-since", metavar="TIME", help="Since when the person knows.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; kept with the entry.")],
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Put an account on the fact's list, with the time of knowledge. Nothing on a list is ever taken off."""
    at = instant_of(since, "--knows-since")
    return _acted(context.obj, book, fact, (actor, key, books), json, lambda desk: desk.add(account, at, why))


def publish(
    context: typer.Context,
    book: BookFolder,
    fact: _Fact,
    channel: Annotated[
        str,
        typer.Option(
            "--channel", metavar="CHANNEL", help="exchange, association, issuer, press, social or other."
        ),
    ],
    where: Annotated[str, typer.Option("--where", metavar="TEXT", help="The page or notice.")],
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="When. Else now.")] = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Enter where and when it was made public. Only a recognised channel ends the ban."""
    moment = instant_of(at, "--at")
    return _acted(
        context.obj, book, fact, (actor, key, books), json, lambda desk: desk.publish(channel, moment, where)
    )


def listed(context: typer.Context, book: BookFolder, books: BooksAt = None, json: Json = False) -> int:
    """Every fact of a book: its list, and where it was published."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_insider import show_facts
    from hozen.values import legal_day
    from hozen.workflows.insiders import facts_in
    from hozen.workflows.insiders.act import recognised

    face: Face = context.obj
    with _opened(book, books) as (kept, name):
        found = facts_in(kept, name)
    if json:
        face.json(plain(found))
    else:
        face.show(show_facts(found, recognised(legal_day(now())), face.lang, face.out.width))
    return MET


def types(context: typer.Context, json: Json = False) -> int:
    """Kinds of facts on file, where each comes from, and how firm it is."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_insider import show_types
    from hozen.law import Law
    from hozen.rules.insiders import fact_types
    from hozen.values import legal_day

    face: Face = context.obj
    reading = Law.load("jp").reading(legal_day(now()))
    found, share = fact_types(reading), reading.ratio("surveillance.insider_large_trade_share")
    if json:
        face.json(plain({"types": found, "large_trade_share": share}))
    else:
        face.show(show_types(found, share, face.lang, face.out.width))
    return MET


def check(
    context: typer.Context,
    book: BookFolder,
    tape: _Tape,
    into: Annotated[
        Path, typer.Option("--into", metavar="FOLDER", help="Where the rows behind it go.")
    ] = Path("insiders"),
    wait: Annotated[
        int,
        typer.Option(
            "--wait", metavar="HOURS", min=0, help="Hours after publication, by the firm's own rules."
        ),
    ] = 0,
    memory: Memory = "4GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Hold a tape to the lists: orders and trades of those who knew, before the fact was public."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_insider import show_check
    from hozen.workflows.engine_at_home import engine_at_home
    from hozen.workflows.insiders import check_tape, facts_in

    face: Face = context.obj
    with _opened(book, books) as (kept, name):
        facts = facts_in(kept, name)
    with engine_at_home("duckdb", memory) as engine:
        found = check_tape(facts, name, tape, into, engine, now(), wait)
    if json:
        face.json(plain(found))
    else:
        face.show(show_check(found, face.lang, face.out.width))
    return exit_of(found.findings)


def tables(context: typer.Context, book: BookFolder, tape: _Tape, books: BooksAt = None) -> int:
    """Write the facts and lists into a tape folder, as the detectors of hozen surveil run read them."""
    from hozen.values import legal_day
    from hozen.workflows.insiders import facts_in
    from hozen.workflows.insiders.handing_on import hand_on

    face: Face = context.obj
    with _opened(book, books) as (kept, name):
        facts = facts_in(kept, name)
    face.show([str(path) for path in hand_on(facts, tape, legal_day(now()))])
    return MET


@contextmanager
def _opened(book: Path, books: str | None) -> Iterator[tuple[Books, str]]:
    from hozen.books import open_books
    from hozen.records import Book
    from hozen.workflows.home import books_address

    name = Book.open(book, whole=False).settings.book
    with open_books(books_address(books)) as kept:
        yield kept, name


def _acted(
    face: Face,
    book: Path,
    fact: str,
    who: tuple[str | None, str | None, str | None],
    json: bool,
    do: Callable[[InsiderDesk], object],
) -> int:
    """Let `do` act on the fact, then show it."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_insider import show_facts
    from hozen.values import legal_day
    from hozen.workflows.home import actor_name
    from hozen.workflows.insiders import InsiderDesk
    from hozen.workflows.insiders.act import recognised

    actor, key, books = who
    with _opened(book, books) as (kept, name):
        desk = InsiderDesk(kept, name, fact, actor_name(actor), now(), key)
        do(desk)
        state = desk.state()
    if json:
        face.json(plain(state))
    else:
        face.show(show_facts([state], recognised(legal_day(now())), face.lang, face.out.width))
    return MET
