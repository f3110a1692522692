"""A case that stands in a folder, and files as they are handed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import duckdb

from hozen.books import open_books
from hozen.engine import Engine, open_engine
from hozen.workflows.case_folder import case_folder
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.round_facts import Planned

CASE = "2026-end"
NOW = datetime(2026, 12, 2, 3, tzinfo=UTC)


class Kept:
    """One DuckDB for all tests. A view that stands in the same words is not made again: what it reads is looked up anew."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._made: dict[str, str] = {}

    def view(self, name: str, sql: str) -> None:
        if self._made.get(name) != sql:
            self._made.pop(name, None)
            self._opened().view(name, sql)
            self._made[name] = sql

    def __getattr__(self, name: str) -> Any:
        return getattr(self._opened(), name)

    def _opened(self) -> Engine:
        self._engine = self._engine or open_engine("duckdb", "1GB", threads=1)
        return self._engine


ENGINE = cast("Engine", Kept())


@contextmanager
def at_work(folder: Path) -> Iterator[At]:
    """The case that stands in a folder of a book and its books."""
    with open_books(str(folder / "books.sqlite"), clock=lambda: NOW) as kept:
        yield At(kept, ENGINE, "small", CASE, case_folder(folder / "book", CASE), "sato")


class Desk:
    """Files as creditors and the office hand them in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made = folder, 0

    def put(self, text: str, suffix: str = ".csv") -> Path:
        self.made += 1
        path = self.folder / f"in-{self.made}{suffix}"
        path.write_text(text, encoding="utf-8")
        return path

    def events(self, columns: str, *rows: str) -> Path:
        """Decisions and what else happened to claims, all of one day, numbered in their order."""
        lines = [f"{number:03},{row},2026-12-20" for number, row in enumerate(rows)]
        return self.put("\n".join([f"event_id,{columns},on_day", *lines]) + "\n")

    def claims(self, *rows: str) -> Path:
        return self.put("\n".join(["customer_id,asset,units,filed_on", *rows]) + "\n")

    def payees(self, *rows: str) -> Path:
        return self.put("\n".join(["payee_id,asset,destination,identity", *rows]) + "\n")

    def results(self, *rows: str) -> Path:
        return self.put("\n".join(["payment,result,on_day", *rows]) + "\n")

    def forks(self, *rows: str) -> Path:
        return self.put(
            "\n".join(["child,name,decimals,parent,ratio,on_day,choice,price,source", *rows]) + "\n"
        )

    def terms(self, *lines: str) -> Path:
        return self.put("\n".join(lines) + "\n", ".yaml")


def by(at: At, name: str) -> At:
    """The same case, another person."""
    return replace(at, actor=name)


def shares(at: At, found: Planned) -> dict[tuple[str, str], tuple[int, int]]:
    """(customer, asset) → due now, kept back."""
    rows = _rows(at, found, "shares", "customer_id, asset, pay_units, reserve_units")
    return {(customer, asset): (int(paid), int(kept)) for customer, asset, paid, kept in rows}


def paid(at: At, found: Planned) -> dict[tuple[str, str], int]:
    """(who is paid, asset) → units of all payments."""
    rows = _rows(at, found, "payments", "holder, asset, sum(units)", "GROUP BY ALL")
    return {(holder, asset): int(units) for holder, asset, units in rows}


def _rows(at: At, found: Planned, file: str, columns: str, rest: str = "") -> list[tuple[Any, ...]]:
    (name,) = [one.name for one in found.made.files if one.name.endswith(f"/{file}.parquet")]
    return duckdb.sql(f"SELECT {columns} FROM '{at.folder / name}' {rest}").fetchall()
