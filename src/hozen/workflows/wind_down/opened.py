"""A wind-down opened for work: books, engine and folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hozen.books import CaseRecord, open_books
from hozen.records.read_settings import read_settings
from hozen.workflows.case_folder import case_folder
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import actor_name, books_address
from hozen.workflows.wind_down.case_book import KIND, At


@contextmanager
def wind_down(
    book: Path,
    case: str,
    *,
    books: str | Path | None = None,
    actor: str | None = None,
    engine: str = "duckdb",
    memory_limit: str = "3GB",
) -> Iterator[At]:
    """The case of a book folder. Raises BookError, CaseUnknown, BooksError, EngineError."""
    who, name = actor_name(actor), read_settings(book).book
    with open_books(books_address(books)) as kept, engine_at_home(engine, memory_limit) as runs:
        kept.cases.show(name, case)
        yield At(kept, runs, name, case, case_folder(book, case), who)


def wind_downs(
    book: Path, *, books: str | Path | None = None, open_only: bool = True
) -> tuple[CaseRecord, ...]:
    """The wind-downs of a book folder in order of opening. Raises BookError, BooksError."""
    name = read_settings(book).book
    with open_books(books_address(books)) as kept:
        return kept.cases.list(name, KIND, open_only=open_only)
