"""The book through the door, as far as an incident needs it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date

from hozen.engine import Cell, Engine
from hozen.records import Book, Query
from hozen.workflows.door import Admitted, PassedFiles, admit
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import home

NEEDED = ("assets", "customers", "customer_balances", "prices", "wallets", "wallet_balances")


@contextmanager
def through_the_door(
    book: Book,
    day: date | None,
    tables: Collection[str] = NEEDED,
    memory_limit: str = "2GB",
    engine: str = "duckdb",
) -> Iterator[tuple[Engine, Admitted]]:
    """An engine with views of these tables of a book's day. Raises RowsRefused, BookError, EngineError."""
    opened = book.of_tables(tables)
    opened = opened if day is None else opened.of_day(day)
    rejects = home() / "rejects" / book.settings.book / str(day)
    with engine_at_home(engine, memory_limit) as runs:
        yield runs, admit(opened, runs, day=day, passed=PassedFiles.load(home()), rejects=rejects)


def assets_and_wallets(book: Book) -> tuple[dict[str, int], frozenset[str]]:
    """Decimals by asset, and the ids of every wallet."""
    with through_the_door(book, None, ("assets", "wallets")) as (engine, _):
        assets = Query("assets", "SELECT asset, decimals FROM assets ORDER BY asset", ("assets",))
        wallets = Query("wallets", "SELECT wallet_id FROM wallets ORDER BY wallet_id", ("wallets",))
        decimals = {str(asset): whole(places) for asset, places in engine.rows(assets)}
        return decimals, frozenset(str(one) for (one,) in engine.rows(wallets))


def whole(cell: Cell) -> int:
    """A whole number out of the engine."""
    if type(cell) is not int:
        raise TypeError(f"a measure must yield a whole number, not {cell!r}")
    return cell
