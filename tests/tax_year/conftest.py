"""The small exchange's year, closed once; each test works on a copy."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from year_book import YearBook
from year_exchange import Exchange

from hozen.books import open_books
from hozen.workflows.daily_close import close


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year")
    root = YearBook(folder / "book").write()
    books = folder / "books.sqlite"
    kept = close(root, date(2026, 12, 31), books=books, out=folder / "out", actor="sato", memory_limit="1GB")
    with open_books(str(books)) as opened:
        opened.approve(kept.entry, "mori", "")
    return folder


@pytest.fixture
def exchange(closed: Path, tmp_path: Path) -> Exchange:
    return Exchange(shutil.copytree(closed, tmp_path / "year"))
