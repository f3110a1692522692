"""Every reject of a tape into a file, the first few into the message."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from hozen.engine import Engine
from hozen.engine.csv_file import physical_lines
from hozen.engine.scan_options import ScanOptions
from hozen.records import Query, Reject, RowsRefused
from hozen.workflows.surveillance_run.row_checks import Listing
from hozen.workflows.surveillance_run.tape_folder import Tape

SHOWN = 5
IN_CSV = 100_000
HEADER = ("table", "file", "line", "column", "value", "reason", "expected", "hint")


def refuse(
    tape: Tape, engine: Engine, folder: Path, rejects: Sequence[Reject], listings: Sequence[Listing]
) -> None:
    """Write what was refused to rejects.csv below `folder` and raise RowsRefused; return when there is nothing.

    The file holds the first 100,000 of each kind. Lines are those of the CSV file, or rows of the Parquet file.
    """
    found = list(rejects)
    total = len(found)
    for listing in listings:
        rows, of = _rows(engine, listing)
        found += _located(tape, listing, rows)
        total += of
    if not found:
        return
    found.sort(key=lambda one: (one.file, one.line, one.column))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "rejects.csv"
    # utf-8-sig so that Excel reads Japanese; a leading sign must not become a formula there.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows([_tame(cell) for cell in one.cells()] for one in found)
    raise RowsRefused(found[:SHOWN], total, path)


def _rows(engine: Engine, listing: Listing) -> tuple[list[tuple[str, int, str, str, str]], int]:
    text = (
        "SELECT file, row, column_name, value, reason, count(*) OVER () AS n "
        f"FROM ({listing.sql}) l ORDER BY file, row LIMIT {IN_CSV - 1}"
    )
    rows = engine.rows(Query("rejects", text, ()))
    cells = [(str(row[0]), int(str(row[1])), str(row[2]), str(row[3] or ""), str(row[4])) for row in rows]
    return cells, int(str(rows[0][5])) if rows else 0


def _located(tape: Tape, listing: Listing, rows: Sequence[tuple[str, int, str, str, str]]) -> list[Reject]:
    lines = _lines(tape, listing.table, {(file, row) for file, row, *_ in rows})
    return [
        Reject(
            listing.table,
            tape.relative(Path(file)),
            lines[file, row],
            column,
            value,
            reason,
            listing.expected,
        )
        for file, row, column, value, reason in rows
    ]


def _lines(tape: Tape, table: str, rows: set[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """(file, data row) → physical line of a CSV, or the row itself in Parquet."""
    if tape.kind(table) != "csv":
        return {(file, row): row for file, row in rows}
    found: dict[tuple[str, int], int] = {}
    for file in {file for file, _ in rows}:
        wanted = {row for name, row in rows if name == file}
        lines = physical_lines(Path(file), wanted, ScanOptions())
        found |= {(file, row): lines.get(row, row + 1) for row in wanted}
    return found


def _tame(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
