"""The book as a year's reports read it: two days of balances, the year's trades and movements, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hozen.records import Book
from hozen.records.book import folder_day
from hozen.workflows.tax_year.calendar_year import CalendarYear

TABLES = ("assets", "customers", "customer_balances", "trades", "customer_movements")
_FLOWS = ("trades", "customer_movements")


def of_year(book: Book, year: CalendarYear, *, opens_empty: bool) -> Book:
    """The same book with the files of the year alone. BookError where a table is absent."""
    found = book.of_tables(TABLES)
    places = {name: _files(found, name, year, opens_empty) for name in found.places}
    return replace(found, places={name: files for name, files in places.items() if files}, strangers=())


def _files(book: Book, table: str, year: CalendarYear, opens_empty: bool) -> tuple[Path, ...]:
    """Files in no folder by day may hold any day. A folder of trades may be named for the day in UTC or in Japan."""
    dated = [(file, folder_day(book.root, file)) for file in book.files(table)]
    if table == "customer_balances":
        days = {year.last} if opens_empty else {year.before, year.last}
        return tuple(file for file, day in dated if day is None or day in days)
    if table in _FLOWS:
        last = year.last + timedelta(days=1)
        return tuple(file for file, day in dated if day is None or year.before <= day <= last)
    return book.files(table)
