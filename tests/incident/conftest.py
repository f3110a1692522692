"""A small exchange that is closed once for all tests, and a copy of it with its books for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from close_book import SmallExchange
from incident_world import DAY, NOW
from laid_once import LaidOnce

from hozen.books import Books, open_books
from hozen.engine import Engine, open_engine
from hozen.workflows.daily_close import close
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.incident import book_day


@pytest.fixture(autouse=True)
def surroundings(closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, where the door remembers the files of the close, and nobody's books but the test's."""
    (tmp_path / "home").mkdir()
    shutil.copy(closed / "home/passed.json", tmp_path / "home")
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HOZEN_BOOKS", raising=False)
    monkeypatch.setenv("HOZEN_USER", "sato")


@pytest.fixture(scope="session", autouse=True)
def one_engine() -> Iterator[None]:
    """One DuckDB for all tests of the room: to open one and to lay its tables is most of what a call costs."""
    with (
        open_engine("duckdb", memory_limit="1GB", threads=2) as engine,
        pytest.MonkeyPatch.context() as patch,
    ):

        def at_home(name: str, memory_limit: str) -> AbstractContextManager[Engine]:
            return nullcontext(engine) if name == "duckdb" else engine_at_home(name, memory_limit)

        patch.setattr(book_day, "engine_at_home", at_home)
        patch.setattr(book_day, "admit", LaidOnce())
        yield


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the book of a day and the books in which it is closed."""
    place = tmp_path_factory.mktemp("closed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOZEN_HOME", str(place / "home"))
        close(SmallExchange(place / "book").write(), DAY, actor="sato", books=place / "books.sqlite")
    return place


@pytest.fixture
def exchange(tmp_path: Path) -> SmallExchange:
    return SmallExchange(tmp_path / "book")


@pytest.fixture
def firm(closed: Path, tmp_path: Path) -> Path:
    """The book folder of a day that is closed."""
    shutil.copytree(closed / "book", tmp_path / "book")
    shutil.copy(closed / "books.sqlite", tmp_path)
    return tmp_path / "book"


@pytest.fixture
def books(firm: Path) -> Iterator[Books]:
    with open_books(firm.parent / "books.sqlite", clock=lambda: NOW) as opened:
        yield opened
