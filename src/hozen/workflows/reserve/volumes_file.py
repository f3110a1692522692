"""Volumes from one small CSV file, for those who have no book: period, product, yen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from hozen.errors import HozenError
from hozen.records import BusinessYears
from hozen.records.tables import VOLUMES
from hozen.rules.reserves import YearVolume
from hozen.rules.reserves.from_rows import year_volumes
from hozen.workflows.strict_csv import Row, rows

COLUMNS = ("period", "product", "yen")
_PERIOD = next(column.pattern for column in VOLUMES.columns if column.name == "period")
_BOM = b"\xef\xbb\xbf"
_Stated = tuple[Row, date, date]


class VolumesFileError(HozenError):
    """取引高ファイルの誤り: a cell, a row or the whole file is not as the reference says."""

    code = "volumes-file"


def read_volumes(path: Path, years: BusinessYears, day: date) -> tuple[YearVolume, ...]:
    """Volumes by business year up to `day`. VolumesFileError with file, line and column."""
    raw = _bytes(path).removeprefix(_BOM)
    found = [_stated(row, years) for row in rows(raw, str(path), COLUMNS, VolumesFileError)]
    _each_once(found)
    cells = [
        (row.cells["period"], row.filled("product", "[a-z][a-z_]*"), row.whole("yen")) for row, *_ in found
    ]
    return year_volumes(years, day, (), cells)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise VolumesFileError(
            f"the file cannot be read: {error.strerror}",
            where=str(path),
            expected="a CSV file with the columns period, product, yen, or a book folder",
        ) from error


def _stated(row: Row, years: BusinessYears) -> _Stated:
    try:
        first, last = years.span(row.filled("period", _PERIOD))
    except ValueError:
        row.refuse("period", "a period that exists, such as 2026-07 or FY2025")
    if years.of(first) != years.of(last):
        row.refuse("period", "a month that lies in one business year, or the business year itself")
    return row, first, last


def _each_once(found: Sequence[_Stated]) -> None:
    for (one, first, last), (other, other_first, other_last) in combinations(found, 2):
        same = one.cells["product"] == other.cells["product"]
        if same and first <= other_last and other_first <= last:
            held = f"{one.cells['period']} in line {one.line} holds it already"
            other.refuse("period", f"each period and product once; {held}")
