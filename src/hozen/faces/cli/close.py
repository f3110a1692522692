"""`hozen close`: one day, from files to a kept closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.exits import exit_of
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Engine, Json, Memory
from hozen.faces.cli.progress import progress

if TYPE_CHECKING:
    from hozen.workflows.daily_close import Kept


def run(
    context: typer.Context,
    book: BookFolder,
    day: Annotated[str, typer.Option(metavar="DAY", help="The legal day in Japan (JST) to close.")],
    scenario: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="What stands for the crypto reserve's missing figures.")
    ] = "act-64",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where evidence and the Excel pack go.")
    ] = None,
    engine: Engine = "duckdb",
    memory: Memory = "4GB",
    books: BooksAt = None,
    actor: Actor = None,
    excel: Annotated[bool, typer.Option("--excel/--no-excel", help="Write the Excel pack.")] = True,
    json: Json = False,
) -> int:
    """Close a day: what is owed, what is there, what is short, by when to cure. Ends with 2 on a breach."""
    from hozen.workflows.daily_close import close

    face: Face = context.obj
    closed = day_of(day, "--day")
    with progress(face) as report:
        kept = close(
            book,
            closed,
            scenario=scenario,
            engine=engine,
            memory_limit=memory,
            books=books,
            out=out,
            actor=actor,
            progress=report,
        )
        approver = _approver(kept, books)
        pack = _pack(kept, approver, face, report) if excel else None
    if json:
        _document(kept, pack, face)
    else:
        _show(kept, pack, approver, face)
    return exit_of(kept.closing.findings)


def _approver(kept: Kept, books: str | None) -> str:
    """Who has approved it; '' for nobody. What was entered just now cannot have been."""
    if not kept.already_there:
        return ""
    from hozen.books import open_books
    from hozen.workflows.home import books_address

    with open_books(books_address(books)) as opened:
        approval = opened.closing(kept.entry).heading.approval
    return approval.actor if approval else ""


def _pack(kept: Kept, approver: str, face: Face, report: Callable[[str, int, int], None]) -> Path:
    from hozen.faces.reports import Heading, write_pack

    report("excel pack", 0, 0)
    path = kept.folder / f"{kept.closing.book}-{kept.closing.day}.xlsx"
    return write_pack(
        kept.closing,
        path,
        lang=face.lang,
        evidence=kept.folder,
        heading=Heading.of(kept, approver),
        tick=lambda _sheet: report("excel pack", 0, 0),
    )


def _document(kept: Kept, pack: Path | None, face: Face) -> None:
    from hozen.faces.cli.closing_document import kept_document

    face.json(kept_document(kept, pack))


def _show(kept: Kept, pack: Path | None, approver: str, face: Face) -> None:
    from hozen.faces.cli.closing import InBooks, show_closing
    from hozen.faces.cli.view import View

    view = View(face.lang, face.out.width, kept.closing.business_days)
    face.show(show_closing(kept.closing, InBooks.of_kept(kept, pack, approver), view))
