"""`hozen law`: what the law says on a day, what it leaves open, and what changed."""

from __future__ import annotations

from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of, day_or_today
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json, LawDay


def show(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="ID", help="A key, or the beginning of keys.")] = "",
    day: LawDay = None,
    json: Json = False,
) -> int:
    """One figure through time, or the keys that begin so."""
    from hozen.faces.cli import show_law
    from hozen.faces.cli.plain import plain
    from hozen.law import Law

    face: Face = context.obj
    law, on = Law.load("jp"), day_or_today(day, "--day")
    below = law.keys(key)
    if key in law.figures or not below:  # an unknown key: the law says what was meant
        shown = law.show(key, on)
        answer, lines = plain(shown), show_law.figure(shown, face.lang, face.out.width)
    else:
        several = tuple(law.show(each, on) for each in below)
        answer, lines = plain(several), show_law.keys(several, on, face.lang, face.out.width)
    if json:
        face.json(answer)
    else:
        face.show(lines)
    return MET


def gaps(context: typer.Context, day: LawDay = None, json: Json = False) -> int:
    """Figures that no text fixes, what to supply, and provisions that no check carries out."""
    from hozen.faces.cli import show_law
    from hozen.faces.cli.plain import plain
    from hozen.law import Law

    face: Face = context.obj
    found = Law.load("jp").gaps(day_or_today(day, "--day"))
    if json:
        face.json(plain(found))
    else:
        face.show(show_law.gaps(found, face.lang, face.out.width))
    return MET


def diff(
    context: typer.Context,
    before: Annotated[str, typer.Argument(metavar="DAY", help="The earlier day.")],
    after: Annotated[str, typer.Argument(metavar="DAY", help="The later day.")],
    json: Json = False,
) -> int:
    """What the later day's law has more, otherwise, and no longer."""
    from hozen.faces.cli import show_law
    from hozen.faces.cli.plain import plain
    from hozen.law import Law

    face: Face = context.obj
    found = Law.load("jp").diff(day_of(before, "DAY"), day_of(after, "DAY"))
    if json:
        face.json(plain(found))
    else:
        face.show(show_law.diff(found, face.lang, face.out.width))
    return MET


def checks(context: typer.Context, day: LawDay = None, json: Json = False) -> int:
    """The checks of a close, the figures that each reads, and how firm they are."""
    from hozen.faces.cli import show_law
    from hozen.faces.cli.checks_list import checks_on
    from hozen.faces.cli.plain import plain

    face: Face = context.obj
    found = checks_on(day_or_today(day, "--day"))
    if json:
        face.json(plain(found))
    else:
        face.show(show_law.checks(found, face.lang, face.out.width))
    return MET
