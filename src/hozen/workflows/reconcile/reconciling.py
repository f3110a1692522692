"""Reconciling one day, from the door to the break log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from hozen.books import Carried, FoundBreak, open_books
from hozen.findings import CureClock
from hozen.law import Law
from hozen.records import Book, InputFile
from hozen.rules.segregation.flight_time import seen_since
from hozen.values import Yen
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import actor_name, books_address, home
from hozen.workflows.reconcile.reconciled import Reconciled
from hozen.workflows.reconcile.sides import Breaks, breaks_of, evidence_of, found_breaks

DUST_YEN = 100  # a house figure: it names a cause, it forgives no unit
Progress = Callable[[str, int, int], None]
"""Called with what comes next, how many steps are done, and how many there are."""


def reconcile(
    book: Book | str | Path,
    day: date,
    *,
    carry: bool = True,
    dust_yen: int = DUST_YEN,
    engine: str = "duckdb",
    memory_limit: str = "4GB",
    books: str | Path | None = None,
    out: str | Path | None = None,
    actor: str | None = None,
    progress: Progress | None = None,
) -> Reconciled:
    """照合: check the book at the door, find every break of `day` with its cause, carry them into the break log.

    `carry` False leaves the log alone. `dust_yen`: what arrives unasked and is worth less is called dust.
    `books`, `out`, `actor`: as in `close`. The rows behind the breaks go to a Parquet file below `out`.
    Raises RowsRefused, BookError, EngineError, BooksError; BreakRefused for a day before the last one carried.
    """
    opened = (book if isinstance(book, Book) else Book.open(book)).of_day(day)
    place = (Path(out) if out else home() / "reconciliations") / opened.settings.book / str(day)
    with engine_at_home(engine, memory_limit) as runs:
        admitted = admit(
            opened, runs, day=day, passed=PassedFiles.load(home()), rejects=place, progress=progress
        )
        records = records_hash(admitted.inputs)
        since = seen_since(day, opened.settings.business_days, opened.settings.transfer_days)
        evidence, written = evidence_of(runs, day, dust_yen, place / records[:16], since)
        breaks = breaks_of(runs, day, evidence, since)
    found = _found(opened, day, breaks)
    name = opened.settings.book
    carried = _carry(name, day, found, records, books, actor) if carry else None
    return Reconciled(
        book=name,
        day=day,
        records=records,
        sides=breaks.sides,
        money_owed=Yen(breaks.money[0]),
        money_in_trust=Yen(breaks.money[1]),
        breaks=found,
        open_ended=sum(one.in_flight.open_ended for one in breaks.sides),
        evidence=written.path if breaks.parts else None,
        carried=carried,
    )


def records_hash(inputs: Iterable[InputFile]) -> str:
    """SHA-256 over the names and the hashes of a book's files: what a day's breaks were found in."""
    told = sorted([one.table, one.path, one.sha256] for one in inputs)
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _found(book: Book, day: date, breaks: Breaks) -> tuple[FoundBreak, ...]:
    clock = CureClock(day, book.settings.business_days)
    return found_breaks(breaks, Law.load("jp").reading(day), clock, book.settings.withdrawal_days)


def _carry(
    book: str,
    day: date,
    found: tuple[FoundBreak, ...],
    records: str,
    books: str | Path | None,
    actor: str | None,
) -> Carried:
    with open_books(books_address(books)) as kept:
        return kept.breaks.carry(book, day, found, records=records, actor=actor_name(actor))
