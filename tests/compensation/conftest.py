"""A small exchange of two customers that is closed once, robbed of its hot wallet, and ready to compensate."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from comp_stages import Stages
from comp_world import NOW
from laid_once import LaidOnce

from hozen.books import Books, open_books
from hozen.engine import open_engine
from hozen.workflows.compensation import working


@pytest.fixture(scope="session", autouse=True)
def one_engine() -> Iterator[None]:
    """One DuckDB for all tests of the room, and tables pass the door again only when a file is another one.

    To open an engine and to lay its tables is most of what a call costs, and other rooms test both.
    """
    with (
        open_engine("duckdb", memory_limit="1GB", threads=2) as engine,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(working, "engine_at_home", lambda *_: nullcontext(engine))
        patch.setattr(working, "admit", LaidOnce())
        yield


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """Folders with a book and its books, each made from the one before when it is first asked for."""
    return Stages(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def firm(
    request: pytest.FixtureRequest, stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The book folder of the robbed exchange, or of the stage that the class names; a copy for each test."""
    place = stages.at(getattr(request.cls, "stage", "robbed"))
    shutil.copytree(place, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HOZEN_BOOKS", raising=False)
    monkeypatch.setenv("HOZEN_USER", "sato")
    return tmp_path / "book"


@pytest.fixture
def books(firm: Path) -> Iterator[Books]:
    with open_books(firm.parent / "books.sqlite", clock=lambda: NOW) as opened:
        yield opened
