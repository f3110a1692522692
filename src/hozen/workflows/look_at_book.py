"""A register of a book as of a day: through the door, then whatever looks at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from hozen.engine import Engine
from hozen.records import Book, BookError, Query, Settings
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import home

Progress = Callable[[str, int, int], None]
Found = TypeVar("Found")


def look_at_book(
    book: Book | str | Path,
    day: date | None,
    at: Callable[[Engine, Settings, date], Found],
    newest: Query,
    *,
    engine: str = "duckdb",
    memory_limit: str = "4GB",
    progress: Progress | None = None,
) -> Found:
    """What `at` finds on `day`; None takes the newest day, which the query `newest` yields as its one cell.

    Raises RowsRefused and BookError where the book does not pass the door, or has no such day.
    """
    opened = book if isinstance(book, Book) else Book.open(book)
    with engine_at_home(engine, memory_limit) as running:
        let_in(opened, running, progress)
        return at(running, opened.settings, day or _newest(running, opened, newest))


def let_in(book: Book, engine: Engine, progress: Progress | None = None) -> None:
    """Through the door, so that typed views stand. RowsRefused where a row is not as the contracts ask."""
    rejects = home() / "rejects" / book.settings.book
    admit(book, engine, passed=PassedFiles.load(home()), rejects=rejects, progress=progress)


def _newest(engine: Engine, book: Book, newest: Query) -> date:
    ((day,),) = engine.rows(newest)
    if isinstance(day, date):
        return day
    (table,) = newest.tables
    raise BookError(
        f"the book has no rows in {table}",
        where=str(book.root),
        expected=f"rows in {table}",
        try_next="--day DAY",
    )
