"""`hozen incident cause`: the cause that was not known at first, or not rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.incident_case import Case, Day, hand_of, instant_of, now, told
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Key

if TYPE_CHECKING:
    from hozen.workflows.incident import Cause

Accident = Annotated[
    str | None,
    typer.Option(
        "--accident", metavar="yes|no", help="Set by hand, with --why: did the firm's own people do it?"
    ),
]
Scenario = Annotated[str, typer.Option("--scenario", help="What stands for figures the law leaves open.")]


def cause(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    right: Annotated[str, typer.Argument(metavar="CAUSE", help="How it came about, e.g. hot_key_theft.")],
    reason: Annotated[str, typer.Option("--reason", metavar="WHY", help="Why it is this cause.")],
    learnt: Annotated[
        str | None,
        typer.Option("--learnt", metavar="TIME", help="When the cause was learnt. Else with the discovery."),
    ] = None,
    accident: Annotated[
        str | None,
        typer.Option(
            "--accident",
            metavar="yes|no",
            help="Set by hand: did the firm's own people do it? Else by the cause.",
        ),
    ] = None,
    scenario: Scenario = "act-64",
    day: Day = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Correct the cause. Whether it is an accident, and what is due, are worked out anew."""
    from datetime import datetime

    from hozen.law import Law
    from hozen.values import legal_day
    from hozen.workflows.incident import Correction, correct_cause

    at = None if learnt is None else instant_of(learnt, "--learnt")
    order = Correction(cause_of(right, "CAUSE"), reason, accident_of(accident), at)
    with hand_of(book, case, actor, day, key, books) as hand:
        discovered = legal_day(datetime.fromisoformat(hand.state().discovered_at))
        correct_cause(hand, order, Law.load("jp").reading(discovered, scenario), now())
        return told(context.obj, hand, json)


def cause_of(text: str, where: str) -> Cause:
    """A cause by its name. BadOption for another word."""
    from hozen.workflows.incident import Cause

    causes = [one.value for one in Cause]
    if text not in causes:
        raise BadOption("not a cause", where=where, found=text, expected=", ".join(causes))
    return Cause(text)


def accident_of(text: str | None) -> bool | None:
    """yes, no, or None: worked out. BadOption for another word."""
    if text not in (None, "yes", "no"):
        raise BadOption("neither yes nor no", where="--accident", found=text, expected="yes or no")
    return None if text is None else text == "yes"
