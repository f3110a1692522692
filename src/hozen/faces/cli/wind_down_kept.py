"""`hozen wind-down list`, `close`, `reopen` and `forks`: the cases of a book, the end of one, and what came of its assets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Actor, BookFolder, BooksAt, Json, Memory
from hozen.faces.cli.wind_down import Case, case_at, tell


def close(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    why: Annotated[str, typer.Option("--why", help="Why it may close with something still open.")] = "",
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Close the case. Refused while something waits, unless --why says why."""
    from hozen.faces.cli.show_wind_down import show_closed
    from hozen.workflows.wind_down.closing import close_wind_down

    face: Face = context.obj
    with case_at(book, case, actor, memory, books) as at:
        found = close_wind_down(at, why)
    tell(face, json, found, lambda: show_closed(case, found, face.lang, face.out.width))
    return MET


def listed(
    context: typer.Context,
    book: BookFolder,
    every: Annotated[bool, typer.Option("--all", help="Closed cases too.")] = False,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """The wind-downs of a book."""
    from hozen.faces.cli.show_wind_down import show_cases
    from hozen.workflows.wind_down.opened import wind_downs

    face: Face = context.obj
    found = wind_downs(book, books=books, open_only=not every)
    tell(face, json, found, lambda: show_cases(found, face.lang, face.out.width))
    return MET


def reopen(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    why: Annotated[str, typer.Option("--why", help="Why it is taken up again.")],
    actor: Actor = None,
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Take a closed case up again."""
    from hozen.faces.cli.show_wind_down import show_reopened
    from hozen.workflows.wind_down.closing import reopen_wind_down

    face: Face = context.obj
    with case_at(book, case, actor, "1GB", books) as at:
        found = reopen_wind_down(at, why)
    tell(face, json, found, lambda: show_reopened(case, found, face.lang, face.out.width))
    return MET


def forks(
    context: typer.Context,
    book: BookFolder,
    case: Case,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A CSV or Parquet file of the table, to take in.")
    ] = None,
    actor: Actor = None,
    memory: Memory = "3GB",
    books: BooksAt = None,
    json: Json = False,
) -> int:
    """Forks and airdrops as declared; with FILE, first take a list of them in."""
    from hozen.faces.cli.show_wind_down import show_forks, show_taken
    from hozen.workflows.wind_down.forks import declare_forks, forks_of

    face: Face = context.obj
    with case_at(book, case, actor, memory, books) as at:
        taken = None if file is None else declare_forks(at, file)
        found = forks_of(at)
    said = [] if taken is None or json else show_taken(taken, face.lang, face.out.width)
    tell(face, json, found, lambda: [*said, *show_forks(found, face.lang, face.out.width)])
    return MET
