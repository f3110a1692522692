"""Every reject into a file, the first few into the message."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from hozen.engine import Engine, EngineError
from hozen.engine.csv_file import physical_lines
from hozen.engine.scan_options import ScanOptions
from hozen.records import BY_NAME, TABLES, Book, Query, Reject, RowsRefused
from hozen.records.door_sql import REJECT_COLUMNS
from hozen.records.faults import expected
from hozen.workflows.door.checks import Listing
from hozen.workflows.door.hints import hint_for

SHOWN = 5
IN_CSV = 100_000
HEADER = ("table", "file", "line", "column", "value", "reason", "expected", "hint")
_ORDER = {table.name: number for number, table in enumerate(TABLES)}


def refuse(
    book: Book, engine: Engine, folder: Path, rejects: Sequence[Reject], listings: Sequence[Listing]
) -> None:
    """Write all rejects below `folder` and raise RowsRefused; return when there are none.

    rejects.csv holds the first 100,000; where there are more, rejects.parquet holds every row-level one
    (there `row` counts the file's data rows from 1).
    """
    if not rejects and not listings:
        return
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "rejects.parquet"
    in_rows = _write_whole(engine, whole, listings)
    total = len(rejects) + in_rows
    if not total:
        return
    first = sorted([*rejects, *_read(book, engine, whole, in_rows)], key=_place)[:IN_CSV]
    _write_csv(folder / "rejects.csv", first)
    if total == len(first):
        whole.unlink(missing_ok=True)
    raise RowsRefused(first[:SHOWN], total, whole if total > len(first) else folder / "rejects.csv")


def _place(reject: Reject) -> tuple[int, str, int, str]:
    return _ORDER.get(reject.table, -1), reject.file, reject.line, reject.column


def _write_whole(engine: Engine, path: Path, listings: Sequence[Listing]) -> int:
    """Every row-level reject in one file; how many there are."""
    path.unlink(missing_ok=True)
    if not listings:
        return 0
    columns = ", ".join(REJECT_COLUMNS)
    selects = [
        f"SELECT '{one.table.name}' AS table_name, {columns} FROM ({one.sql}) part" for one in listings
    ]
    union = " UNION ALL ".join(selects)
    ordered = f"SELECT * FROM ({union}) everything ORDER BY table_name, file, row, column_name"
    return engine.write_parquet(Query("rejects", ordered, ()), path).rows


def _read(book: Book, engine: Engine, path: Path, in_rows: int) -> list[Reject]:
    if not in_rows:
        return []
    read = engine.scan([path], "parquet", {})
    text = f"SELECT * FROM {read} ORDER BY table_name, file, row, column_name LIMIT {IN_CSV}"
    by_table: dict[str, list[tuple[object, ...]]] = {}
    for table, *cells in engine.rows(Query("rejects", text, ())):
        by_table.setdefault(str(table), []).append(tuple(cells))
    return [reject for table, rows in by_table.items() for reject in _rejects(book, table, rows)]


def _rejects(book: Book, table: str, rows: Sequence[tuple[object, ...]]) -> list[Reject]:
    lines = _lines(book, table, rows)
    out = []
    for file, row, column, value, reason, other_file, other_row in rows:
        place = book.relative(Path(str(file)))
        reject = Reject(
            table,
            place,
            lines[str(file), _whole(row)],
            str(column),
            str(value),
            str(reason),
            _expected(table, str(column), str(reason)),
            hint_for(str(reason), str(value), table),
        )
        if other_file:
            where = f"{book.relative(Path(str(other_file)))} line {lines[str(other_file), _whole(other_row)]}"
            reject = replace(reject, hint=f"the same key stands first in {where}; {reject.hint}")
        out.append(reject)
    return out


def _lines(book: Book, table: str, rows: Sequence[tuple[object, ...]]) -> dict[tuple[str, int], int]:
    """(file, data row) → physical line of a CSV, or the row itself in Parquet."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(str(row[0]), set()).add(_whole(row[1]))
        if row[5]:
            wanted.setdefault(str(row[5]), set()).add(_whole(row[6]))
    if book.kind(table) != "csv":
        return {(file, row): row for file, numbers in wanted.items() for row in numbers}
    encoding = book.settings.encoding.get(table, "utf-8")
    return {
        (file, row): line
        for file, numbers in wanted.items()
        for row, line in _physical(Path(file), numbers, encoding).items()
    }


def _physical(file: Path, numbers: set[int], encoding: str) -> dict[int, int]:
    usual = {row: row + 1 for row in numbers}
    try:
        options = ScanOptions.read([file], "csv", {"encoding": encoding})
        return usual | physical_lines(file, numbers, options)
    except EngineError:
        return usual  # an engine took quotes that the line counter does not: the usual place is close


def _expected(table: str, column: str, reason: str) -> str:
    contract = {one.name: one for one in BY_NAME[table].columns}
    if reason == "duplicate-key":
        return f"one row for each {column}"
    if reason.startswith("unknown-"):
        besides = "".join(f" or '{one}'" for one in contract[column].besides)
        return f"a value of {contract[column].refers}{besides}"
    return expected(contract[column])


def _whole(cell: object) -> int:
    return int(str(cell))


def _write_csv(path: Path, rejects: Iterable[Reject]) -> None:
    # utf-8-sig so that Excel reads Japanese; a leading sign must not become a formula there.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows([_tame(cell) for cell in reject.cells()] for reject in rejects)


def _tame(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
