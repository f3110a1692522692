"""`hozen tax-year papers` and `pack`: reports as PDF, and the year in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, BooksAt, Memory
from hozen.faces.cli.progress import progress
from hozen.faces.cli.tax_year import Number, Year

if TYPE_CHECKING:
    from hozen.faces.reports.annual import AnnualHead
    from hozen.workflows.tax_year.issuing import Place
    from hozen.workflows.tax_year.papers import Papers


def papers(
    context: typer.Context,
    book: BookFolder,
    year: Year,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the PDFs go, one a customer.")],
    number: Number = None,
    customer: Annotated[str, typer.Option("--customer", metavar="ID", help="This customer's alone.")] = "",
    listed: Annotated[
        Path | None, typer.Option("--list", metavar="FILE", help="These customers' alone, one id a line.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Reports that did not change, too, not only what is to be sent.")
    ] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Of the last draft; each paper says so.")] = False,
    processes: Annotated[
        int, typer.Option(help="How many processes write. The bytes are the same with any number.")
    ] = 1,
    books: BooksAt = None,
) -> int:
    """The reports as PDF, in the language of --lang. A run that is killed goes on where it was."""
    from hozen.faces.reports.annual_files import write_every, write_some

    face: Face = context.obj
    with _place(book, year, books) as place:
        found = _papers(place, number, draft)
    head = _head(found, face)
    _say_closed_again(face, found)
    chosen = _chosen(customer, listed)
    if chosen:
        files = write_some(to, found.sources, head, chosen)
        _say_absent(face, chosen, files)
        face.show([face.say("tax_year.papers", count=len(files), folder=to)])
        return MET
    with progress(face) as report:
        written = write_every(
            to,
            found.sources,
            head,
            f"{found.key} {face.lang}{' all' if every else ''}",
            standing=every,
            processes=processes,
            tick=lambda done, of: report("papers", done, of),
        )
    face.show([face.say("tax_year.papers", count=sum(one.papers for one in written), folder=to)])
    return MET


def pack(
    context: typer.Context,
    book: BookFolder,
    year: Year,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The Excel file to write.")],
    number: Number = None,
    memory: Memory = "1GB",
    books: BooksAt = None,
) -> int:
    """Summary, totals, differences, corrections and files of an issue, and every issue, in Excel."""
    from hozen.faces.reports.annual_pack import write_annual_pack
    from hozen.workflows.engine_at_home import engine_at_home

    face: Face = context.obj
    with _place(book, year, books) as place, engine_at_home("duckdb", memory) as engine:
        write_annual_pack(to, place, place.issue(number), engine, face.lang)
    face.show([face.say("tax_year.pack", file=to)])
    return MET


@contextmanager
def _place(book: Path, year: int, books: str | None) -> Iterator[Place]:
    from hozen.books import open_books
    from hozen.workflows.home import books_address
    from hozen.workflows.tax_year import CalendarYear
    from hozen.workflows.tax_year.issuing import place_of

    with open_books(books_address(books)) as kept:
        yield place_of(kept, book, CalendarYear.of(year))


def _papers(place: Place, number: int | None, draft: bool) -> Papers:
    from hozen.workflows.tax_year.papers import draft_papers, issued_papers

    if draft and number is not None:
        raise BadOption(
            "a draft is no issue", where="--draft", found=f"--issue {number}", expected="one of them"
        )
    return draft_papers(place) if draft else issued_papers(place, number)


def _head(found: Papers, face: Face) -> AnnualHead:
    from hozen.faces.reports.annual import AnnualHead

    of = found.reports
    firm = of.firm_ja if face.lang == "ja" else of.firm
    return AnnualHead(firm, of.year, found.sources.days, of.decimals, face.lang, draft=found.is_draft)


def _chosen(customer: str, listed: Path | None) -> tuple[str, ...]:
    if listed is None:
        return (customer,) if customer else ()
    if customer:
        raise BadOption("--customer and --list exclude each other", where="--list", expected="one of them")
    try:
        lines = listed.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadOption(
            "the list cannot be read", where=str(listed), expected="a text, one id a line"
        ) from error
    found = tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not found:
        raise BadOption("the list names nobody", where=str(listed), expected="a text, one id a line")
    return found


def _say_closed_again(face: Face, found: Papers) -> None:
    from hozen.faces.cli.wrap import paragraph

    if found.closed_again:
        text = face.say("tax_year.closed_again", day=found.closed_again, year=found.reports.year)
        face.show(paragraph(text, face.out.width, 0))


def _say_absent(face: Face, chosen: tuple[str, ...], files: dict[str, Path]) -> None:
    absent = [one for one in chosen if one not in files]
    if absent:
        face.show([face.say("tax_year.absent", count=len(absent), first=absent[0])])
