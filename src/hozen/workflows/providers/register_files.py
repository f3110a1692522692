"""The register as a file: an Excel workbook with a sheet for each table, or a CSV for each table in a folder."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hozen.records import BY_NAME, Table
from hozen.workflows.providers.errors import RegisterFile
from hozen.workflows.providers.rows_out import NAMES, TextRow, text_of

_SIGNS = ("=", "+", "-", "@")  # with which a spreadsheet begins a formula
Tables = Mapping[str, Sequence[TextRow]]


def write_register(tables: Tables, target: Path) -> tuple[Path, ...]:
    """Write to `target`: one .xlsx file, or a folder of CSV files. RegisterFile where it is there already."""
    if target.exists():
        raise RegisterFile(
            "there is something already", where=str(target), try_next="name a new file or folder"
        )
    try:
        if target.suffix.lower() == ".xlsx":
            return (_write_workbook(tables, target),)
        target.mkdir(parents=True)
        return tuple(_write_csv(BY_NAME[name], rows, target / f"{name}.csv") for name, rows in tables.items())
    except OSError as error:
        raise RegisterFile("it cannot be written", where=str(target), found=error.strerror) from error


def _write_workbook(tables: Tables, target: Path) -> Path:
    import xlsxwriter

    # Every cell is text: no formula, no number that loses digits, no day that moves with the time zone.
    with xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            columns = [column.name for column in BY_NAME[name].columns]
            for place, cells in enumerate([columns, *([row[one] for one in columns] for row in rows)]):
                for column, cell in enumerate(cells):
                    sheet.write_string(place, column, cell)
            sheet.freeze_panes(1, 0)
    return target


def _write_csv(table: Table, rows: Sequence[TextRow], target: Path) -> Path:
    target.write_bytes(csv_bytes(table, rows, tame=True))
    return target


def csv_bytes(table: Table, rows: Sequence[TextRow], *, tame: bool = False) -> bytes:
    """UTF-8 with the contract's columns. `tame`: with a byte order mark and a ' before signs, for spreadsheets."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    columns = [column.name for column in table.columns]
    writer.writerow(columns)
    writer.writerows([[_tamed(row[one]) if tame else row[one] for one in columns] for row in rows])
    return text.getvalue().encode("utf-8-sig" if tame else "utf-8")


def _tamed(cell: str) -> str:
    """With one more ' before a sign; also where the text itself begins so, that it comes back to the letter."""
    return f"'{cell}" if cell.lstrip("'").startswith(_SIGNS) else cell


def read_file(source: Path) -> dict[str, list[dict[str, str]]]:
    """Tables of an .xlsx file, of one CSV that is called like its table, or of a folder of such.

    RegisterFile where it is none of these, holds a table or column that no contract has, or needs the extra `excel`.
    """
    if source.is_dir():
        files = sorted(one for one in source.iterdir() if one.suffix.lower() == ".csv")
        if not files:
            raise RegisterFile("the folder has no CSV file", where=str(source), expected=_expected())
        return {one.stem: _read_csv(one) for one in files}
    if not source.is_file():
        raise RegisterFile("there is no such file", where=str(source), expected=_expected())
    if source.suffix.lower() == ".csv":
        return {source.stem: _read_csv(source)}
    if source.suffix.lower() == ".xlsx":
        return dict(_read_workbook(source))
    raise RegisterFile("the file is no register", where=str(source), expected=_expected())


def _expected() -> str:
    return f"an .xlsx file, or CSV files called {', '.join(NAMES)}"


def _read_csv(source: Path) -> list[dict[str, str]]:
    table = _table(source.stem, str(source))
    try:
        rows = list(csv.reader(io.StringIO(source.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterFile(
            "the file cannot be read", where=str(source), found=str(error), expected="CSV in UTF-8"
        ) from error
    return _rows(table, [[_untamed(cell) for cell in row] for row in rows], str(source))


def _untamed(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(_SIGNS) else cell


def _read_workbook(source: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    book = _open_workbook(source)
    try:
        for sheet in book.worksheets:
            where = f"{source}, sheet {sheet.title}"
            table = _table(sheet.title, where)
            cells = [[text_of(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            yield table.name, _rows(table, [row for row in cells if any(row)], where)
    finally:
        book.close()


def _open_workbook(source: Path) -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise RegisterFile(
            "reading Excel files needs a package that is not there",
            where=str(source),
            expected="openpyxl",
            try_next="pip install 'hozen[excel]', or save the sheets as CSV files called like their tables",
        ) from error
    try:
        return openpyxl.load_workbook(source, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise RegisterFile("the file is no Excel workbook", where=str(source), found=str(error)) from error


def _table(name: str, where: str) -> Table:
    if name not in NAMES:
        raise RegisterFile("no table is called so", where=where, found=name, expected=", ".join(NAMES))
    return BY_NAME[name]


def _rows(table: Table, cells: Sequence[Sequence[str]], where: str) -> list[dict[str, str]]:
    header = _without_empty_end(cells[0]) if cells else []
    known = [column.name for column in table.columns]
    lacking = [column.name for column in table.columns if column.required and column.name not in header]
    strange = [name for name in header if name not in known]
    if lacking or strange or len(set(header)) < len(header):
        raise RegisterFile(
            "the columns are not those of the table",
            where=where,
            found=", ".join(header),
            expected=", ".join(known),
        )
    return [_row(known, header, row, f"{where}, row {place}") for place, row in enumerate(cells[1:], 1)]


def _without_empty_end(cells: Sequence[str]) -> list[str]:
    """A spreadsheet adds empty cells at the end. One without a name in the middle stays: it would shift the others."""
    filled = [place for place, cell in enumerate(cells, 1) if cell]
    return list(cells[: max(filled, default=0)])


def _row(known: Sequence[str], header: Sequence[str], cells: Sequence[str], where: str) -> dict[str, str]:
    if any(cells[len(header) :]) or len(cells) < len(header):
        raise RegisterFile(
            "a row has another length", where=where, found=len(cells), expected=f"{len(header)} cells"
        )
    return dict.fromkeys(known, "") | dict(zip(header, cells, strict=False))
