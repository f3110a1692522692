"""`hozen surveil case paper` and `retention`: the report on paper, and what of closed cases is still to be kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_or_today
from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.incident_case import Case
from hozen.faces.cli.options import BookFolder, BooksAt, Json
from hozen.faces.cli.surveil_case import cases_in, desk_on


def paper(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    pdf: Annotated[Path, typer.Option("--pdf", metavar="FILE", help="The PDF file to write.")],
    books: BooksAt = None,
) -> int:
    """The newest draft as PDF, section by section. Until another person approves it, every page says DRAFT."""
    from hozen.faces.reports.stor_pdf import write_stor
    from hozen.faces.words import say
    from hozen.workflows.surveillance_desk.stor_paper import newest_paper

    face: Face = context.obj
    with desk_on(book, case, (None, None, None, books)) as desk:
        found = newest_paper(desk, book)
    write_stor(pdf, found, face.lang)
    face.show([say("stor.written", face.lang, file=pdf)])
    return MET


def retention(
    context: typer.Context,
    book: BookFolder,
    day: Annotated[
        str | None, typer.Option("--day", metavar="DAY", help="As of this day. Else today.")
    ] = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Until when closed cases are kept, whether all of it is still there, and what may be removed. Removes nothing."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_retention import show_retention
    from hozen.workflows.surveillance_desk.retention import retained

    face: Face = context.obj
    found = retained(cases_in(book, books), book, day_or_today(day, "--day"))
    if json:
        face.json(plain(found))
    else:
        face.show(show_retention(found, face.lang, face.out.width))
    return BREACH if found.broken else MET
