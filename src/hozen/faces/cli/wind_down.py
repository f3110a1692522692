"""`hozen wind-down`: open a case, the estate, claims and what is decided of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of, day_or_today
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Memory
from hozen.faces.cli.progress import progress

if TYPE_CHECKING:
    from rich.text import Text

    from hozen.workflows.wind_down.case_book import At

Case = Annotated[str, typer.Argument(metavar="CASE", help="The wind-down's short name.")]
SaidAnew = Annotated[
    str, typer.Option("--key", help="A name of your own: the same words under another name are said anew.")
]
HandedIn = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or Parquet file of the table.")]


@contextmanager
def case_at(book: Path, case: str, actor: str | None, memory: str, books: str | None) -> Iterator[At]:
    """The case opened for work."""
    from hozen.workflows.wind_down.opened import wind_down

    with wind_down(book, case, books=books, actor=actor, memory_limit=memory) as at:
        yield at


def tell(face: Face, json: bool, value: object, show: Callable[[], list[Text]]) -> None:
    """As JSON, or as a person reads it."""
    from hozen.faces.cli.plain import plain

    if json:
        face.json(plain(value))
    else:
        face.show(show())


def start(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    day: Annotated[
        str, typer.Option("--day", metavar="DAY", help="The day at whose end the book is sealed.")
    ],
    not_closed: Annotated[
        str, typer.Option("--not-closed", metavar="REASON", help="Why the day is not closed in the books.")
    ] = "",
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Seal the book and open the case."""
    from hozen.faces.cli.show_wind_down import show_case
    from hozen.workflows.wind_down.opening import open_wind_down

    face: Face = context.obj
    on = day_of(day, "--day")
    with progress(face) as report:
        found = open_wind_down(
            book,
            case,
            on,
            not_closed=not_closed,
            memory_limit=memory,
            books=books,
            actor=actor,
            progress=report,
        )
    tell(face, json, found, lambda: show_case(found, face.lang, face.out.width))
    return MET


def show(
    context: typer.Context, book: BookFolder, case: Case, books: BooksAt = None, json: Json = False
) -> int:
    """What happened in the case so far."""
    from hozen.faces.cli.show_wind_down import show_case

    face: Face = context.obj
    with case_at(book, case, None, "1GB", books) as at:
        found = at.record()
    tell(face, json, found, lambda: show_case(found, face.lang, face.out.width))
    return MET


