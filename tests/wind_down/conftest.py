"""A case on the small exchange whose every figure can be worked out by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from close_book import SmallExchange
from wind_case import CASE, Desk, at_work

from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import match
from hozen.workflows.wind_down.opening import open_wind_down

DAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def sealed(tmp_path_factory) -> Path:
    """One book sealed once; every test works on a copy. Owed: C1 6 BTC, ¥1,000,000; C2 4 BTC, 100 ETH, ¥500,000."""
    folder = tmp_path_factory.mktemp("sealed")
    root, books = SmallExchange(folder / "book").write(), folder / "books.sqlite"
    open_wind_down(root, CASE, DAY, not_closed="management is gone", books=books, actor="sato")
    return folder


@pytest.fixture(scope="session")
def decided(sealed: Path, tmp_path_factory) -> Path:
    """The same after everything was admitted as the ledger has it."""
    folder = shutil.copytree(sealed, tmp_path_factory.mktemp("decided") / "case")
    with at_work(folder) as at:
        match(at, decide_by_rule=True, unfiled_too=True, day=date(2026, 12, 20))
    return folder


@pytest.fixture
def at(sealed: Path, tmp_path: Path) -> Iterator[At]:
    """The case as it was sealed."""
    with at_work(shutil.copytree(sealed, tmp_path / "case")) as found:
        yield found


@pytest.fixture
def admitted(decided: Path, tmp_path: Path) -> Iterator[At]:
    """Everything as the ledger has it."""
    with at_work(shutil.copytree(decided, tmp_path / "case")) as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder)
