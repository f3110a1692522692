"""`hozen duties`: which reports are owed, to whom, and by when."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_or_today
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, Json, LawDay

_YEAR_DAYS = 366
_MOST_DAYS = 3660


def listed(context: typer.Context, day: LawDay = None, json: Json = False) -> int:
    """Every duty on file: for which period, to whom, within which time, from which provision."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_duties import show_duties
    from hozen.workflows.duties import duties_not_known, every_duty

    face: Face = context.obj
    on = day_or_today(day, "--day")
    found = every_duty(on)
    if json:
        face.json(plain(found))
    else:
        face.show(show_duties(found, duties_not_known(on), on, face.lang, face.out.width))
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
    if not 0 <= ahead <= _MOST_DAYS:
        raise BadOption("not so many days", where="--ahead", found=str(ahead), expected=f"0 to {_MOST_DAYS}")
    found = calendar(book, day_or_today(day, "--day"), ahead, type_1=type_1)
    if json:
        face.json(plain(found))
    else:
        face.show(show_calendar(found, face.lang, face.out.width))
    return MET


def capital(
    context: typer.Context,
    figures: Annotated[Path, typer.Argument(metavar="FIGURES", help="A CSV of item, yen.")],
    day: LawDay = None,
    scenario: Annotated[
        str | None, typer.Option("--scenario", metavar="FILE", help="The risk weights of crypto.")
    ] = None,
    json: Json = False,
) -> int:
    """The capital-adequacy ratio of a Type I firm and its level. Exit code 2 below the legal floor."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_capital import show_capital
    from hozen.workflows.duties import work_out

    face: Face = context.obj
    answer = work_out(figures, day_or_today(day, "--day"), scenario)
    if json:
        face.json(plain(answer))
    else:
        face.show(show_capital(answer, face.lang, face.out.width))
    return BREACH if answer.found.below_floor else MET
