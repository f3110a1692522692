"""A case that stands in a folder, and files as they are handed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hozen.books import open_books
from hozen.engine import open_engine
from hozen.workflows.case_folder import case_folder
from hozen.workflows.wind_down.case_book import At

CASE = "2026-end"


@contextmanager
def at_work(folder: Path) -> Iterator[At]:
    """The case that stands in a folder of a book and its books."""
    with open_books(str(folder / "books.sqlite")) as kept, open_engine("duckdb", "1GB", threads=1) as engine:
        yield At(kept, engine, "small", CASE, case_folder(folder / "book", CASE), "sato")


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
