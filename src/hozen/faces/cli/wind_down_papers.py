"""`hozen wind-down statements` and `report`: what creditors and the court are told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.exits import BREACH, MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Memory
from hozen.faces.cli.wind_down import Case, case_at, tell

if TYPE_CHECKING:
    from hozen.workflows.wind_down.case_book import At

Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write it as PDF, too.")]


def statements(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    customer: Annotated[
        str | None,
        typer.Option("--customer", metavar="ID", help="One creditor's statement; nothing is entered."),
    ] = None,
    pdf: Pdf = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FOLDER",
            help="Statements of all as PDF, 500 in a file; goes on where it was stopped.",
        ),
    ] = None,
    processes: Annotated[
        int, typer.Option(help="How many processes write. The bytes are the same with any number.")
    ] = 1,
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """The statements of all creditors as tables, or one of them to read."""
    from hozen.faces.cli.show_rounds import show_statement
    from hozen.workflows.wind_down.statements import statement_of

    face: Face = context.obj
    with case_at(book, case, actor, memory, books) as at:
        if customer is None:
            return _of_all(at, face, to, processes, json)
        found, record = statement_of(at, customer), at.record()
    if pdf:
        from hozen.faces.reports.wind_down_pdf import head_of, statement_document, write_documents

        write_documents(pdf, [statement_document(found, head_of(record, face.lang))])
    tell(face, json, found, lambda: show_statement(found, face.lang, face.out.width))
    return MET


def _of_all(at: At, face: Face, to: Path | None, processes: int, json: bool) -> int:
    from hozen.faces.cli.show_rounds import show_files, show_papers
    from hozen.faces.reports.wind_down_pdf import head_of
    from hozen.faces.reports.wind_down_statements import write_statements
    from hozen.workflows.wind_down.statement_rows import every_statement
    from hozen.workflows.wind_down.statements import statements as write

    files = write(at)
    papers = None
    if to:
        record = at.record()
        papers = write_statements(
            to, head_of(record, face.lang), record.last, every_statement(at, files), processes
        )
    said = [] if to is None or papers is None or json else show_papers(to, *papers, face.lang, face.out.width)
    tell(face, json, files, lambda: [*show_files(at.folder, files, face.lang, face.out.width), *said])
    return MET


def report(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    pdf: Pdf = None,
    excel: Annotated[
        Path | None, typer.Option("--excel", metavar="FILE", help="Write it as an Excel workbook, too.")
    ] = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """The report to the court. Exit code 2 where two sums that must agree do not."""
    from hozen.faces.cli.show_rounds import show_report
    from hozen.workflows.wind_down.court_report import court_report

    face: Face = context.obj
    with case_at(book, case, None, memory, books) as at:
        found = court_report(at)
    if pdf:
        from hozen.faces.reports.wind_down_pdf import report_document, write_documents

        write_documents(pdf, [report_document(found, face.lang)])
    if excel:
        from hozen.faces.reports.wind_down_excel import write_report

        write_report(excel, found, face.lang)
    tell(face, json, found, lambda: show_report(found, face.lang, face.out.width))
    return MET if found.ties_hold else BREACH
