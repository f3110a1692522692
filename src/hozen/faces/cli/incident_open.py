"""`hozen incident open` and `value`: the first report, and what was lost."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of, names_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.face import Face
from hozen.faces.cli.incident_case import (
    At,
    Case,
    hand_of,
    instant_of,
    key_of,
    now,
    told,
    units_of,
)
from hozen.faces.cli.incident_cause import Accident, Scenario, accident_of, cause_of
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Engine, Json, Key, Memory

_Lost = Annotated[
    list[str] | None,
    typer.Option(
        "--lost",
        metavar="ASSET=COINS",
        help="What was lost; may be given often. Else what the wallets hit hold.",
    ),
]
_Falls = Annotated[str, typer.Option("--falls", help="On whom it falls: pro_rata, whole_balance or named.")]
_Names = Annotated[
    Path | None,
    typer.Option("--names", metavar="FILE", help="With named: a CSV of customer_id, asset, units."),
]
_Prices = Annotated[
    Path | None,
    typer.Option(
        "--prices",
        metavar="FILE",
        help="A CSV of asset, price, source. Else the book's prices of the day.",
    ),
]
_Closing = Annotated[
    str,
    typer.Option("--closing", metavar="SCENARIO", help="The closing under which scenario. Else the newest."),
]


def open_(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    cause: Annotated[
        str, typer.Option("--cause", metavar="CAUSE", help="How it came about, e.g. hot_key_theft.")
    ],
    what: Annotated[str, typer.Option("--what", metavar="TEXT", help="What is known, in a sentence.")] = "",
    at: At = None,
    reported: Annotated[
        str | None,
        typer.Option("--reported", metavar="TIME", help="When it was first reported. Else when found."),
    ] = None,
    wallets: Annotated[
        str, typer.Option("--wallets", metavar="A,B", help="The wallets hit, as in the book.")
    ] = "",
    accident: Accident = None,
    why: Annotated[str, typer.Option("--why", help="Why; kept with the entry.")] = "",
    scenario: Scenario = "act-64",
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Open a case with what is known at first."""
    from hozen.law import Law
    from hozen.values import legal_day
    from hozen.workflows.incident import Report, open_incident

    found = instant_of(at, "--at")
    known = found if reported is None else instant_of(reported, "--reported")
    report = Report(
        found, known, cause_of(cause, "--cause"), what, names_of(wallets), accident_of(accident), why
    )
    made = key_of("open", case, at, cause, what, wallets, accident, why) if at else None
    with hand_of(book, case, actor, None, key or made, books) as hand:
        reading = Law.load("jp").reading(legal_day(found), scenario)
        open_incident(hand, book, report, reading, now())
        return told(context.obj, hand, json)


def value(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="The closed day whose balances count.")],
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="The valuation moment. Else the end of the day."),
    ] = None,
    lost: _Lost = None,
    falls: _Falls = "pro_rata",
    names: _Names = None,
    prices: _Prices = None,
    scenario: _Closing = "",
    engine: Engine = "duckdb",
    memory: Memory = "2GB",
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Work out what each customer lost, and seal the prices."""
    from datetime import timedelta

    from hozen.values import end_of
    from hozen.workflows.incident import Attribution, Valuation, value_losses

    on = day_of(day, "--day")
    ways = [one.value for one in Attribution]
    if falls not in ways:
        raise BadOption(
            "not a way to attribute a loss", where="--falls", found=falls, expected=", ".join(ways)
        )
    moment = end_of(on) - timedelta(seconds=1) if at is None else instant_of(at, "--at")
    coins = _lost(book, lost or [])
    order = Valuation(on, moment, Attribution(falls), coins, names, prices, scenario)
    face: Face = context.obj
    with hand_of(book, case, actor, None, key, books) as hand:
        value_losses(hand, book, order, now(), memory, engine)
        return told(face, hand, json)


def _lost(book: Path, said: list[str]) -> dict[str, int]:
    from hozen.records import Book
    from hozen.workflows.incident import IncidentRefused
    from hozen.workflows.incident.book_day import assets_and_wallets

    known = assets_and_wallets(Book.open(book))[0] if said else {}
    lost: dict[str, int] = {}
    for one in said:
        asset, equals, coins = one.partition("=")
        if not equals or asset in lost:
            raise BadOption(
                "not an asset and its coins", where="--lost", found=one, expected="BTC=1.5, each asset once"
            )
        if asset not in known:
            raise IncidentRefused(
                "the book has no such asset", found=asset, expected="an asset as in the table assets"
            )
        lost[asset] = units_of(coins, known[asset], "--lost")
    return lost
