"""From the files of a table to sources the engine can read, or rejects of whole files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from hozen.engine import Engine, EngineError
from hozen.records import TABLES, Book, Query, Reject, Table
from hozen.records.book import folder_day
from hozen.records.faults import expected
from hozen.records.shape import Family, Source, families, family_of
from hozen.workflows.door.hints import BROKEN_EXPECTED, hint_for
from hozen.workflows.door.marks import Mark


@dataclass(frozen=True, slots=True)
class Laid:
    """A table ready to be read: sources (without and with row positions) and each column's family.

    `label` is what its views are called by: the table's name, or another one for a part of its files.
    """

    table: Table
    label: str
    sources: tuple[Source, ...]
    placed: tuple[Source, ...]
    types: Mapping[str, Family]


@dataclass(slots=True)
class _Group:
    found: Mapping[str, str]
    families: Mapping[str, Family]
    day: date | None
    files: list[Path] = field(default_factory=list)


def lay(book: Book, engine: Engine, table: Table, marks: Mapping[Path, Mark]) -> Laid | list[Reject]:
    """The table's sources, or why some of its files cannot be of this table."""
    return _lay(book, engine, table, {file: marks[file] for file in book.files(table.name)}, table.name)


def part(book: Book, engine: Engine, laid: Laid, marks: Mapping[Path, Mark], label: str) -> Laid:
    """Some files of a table that is laid already. Raises EngineError where one of them changed since."""
    got = _lay(book, engine, laid.table, marks, label)
    if isinstance(got, Laid):
        return replace(got, types=laid.types)
    raise EngineError("a file changed while it was being checked", where=got[0].file)


def _lay(
    book: Book, engine: Engine, table: Table, marks: Mapping[Path, Mark], label: str
) -> Laid | list[Reject]:
    rejects: list[Reject] = []
    groups: dict[object, _Group] = {}
    for file in marks:
        got = _fit(book, engine, table, file, marks[file])
        if isinstance(got, _Group):
            shape = (tuple(sorted(got.found.items())), tuple(got.families.items()), got.day)
            groups.setdefault(shape, got).files.append(file)
        else:
            rejects += got
    if rejects:
        return rejects
    sources = tuple(_source(book, engine, table, group, placed=False) for group in groups.values())
    placed = tuple(_source(book, engine, table, group, placed=True) for group in groups.values())
    return Laid(table, label, sources, placed, families(table, sources))


def _source(book: Book, engine: Engine, table: Table, group: _Group, *, placed: bool) -> Source:
    options = _options(book, table) | ({"position": "true"} if placed else {})
    read = engine.scan(group.files, book.kind(table.name), options)
    return Source(read, group.found, group.families, group.day)


def _options(book: Book, table: Table) -> dict[str, str]:
    if book.kind(table.name) != "csv":
        return {}
    return {"encoding": book.settings.encoding.get(table.name, "utf-8")}


def _fit(book: Book, engine: Engine, table: Table, file: Path, mark: Mark) -> _Group | list[Reject]:
    if mark.fault:
        return [broken(book, table.name, file, mark.line, mark.found, mark.fault)]
    try:
        read = engine.scan([file], book.kind(table.name), _options(book, table))
        described = engine.rows(Query(f"columns of {file.name}", f"DESCRIBE SELECT * FROM {read}", ()))
    except EngineError as error:
        return [from_engine(book, table.name, file, error)]
    theirs = {str(row[0]): family_of(str(row[1])) for row in described}
    day_told = folder_day(book.root, file)
    found = _found(book, table, theirs)
    missing = _missing(book, table, found, day_told)
    if missing:
        return _misfits(book, table, file, missing, list(theirs))
    kinds = {column.name: Family.ABSENT for column in table.columns}
    kinds |= {name: theirs[name_there] for name, name_there in found.items()}
    day = day_told if "day" in kinds and "day" not in found else None
    return _Group(found, kinds | ({"day": Family.DATE} if day else {}), day)


def _found(book: Book, table: Table, theirs: Mapping[str, Family]) -> dict[str, str]:
    """Contract column → the file's column, by book.toml's mapping or by the contract's own name."""
    mapped = book.settings.columns.get(table.name, {})
    wanted = {column.name: mapped.get(column.name, column.name) for column in table.columns}
    return {name: there for name, there in wanted.items() if there in theirs}


def _missing(book: Book, table: Table, found: Mapping[str, str], day: date | None) -> list[str]:
    # A column that book.toml maps is meant to be there, required or not.
    mapped = book.settings.columns.get(table.name, {})
    must = [column.name for column in table.columns if column.required or column.name in mapped]
    return [name for name in must if name not in found and not (name == "day" and day)]


def _misfits(book: Book, table: Table, file: Path, missing: list[str], theirs: list[str]) -> list[Reject]:
    other = _looks_like(table, theirs)
    place, header = book.relative(file), 1 if book.kind(table.name) == "csv" else 0
    if other:
        hint = f"its columns fit the table {other.name} ({other.name_ja})"
        return [
            Reject(table.name, place, header, "", ", ".join(theirs), "other-table", _columns(table), hint)
        ]
    return [_no_column(book, table, place, header, name, theirs) for name in missing]


def _no_column(book: Book, table: Table, place: str, line: int, name: str, theirs: list[str]) -> Reject:
    column = next(one for one in table.columns if one.name == name)
    wanted = book.settings.columns.get(table.name, {}).get(name, name)
    near = get_close_matches(wanted.lower(), [one.lower() for one in theirs], 1, 0.7)
    meant = next((one for one in theirs if near and one.lower() == near[0]), "…")
    hint = f'in book.toml: [columns.{table.name}] {name} = "{meant}"'
    want = f"a column {wanted}: {expected(column)}"
    return Reject(table.name, place, line, name, ", ".join(theirs), "missing-column", want, hint)


def _columns(table: Table) -> str:
    return "the columns " + ", ".join(column.name for column in table.columns if column.required)


def _looks_like(table: Table, theirs: list[str]) -> Table | None:
    fitting = [one for one in TABLES if one is not table and _required(one) <= set(theirs)]
    return max(fitting, key=lambda one: len(_required(one)), default=None)


def _required(table: Table) -> set[str]:
    return {column.name for column in table.columns if column.required}


def broken(book: Book, table: str, file: Path, line: int, found: str, reason: str) -> Reject:
    """A reject for a file that cannot be read as what it should be."""
    want = BROKEN_EXPECTED[reason]
    if reason == "encoding":
        want = f"{book.settings.encoding.get(table, 'utf-8')} text"
    return Reject(table, book.relative(file), line, "", found, reason, want, hint_for(reason, found, table))


def from_engine(book: Book, table: str, file: Path, error: EngineError) -> Reject:
    """The reject that an engine's refusal to read a file amounts to."""
    reason = "broken-csv" if book.kind(table) == "csv" else "broken-parquet"
    line = re.search(r":([0-9]+)$", error.where or "")
    return broken(book, table, file, int(line[1]) if line else 0, str(error.found or error.message), reason)
