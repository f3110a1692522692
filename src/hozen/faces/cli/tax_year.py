"""`hozen tax-year`: annual transaction reports of every customer, tied to the close that ends the year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Engine, Json, Memory, Note
from hozen.faces.cli.progress import Report, progress

if TYPE_CHECKING:
    from hozen.workflows.tax_year import Ask

Year = Annotated[int, typer.Option("--year", metavar="YEAR", help="The calendar year in Japan.")]
Number = Annotated[int | None, typer.Option("--issue", metavar="N", help="Which issue. Else the newest.")]
_NotClosed = Annotated[
    str,
    typer.Option(
        "--opening-not-closed",
        metavar="REASON",
        help="Why the last day of the year before is not closed in the books.",
    ),
]
_OpensEmpty = Annotated[
    bool, typer.Option("--opens-empty", help="The firm began in the year: nobody held anything before.")
]


def issue(
    context: typer.Context,
    book: BookFolder,
    year: Year,
    not_closed: _NotClosed = "",
    opens_empty: _OpensEmpty = False,
    engine: Engine = "duckdb",
    memory: Memory = "3GB",
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Work out every customer's report and keep the issue. Ends with 2 where a customer is held back."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_tax_year import show_issue
    from hozen.workflows.tax_year import issue as make

    face: Face = context.obj
    with progress(face) as report:
        found = make(_ask(book, year, not_closed, opens_empty, engine, memory, books, report), actor)
    if json:
        face.json(plain(found))
    else:
        face.show(show_issue(found, book, face.lang, face.out.width))
    return BREACH if found.reports.held else MET


def draft(
    context: typer.Context,
    book: BookFolder,
    year: Year,
    opens_empty: _OpensEmpty = False,
    engine: Engine = "duckdb",
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """The same for a year that need not be closed; nothing is kept. Ends with 2 where a customer is held back."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_tax_year import show_draft
    from hozen.workflows.tax_year import draft as make

    face: Face = context.obj
    with progress(face) as report:
        found = make(_ask(book, year, "", opens_empty, engine, memory, books, report))
    if json:
        face.json(plain(found))
    else:
        face.show(show_draft(found, face.lang, face.out.width))
    return BREACH if found.held else MET


def approve(
    context: typer.Context,
    book: BookFolder,
    year: Year,
    number: Number = None,
    actor: Actor = None,
    note: Note = "",
    books: BooksAt = None,
) -> int:
    """Approve an issue that another person entered; then its papers may go to customers."""
    from hozen.books import open_books
    from hozen.faces.cli.show_tax_year import show_next
    from hozen.faces.cli.view import View
    from hozen.workflows.home import actor_name, books_address
    from hozen.workflows.tax_year import CalendarYear
    from hozen.workflows.tax_year import approve as decide
    from hozen.workflows.tax_year.issuing import place_of

    face: Face = context.obj
    with open_books(books_address(books)) as kept:
        place = place_of(kept, book, CalendarYear.of(year))
        found = decide(place, actor_name(actor), number, note)
    told = {"number": found.reports.number, "name": found.approved_by, "entry": found.entry.approval}
    view = View(face.lang, face.out.width)
    face.show([face.say("tax_year.approved", **told), *show_next(found, book, view)])
    return MET


def show(
    context: typer.Context, book: BookFolder, year: Year, books: BooksAt = None, json: Json = False
) -> int:
    """Every issue of a year, what each changed, and who approved it."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_tax_year import show_issues
    from hozen.workflows.tax_year import CalendarYear, issues

    face: Face = context.obj
    found = issues(book, CalendarYear.of(year), books)
    if json:
        face.json(plain(found))
    else:
        face.show(show_issues(found, year, face.lang, face.out.width))
    return MET


def payment_record(
    context: typer.Context,
    year: Year,
    scenario: Annotated[
        str | None, typer.Option("--scenario", metavar="NAME|FILE", help="What fills the law's gap.")
    ] = None,
) -> int:
    """What the payment record to the tax office holds. Refused while no text fixes its form."""
    from hozen.workflows.tax_year import CalendarYear
    from hozen.workflows.tax_year.payment_record import payment_record_items

    face: Face = context.obj
    items = payment_record_items(CalendarYear.of(year), scenario)
    face.show([face.say("tax_year.record", items=", ".join(items))])
    return MET


def _ask(
    book: Path,
    year: int,
    not_closed: str,
    opens_empty: bool,
    engine: str,
    memory: str,
    books: str | None,
    report: Report,
) -> Ask:
    from hozen.workflows.tax_year import Ask, CalendarYear

    return Ask(
        book,
        CalendarYear.of(year),
        opens_empty=opens_empty,
        not_closed=not_closed,
        engine=engine,
        memory_limit=memory,
        books=books,
        progress=report,
    )
