"""What the commands of compensation share: the terms, the amounts of a drill, a desk at the case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.amounts import yen_of
from hozen.faces.cli.arguments import day_of, names_of
from hozen.faces.cli.errors import BadOption

if TYPE_CHECKING:
    from hozen.rules.compensation import Method, SourceKind
    from hozen.workflows.compensation.book_facts import WhatIf
    from hozen.workflows.compensation.terms import Terms
    from hozen.workflows.compensation.working import Desk

CaseName = Annotated[str, typer.Argument(metavar="CASE", help="The short name of the case.")]
Scenario = Annotated[
    str | None,
    typer.Option(
        "--scenario", metavar="NAME|FILE", help="Whether an outflow may use the reserve without approval."
    ),
]
How = Annotated[
    str,
    typer.Option(
        "--method",
        metavar="M,A=M",
        help="in_kind, yen or the part in coin, e.g. 0.6; one for all, and A=M for single assets.",
    ),
]
SpreadBy = Annotated[str, typer.Option("--spread", help="Who bears a shortfall: per_asset or one_pool.")]
Order = Annotated[
    str, typer.Option("--order", metavar="A,B", help="Who pays first, e.g. recovered,insurance,reserve.")
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DAY", help="Plan with what is there by that day. Else with all that will be."
    ),
]
Bridge = Annotated[
    bool, typer.Option("--bridge/--no-bridge", help="Whether what is there pays until the insurer does.")
]
Drill = Annotated[
    str,
    typer.Option(
        "--what-if",
        metavar="A=¥,B=¥",
        help="Amounts of a drill: reserve, insurance, capital, group; approval=approved. Nothing is entered.",
    ),
]
_AMOUNTS = ("reserve", "insurance", "capital", "group")
_APPROVALS = ("none", "requested", "approved", "refused")


def terms_of(method: str, spread: str, order: str, until: str | None, bridge: bool) -> Terms:
    """The terms as options say them. BadOption."""
    from hozen.rules.compensation import Spread
    from hozen.workflows.compensation.terms import Terms

    for_all, single = "in_kind", {}
    for word in names_of(method):
        asset, named, how = word.rpartition("=")
        if named:
            single[asset] = _method(how)
        else:
            for_all = how
    if spread not in {one.value for one in Spread}:
        raise BadOption("no such spread", where="--spread", found=spread, expected="per_asset or one_pool")
    day = None if until is None else day_of(until, "--until")
    return Terms(_method(for_all), single, Spread(spread), _order(order), day, bridge)


def what_if_of(text: str) -> WhatIf:
    """'reserve=20bn,group=55bn' as amounts. BadOption."""
    from hozen.workflows.compensation.book_facts import WhatIf

    said: dict[str, str] = {}
    for word in names_of(text):
        name, named, value = word.partition("=")
        if not named or name not in (*_AMOUNTS, "approval") or name in said:
            raise BadOption(
                "not an amount of a drill",
                where="--what-if",
                found=word,
                expected="reserve=20bn, insurance=, capital=, group=, or approval=approved",
            )
        said[name] = value
    approval = said.pop("approval", None)
    if approval not in (None, *_APPROVALS):
        raise BadOption(
            "no such approval", where="--what-if", found=approval, expected=" | ".join(_APPROVALS)
        )
    amounts = {name: yen_of(value, "--what-if") for name, value in said.items()}
    return WhatIf(
        amounts.get("reserve"),
        amounts.get("insurance"),
        amounts.get("capital"),
        amounts.get("group"),
        approval,
    )


@contextmanager
def desk_at(book: Path, case: str, books: str | None) -> Iterator[Desk]:
    """The case with its book and books open."""
    from hozen.books import open_books
    from hozen.workflows.compensation.working import at_desk
    from hozen.workflows.home import books_address

    with open_books(books_address(books)) as opened, at_desk(opened, book, case) as desk:
        yield desk


def business_day(text: str | None) -> date:
    """The day said, else the next business day after today."""
    from datetime import UTC, datetime

    from hozen.values import BusinessDays, legal_day

    if text is not None:
        return day_of(text, "--day")
    return BusinessDays.BANK.after(legal_day(datetime.now(UTC)), 1)


def _method(text: str) -> Method:
    from hozen.rules.compensation import Method
    from hozen.values import Ratio

    known = {"in_kind": "1", "yen": "0"}
    try:
        return Method(Ratio.parse(known.get(text, text)))
    except ValueError as error:
        raise BadOption(
            "no such method",
            where="--method",
            found=text,
            expected="in_kind, yen, or a part in coin such as 0.6",
        ) from error


def _order(text: str) -> tuple[SourceKind, ...]:
    """The kinds named first, the others after them in their usual order."""
    from hozen.rules.compensation import DEFAULT_ORDER, SourceKind

    known = {one.value: one for one in SourceKind}
    named = names_of(text)
    if not set(named) <= set(known) or len(set(named)) < len(named):
        raise BadOption("no such order", where="--order", found=text, expected=", ".join(known))
    first = tuple(known[name] for name in named)
    return (*first, *(one for one in DEFAULT_ORDER if one not in first))
