"""The register as a folder of CSV files, one for each table: read strictly, and written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hozen.records import Column, Kind, Table
from hozen.records.product_tables import PRODUCT_TABLES, PRODUCTS
from hozen.rules.products import Register
from hozen.rules.products.from_rows import register_of
from hozen.rules.products.well_formed import Fault, faults, in_order
from hozen.workflows.products.errors import ProductsFile
from hozen.workflows.strict_csv import Row, rows

Cells = Mapping[str, object]


def read_folder(folder: Path) -> Register:
    """The register in `folder`: products.csv, and the other tables where they are there.

    ProductsFile with file, line and column for whatever is not as the contract asks, or contradicts itself.
    """
    if not (folder / f"{PRODUCTS.name}.csv").is_file():
        raise ProductsFile(
            "the folder has no register",
            where=str(folder),
            expected="products.csv, or a book folder with the table products",
            try_next="hozen products export FOLDER",
        )
    read = {table.name: _read(folder, table) for table in PRODUCT_TABLES}
    _refuse_faults(read)
    _refuse_strangers(read)
    return register_of(lambda table: _in_order(table, [cells for _, cells in read[table.name]]))


_Placed = Sequence[tuple[int, Cells]]


def _read(folder: Path, table: Table) -> _Placed:
    path = folder / f"{table.name}.csv"
    if not path.is_file():
        return []
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ProductsFile("the file cannot be read", where=str(path), found=error.strerror) from error
    names = [column.name for column in table.columns]
    found = [(row.line, _cells(row, table)) for row in rows(raw, path.name, names, ProductsFile)]
    _refuse_doubles(table, found)
    return found


def _cells(row: Row, table: Table) -> Cells:
    return {column.name: _cell(row, column) for column in table.columns}


def _cell(row: Row, column: Column) -> object:
    text = row.text(column.name)
    if not text:
        if column.required:
            row.refuse(column.name, column.doc)
        return None
    if column.kind is Kind.DAY:
        return row.day(column.name)
    if column.kind is Kind.COUNT:
        return int(row.filled(column.name, r"0|[1-9][0-9]{0,8}"))
    if column.kind is Kind.CHOICE:
        return row.choice(column.name, column.choices)
    if column.pattern and not re.fullmatch(column.pattern, text):
        row.refuse(column.name, f"a text of the form {column.pattern}")
    return text


def _refuse_doubles(table: Table, found: _Placed) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for line, cells in found:
        key = tuple(cells[name] for name in table.key)
        if key in seen:
            raise ProductsFile(
                "two rows have the same key",
                where=f"{table.name}.csv, line {line}",
                found=" | ".join(str(part or "") for part in key),
                expected=f"one row for each {', '.join(table.key)}; the first is at line {seen[key]}",
            )
        seen[key] = line


def _refuse_faults(read: Mapping[str, _Placed]) -> None:
    found = in_order(faults({name: [cells for _, cells in rows] for name, rows in read.items()}))
    for one in found:
        raise _fault(one, read[one.table][one.row][0], len(found))


def _fault(one: Fault, line: int, count: int) -> ProductsFile:
    return ProductsFile(
        f"{one.reason}{f' (and {count - 1} more)' if count > 1 else ''}",
        where=f"{one.table}.csv, line {line}, column {one.column}",
        found=one.value or None,
        expected=one.want,
    )


def _refuse_strangers(read: Mapping[str, _Placed]) -> None:
    """Rows of a product that the table products does not have."""
    known = {cells["product_id"] for _, cells in read[PRODUCTS.name]}
    for table in PRODUCT_TABLES:
        for line, cells in read[table.name]:
            if cells["product_id"] not in known:
                raise ProductsFile(
                    "unknown-product",
                    where=f"{table.name}.csv, line {line}, column product_id",
                    found=cells["product_id"],
                    expected="a value of products.product_id",
                )


def _in_order(table: Table, cells: Sequence[Cells]) -> list[tuple[object, ...]]:
    """Rows as the engine gives them: in the order of the key, what is empty first."""
    ordered = sorted(cells, key=lambda row: tuple(_sorting(row[name]) for name in table.key))
    return [tuple(row[column.name] for column in table.columns) for row in ordered]


def _sorting(cell: object) -> tuple[bool, str]:
    if isinstance(cell, int):
        return True, f"{cell:09}"
    return cell is not None, cell.isoformat() if isinstance(cell, date) else str(cell or "")


def write_folder(tables: Mapping[Table, Sequence[Sequence[object]]], folder: Path) -> tuple[Path, ...]:
    """One CSV for each table into a new folder, which appears whole; the paths.

    ProductsFile where something is there already, or it cannot be written: then nothing is left of it.
    """
    if folder.exists():
        raise ProductsFile("there is something already", where=str(folder), try_next="name a new folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as aside:
            whole = Path(aside) / "whole"
            whole.mkdir()
            for table, content in tables.items():
                (whole / f"{table.name}.csv").write_bytes(csv_bytes(table, content))
            whole.rename(folder)
    except OSError as error:
        raise ProductsFile("it cannot be written", where=str(folder), found=error.strerror) from error
    return tuple(folder / f"{table.name}.csv" for table in tables)


def csv_bytes(table: Table, content: Sequence[Sequence[object]]) -> bytes:
    """The table as the reader above takes it in again."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([["" if cell is None else str(cell) for cell in row] for row in content])
    return text.getvalue().encode()
