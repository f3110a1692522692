"""`hozen duties draft` and `filed`: figures of a report out of the books, and the record that it was filed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.arguments import day_of, day_or_today
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, BooksAt, Json, Memory
from hozen.faces.cli.progress import progress

_Duty = Annotated[str, typer.Argument(metavar="REPORT", help="psa_property, jvcea_monthly or psa_annual.")]
_AnyDuty = Annotated[
    str, typer.Argument(metavar="REPORT", help="Which report, as hozen duties list names it.")
]


def draft(
    context: typer.Context,
    book: BookFolder,
    duty: _Duty,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="DAY", help="The period's last day. Else the newest that is closed."
        ),
    ] = None,
    into: Annotated[
        Path, typer.Option("--into", metavar="FOLDER", help="Where the Excel file and its evidence go.")
    ] = Path("drafts"),
    memory: Memory = "4GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Draft a report out of the closed books, in Excel. What the books cannot say stays blank, with the reason."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_draft import show_draft
    from hozen.faces.reports.duty_draft import write_draft
    from hozen.workflows.duty_drafts import draft as drafted

    face: Face = context.obj
    last = None if period is None else day_of(period, "--period")
    with progress(face) as report:
        found = drafted(book, duty, last, into=into, books=books, memory_limit=memory, progress=report)
    file = write_draft(into / f"{duty}-{found.last}-{face.lang}.xlsx", found, face.lang)
    if json:
        face.json(plain(found))
    else:
        face.show(show_draft(found, file, face.lang, face.out.width))
    return MET


def filed(
    context: typer.Context,
    book: BookFolder,
    duty: _AnyDuty,
    period: Annotated[str, typer.Option("--period", metavar="DAY", help="The period's last day.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="The day of filing. Else today.")
    ] = None,
    reference: Annotated[str, typer.Option("--reference", metavar="TEXT", help="Receipt or file.")] = "",
    json: Json = False,
) -> int:
    """Enter in the book that a report was filed. The next close no longer asks for it."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_duties import said
    from hozen.faces.cli.wrap import paragraph
    from hozen.workflows.duty_drafts import record_filing

    face: Face = context.obj
    done = record_filing(
        book,
        duty,
        day_of(period, "--period"),
        day_or_today(on, "--on"),
        reference,
        day_or_today(None, "--on"),
    )
    if json:
        face.json(plain(done))
    else:
        name = said(f"duty.{duty}", face.lang)
        told = said("filed", face.lang, duty=name, end=done.period_end, on=done.filed_on, file=done.file)
        face.show(paragraph(told, face.out.width, 0))
    return MET
