"""`hozen incident support`, `received`: money that comes in for customers, or back to those who paid them."""

from __future__ import annotations

from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_or_today
from hozen.faces.cli.compensation_options import CaseName
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.incident_case import hand_of, key_of
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Key
from hozen.faces.words import say

_Amount = Annotated[str, typer.Argument(metavar="¥", help="How much, e.g. 5bn or 50億.")]
_There = Annotated[
    str | None, typer.Option("--day", metavar="DAY", help="The day on which it is there. Else today.")
]


def support(
    context: typer.Context,
    book: BookFolder,
    case: CaseName,
    amount: _Amount,
    what: Annotated[str, typer.Option("--what", help="What it is, e.g. loan or capital increase.")] = "group",
    day: _There = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
) -> int:
    """Money from the firm's group, for the waterfall. The same words twice are one entry."""
    from hozen.faces.cli.amounts import yen_of

    face: Face = context.obj
    yen, on = yen_of(amount, "¥"), day_or_today(day, "--day")
    made = key_of("support", book, case, yen.amount, what, on)
    with hand_of(book, case, actor, str(on), key or made, books) as hand:
        entry = hand.say("support", {"what": what, "yen": yen.amount})
    face.show([say("compensation.support_entered", face.lang, entry=entry.seq, yen=yen, day=on)])
    return MET


def received(
    context: typer.Context,
    book: BookFolder,
    case: CaseName,
    amount: _Amount,
    source: Annotated[
        str, typer.Option("--from", metavar="SOURCE", help="Which source of the plan, e.g. a policy.")
    ],
    day: _There = None,
    actor: Actor = None,
    key: Key = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Customers come first; what is over goes back to those who paid for them, the reserve's part into its journal."""
    from hozen.faces.cli.amounts import yen_of
    from hozen.workflows.compensation.reserve_entry import receive

    face: Face = context.obj
    yen, on = yen_of(amount, "¥"), day_or_today(day, "--day")
    made = key_of("received", book, case, yen.amount, source, on)
    with hand_of(book, case, actor, str(on), key or made, books) as hand:
        found = receive(hand, on, source, yen)
    if json:
        told = {"entry": found.entry.seq, "from": source, "yen": yen.amount, "refill": found.refill.amount}
        face.json({**told, "already": found.already})
    else:
        words = {"entry": found.entry.seq, "yen": yen, "source": source, "refill": found.refill}
        face.show([say("compensation.received_entered", face.lang, **words)])
    return MET
