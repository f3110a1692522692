"""`hozen duties`: which reports are owed, to whom, and by when."""

from __future__ import annotations

from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_or_today
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, Json, LawDay

_YEAR_DAYS = 366


def listed(context: typer.Context, day: LawDay = None, json: Json = False) -> int:
    """Every duty on file: for which period, to whom, within which time, from which provision."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_duties import show_duties
    from hozen.workflows.duties import every_duty

    face: Face = context.obj
    on = day_or_today(day, "--day")
    found = every_duty(on)
    if json:
        face.json(plain(found))
    else:
        face.show(show_duties(found, on, face.lang, face.out.width))
    return MET


def due(
    context: typer.Context,
    book: BookFolder,
    day: Annotated[
        str | None, typer.Option("--day", metavar="DAY", help="The first day looked at. Else today.")
    ] = None,
    ahead: Annotated[int, typer.Option("--ahead", metavar="DAYS", help="How many days ahead.")] = _YEAR_DAYS,
    type_1: Annotated[bool, typer.Option("--type-1", help="Also what Type I firms owe.")] = False,
    json: Json = False,
) -> int:
    """What falls due from a day on, by the business year and business days of book.toml."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_duties import show_calendar
    from hozen.workflows.duties import calendar

    face: Face = context.obj
    found = calendar(book, day_or_today(day, "--day"), ahead, type_1=type_1)
    if json:
        face.json(plain(found))
    else:
        face.show(show_calendar(found, face.lang, face.out.width))
    return MET
