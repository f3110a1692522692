"""A case on the small exchange whose every figure can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from close_book import SmallExchange

from hozen.books import open_books
from hozen.engine import open_engine
from hozen.workflows.case_folder import case_folder
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.opening import open_wind_down

DAY = date(2026, 11, 20)
CASE = "2026-end"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return SmallExchange(tmp_path / "book").write()


@pytest.fixture
def at(root: Path, tmp_path: Path) -> Iterator[At]:
    """Owed: C1 6 BTC, ¥1,000,000; C2 4 BTC, 100 ETH, ¥500,000."""
    books = tmp_path / "books.sqlite"
    open_wind_down(root, CASE, DAY, not_closed="management is gone", books=books, actor="sato")
    with open_books(str(books)) as kept, open_engine("duckdb", "1GB", threads=2) as engine:
        yield At(kept, engine, "small", CASE, case_folder(root, CASE), "sato")


class Desk:
    """Files as creditors and the office hand them in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made = folder, 0

    def put(self, text: str, suffix: str = ".csv") -> Path:
        self.made += 1
        path = self.folder / f"in-{self.made}{suffix}"
        path.write_text(text, encoding="utf-8")
        return path

    def claims(self, *rows: str) -> Path:
        return self.put("\n".join(["customer_id,asset,units,filed_on", *rows]) + "\n")

    def payees(self, *rows: str) -> Path:
        return self.put("\n".join(["payee_id,asset,destination,identity", *rows]) + "\n")

    def results(self, *rows: str) -> Path:
        return self.put("\n".join(["payment,result,on_day", *rows]) + "\n")

    def terms(self, *lines: str) -> Path:
        return self.put("\n".join(lines) + "\n", ".yaml")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder)