def estate(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    pool: Annotated[str | None, typer.Option("--pool", help="The pool that money or coins move in.")] = None,
    asset: Annotated[str, typer.Option("--asset", help="The asset that moves, as in the book.")] = "JPY",
    units: Annotated[
        int, typer.Option("--units", help="Smallest units that come in; below 0 for what goes.")
    ] = 0,
    note: Annotated[str, typer.Option("--note", help="A remark, kept with the entry.")] = "",
    key: SaidAnew = "",
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """The estate pool by pool; with --pool, first say what came or went."""
    from hozen.faces.cli.show_wind_down import show_estate
    from hozen.workflows.wind_down.estate import estate as lines_of
    from hozen.workflows.wind_down.estate import move_estate
    from hozen.workflows.wind_down.priority import priority

    face: Face = context.obj
    with case_at(book, case, actor, memory, books) as at:
        if pool:
            move_estate(at, pool, asset, units, note, key)
        found, places = lines_of(at), decimals(at)
        first = priority(at, found)
    told = {"estate": found, "priority": first}
    tell(face, json, told, lambda: show_estate(found, first, places, face.lang, face.out.width))
    return MET


def filed(
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
    """Take in claims as creditors filed them."""
    from hozen.workflows.wind_down.claims import file_claims

    return _taken(context.obj, book, case, actor, memory, books, json, lambda at: file_claims(at, file, key))


def decided(
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
    """Take in decisions, transfers, set-offs, links, holds and choices."""
    from hozen.workflows.wind_down.claims import decide

    return _taken(context.obj, book, case, actor, memory, books, json, lambda at: decide(at, file, key))


def claim(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="What is said: admitted, disputed, rejected, …")
    ],
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="The customer, as in the ledger.")],
    asset: Annotated[str, typer.Option("--asset", help="The asset that moves, as in the book.")] = "",
    units: Annotated[
        str, typer.Option("--units", help="Smallest units admitted, transferred or set off.")
    ] = "",
    disputed: Annotated[str, typer.Option("--disputed", help="Smallest units in dispute.")] = "",
    holder: Annotated[str, typer.Option("--holder", help="Who assigns, if not the customer.")] = "",
    to: Annotated[str, typer.Option("--to", help="Who takes over, or the other account.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the entry.")] = "",
    priority: Annotated[
        str, typer.Option("--priority", help="The class of the claim, as the terms name it.")
    ] = "",
    day: Annotated[
        str | None, typer.Option("--day", metavar="DAY", help="The day it counts for. Else today.")
    ] = None,
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Decide one claim, or say one thing of it."""
    from hozen.workflows.wind_down.claims import decide_one

    cells = {
        "event": event,
        "customer_id": customer,
        "asset": asset,
        "units": units,
        "disputed_units": disputed,
        "holder": holder,
        "to": to,
        "reason": reason,
        "on_day": day_or_today(day, "--day").isoformat(),
        "priority": priority,
    }
    return _taken(context.obj, book, case, actor, memory, books, json, lambda at: decide_one(at, **cells))


def claims(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    bar_day: Annotated[
        str | None, typer.Option("--bar-day", metavar="DAY", help="What was filed after it is late.")
    ] = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """The register of claims by state and asset."""
    from hozen.faces.cli.show_wind_down import show_register
    from hozen.workflows.wind_down.claims import register

    face: Face = context.obj
    with case_at(book, case, None, memory, books) as at:
        found, places = register(at, day_of(bar_day, "--bar-day") if bar_day else None), decimals(at)
    tell(face, json, found, lambda: show_register(found, places, face.lang, face.out.width))
    return MET


def match(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    admit: Annotated[
        bool, typer.Option("--admit", help="Admit what is within the ledger; dispute what is above it.")
    ] = False,
    unfiled: Annotated[
        bool, typer.Option("--unfiled", help="With --admit: admit what nobody filed, as the ledger has it.")
    ] = False,
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Compare every claim with the ledger. Exit code 2 where one is above it or unknown to it."""
    from hozen.faces.cli.show_wind_down import show_match
    from hozen.workflows.wind_down.claims import match as compare

    face: Face = context.obj
    if unfiled and not admit:
        raise BadOption("--unfiled goes with --admit", where="--unfiled", expected="--admit --unfiled")
    with case_at(book, case, actor, memory, books) as at:
        found = compare(at, decide_by_rule=admit, unfiled_too=unfiled, day=day_or_today(None, "--day"))
        places = decimals(at)
    tell(face, json, found, lambda: show_match(found, places, face.lang, face.out.width))
    return BREACH if any(one.difference in ("more", "unknown_customer") for one in found.lines) else MET


def decimals(at: At) -> dict[str, int]:
    """Asset → its decimals, as sealed. The case's views stand."""
    from hozen.records import Query

    rows = at.engine.rows(Query("decimals", "SELECT asset, decimals FROM case_assets ORDER BY asset", ()))
    return {str(asset): int(str(places)) for asset, places in rows}


def _taken(
    face: Face,
    book: Path,
    case: str,
    actor: str | None,
    memory: str,
    books: str | None,
    json: bool,
    take: Callable[[At], object],
) -> int:
    from hozen.faces.cli.show_wind_down import show_taken
    from hozen.workflows.wind_down.take_in import TakenIn

    with case_at(book, case, actor, memory, books) as at:
        found = take(at)
    if not isinstance(found, TakenIn):
        raise TypeError(f"not what a file comes to: {found!r}")
    tell(face, json, found, lambda: show_taken(found, face.lang, face.out.width))
    return MET
