"""Comparing two ledgers: one join in the engine, its rows straight to a file, the facts from that file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import cast

from hozen.engine import Cell, Engine
from hozen.engine.protocol import Written
from hozen.records import Book, BookError
from hozen.rules.segregation import measures as segregation
from hozen.rules.segregation import two_ledgers_measures as measures
from hozen.rules.segregation.two_ledgers import DifferenceRow, LedgerDifference, ledger_differences
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import home
from hozen.workflows.two_ledgers.two_ledgers import TwoLedgers

Progress = Callable[[str, int, int], None]
"""Called with what comes next, how many steps are done, and how many there are."""


def compare_ledgers(
    book: Book | str | Path,
    day: date,
    *,
    engine: str = "duckdb",
    memory_limit: str = "3GB",
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> TwoLedgers:
    """二帳簿照合: `customer_balances` against `accounting_balances`, every customer and asset, full outer join.

    What differs goes to a Parquet file below `out`. What does not fit into `memory_limit` spills to disk: a join
    fills the limit, and the process needs a little more than that.
    Raises BookError where the second ledger has no rows of the day, RowsRefused, EngineError.
    """
    opened = book if isinstance(book, Book) else Book.open(book)
    place = (Path(out) if out else home() / "ledgers") / opened.settings.book / str(day)
    with engine_at_home(engine, memory_limit) as runs:
        admit(opened, runs, day=day, passed=PassedFiles.load(home()), rejects=place, progress=progress)
        assets, written = differences_of(runs, day, place)
    return TwoLedgers(opened.settings.book, day, assets, written)


def differences_of(engine: Engine, day: date, place: Path) -> tuple[tuple[LedgerDifference, ...], Written]:
    """Every asset in both ledgers, and the file of what differs, below `place`. The door has made the views."""
    second = second_ledger(engine, day)
    if not second:
        raise BookError(
            "the second ledger has no rows of this day",
            where="accounting_balances",
            found=str(day),
            expected="one row for each customer and asset that accounting owes",
            try_next="export accounting's balances of the day",
        )
    first = _sums(engine.rows(segregation.owed(day)))
    return differences_between(engine, day, first, second, place)


def second_ledger(engine: Engine, day: date) -> dict[str, int]:
    """Asset → what accounting says customers are owed on `day`; empty where it has no rows of that day."""
    return _sums(engine.rows(measures.accounting_owed(day)))


def differences_between(
    engine: Engine, day: date, first: Mapping[str, int], second: Mapping[str, int], place: Path
) -> tuple[tuple[LedgerDifference, ...], Written]:
    """As `differences_of`, where each ledger's sums are known already."""
    written = engine.write_parquet(
        measures.differing_customers(day), place / "evidence" / "ledgers-agree.parquet"
    )
    engine.view(measures.DIFFERING, f"SELECT * FROM {engine.scan([written.path], 'parquet', {})}")
    differences = cast("list[DifferenceRow]", engine.rows(measures.difference_sums()))
    decimals = {str(asset): _whole(places) for asset, places in engine.rows(measures.places())}
    return ledger_differences(decimals, first, second, differences), written


def _sums(rows: Iterable[tuple[Cell, ...]]) -> dict[str, int]:
    return {str(asset): _whole(units) for asset, units, _ in rows}


def _whole(cell: Cell) -> int:
    if type(cell) is not int:
        raise TypeError(f"a measure must yield a whole number, not {cell!r}")
    return cell
