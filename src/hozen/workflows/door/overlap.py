"""A period's volume counts once: from the tape, or from `volumes`, by month or by business year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from hozen.engine import Cell, Engine
from hozen.records import Book, Query, Reject
from hozen.values.calendar import begins_utc, ends_utc


def double_counts(book: Book, engine: Engine, *, tape: bool) -> list[Reject]:
    """Rows of `volumes` that the tape (if there is one) or another such row covers too, or that two years share."""
    stated = _stated(book, engine)
    traded = _tape(engine, stated) if tape and stated else []
    found = [
        _straddling(book, row) for row, *ends in stated if len(set(map(book.settings.years.of, ends))) > 1
    ]
    for row, first, last in stated:
        days = [day for product, day in traded if product == row[3] and first <= day <= last]
        if days:
            found.append(_reject(book, row, f"trades of {min(days)} are in the same period"))
    for (row, first, last), (other, other_first, other_last) in combinations(stated, 2):
        if row[2] != other[2] and row[3] == other[3] and first <= other_last and other_first <= last:
            found.append(_reject(book, other, f"the period {row[2]} holds it already"))
    return found


_Stated = tuple[tuple[Cell, ...], date, date]


def _stated(book: Book, engine: Engine) -> list[_Stated]:
    text = (
        "SELECT filename, file_row_number, period, product FROM traced_volumes "
        "WHERE period IS NOT NULL AND product IS NOT NULL ORDER BY filename, file_row_number"
    )
    rows = engine.rows(Query("volumes", text, ()))
    spans = [(row, _span(book, str(row[2]))) for row in rows]
    return [(row, *span) for row, span in spans if span]


def _span(book: Book, period: str) -> tuple[date, date] | None:
    """First and last day of a stated period; None for text that the row checks refuse."""
    try:
        return book.settings.years.span(period)
    except ValueError:
        return None


def _tape(engine: Engine, stated: Sequence[_Stated]) -> list[tuple[str, date]]:
    """Each (product, legal day) with trades, from the first stated day to the last."""
    first, last = min(one[1] for one in stated), max(one[2] for one in stated)
    # Asked by the instant, which files keep bounds of: those of other days are not read.
    text = (
        "SELECT DISTINCT product, day FROM tried_trades "
        f"WHERE timestamp >= TIMESTAMP '{begins_utc(first)}' "
        f"AND timestamp <= TIMESTAMP '{ends_utc(last)}' "
        "AND product IS NOT NULL ORDER BY product, day"
    )
    found = engine.rows(Query("tape", text, ()))
    return [(str(product), day) for product, day in found if isinstance(day, date)]


def _reject(book: Book, row: tuple[Cell, ...], hint: str) -> Reject:
    want = "each period and product once: on the tape, by month or by business year"
    return _of_row(book, row, "double-count", want, hint)


def _straddling(book: Book, row: tuple[Cell, ...]) -> Reject:
    hint = "state the volume by business year, e.g. FY2025, or give the trades"
    return _of_row(book, row, "straddles-year", "a month that lies in one business year", hint)


def _of_row(book: Book, row: tuple[Cell, ...], reason: str, want: str, hint: str) -> Reject:
    file, number, period, product, *_ = row
    line = int(str(number)) + (book.kind("volumes") == "csv")
    value = f"{period} {product}"
    return Reject("volumes", book.relative(Path(str(file))), line, "period", value, reason, want, hint)
