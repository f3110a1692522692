"""Books on both databases: every test that asks for `url` or `books` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ticking

from hozen.books import Books, open_books


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where no books are yet."""
    if request.param == "sqlite":
        return str(tmp_path / "books.sqlite")
    return str(request.getfixturevalue("postgres_server")())


@pytest.fixture
def books(url: str) -> Iterator[Books]:
    with open_books(url, clock=ticking()) as opened:
        yield opened
