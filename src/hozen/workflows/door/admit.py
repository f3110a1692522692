"""受入: the door. Files go in; either every row is as the contracts ask and typed views stand, or nothing does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hozen.engine import Engine, EngineError
from hozen.records import TABLES, Book, BookError, InputFile, Reject, Table
from hozen.records.contract_hash import contract_hash
from hozen.records.door_sql import empty_select, typed_select
from hozen.records.read_settings import NAME
from hozen.workflows.door.checks import Listing, check_table, referred, register, rows_by_file
from hozen.workflows.door.cross import cross_hash, cross_rejects
from hozen.workflows.door.known import KnownIds
from hozen.workflows.door.marks import Mark, mark_files
from hozen.workflows.door.passed import PassedFiles
from hozen.workflows.door.rejects import refuse
from hozen.workflows.door.sources import Laid, from_engine, lay

Progress = Callable[[str, int, int], None]
"""Called with what comes next ('customers', …), how many steps are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """受入済: every file with its rows and SHA-256; `skipped` are tables whose files had passed before."""

    inputs: tuple[InputFile, ...]
    skipped: tuple[str, ...]
    hints: tuple[str, ...] = ()


@dataclass(slots=True)
class _Visit:
    """One pass through the door."""

    book: Book
    engine: Engine
    marks: Mapping[Path, Mark]
    ids: KnownIds
    laid: dict[str, Laid] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    rows: dict[str, Mapping[str, int]] = field(default_factory=dict)
    new: dict[str, Mapping[str, int]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)


def admit(
    book: Book,
    engine: Engine,
    *,
    day: date | None = None,
    passed: PassedFiles | None = None,
    rejects: Path,
    progress: Progress | None = None,
) -> Admitted:
    """Check every row of the book in the engine, then name its typed views there.

    `day`: every required dated table must have rows of it. `passed`: where to remember what passed.
    `rejects`: the folder for the reject files. Raises RowsRefused (no typed view is made then), BookError
    for files that change meanwhile, EngineError when the engine fails for another reason.
    """
    say = progress or (lambda _what, _done, _of: None)
    present = [table for table in TABLES if book.files(table.name)]
    steps = len(present) + 3
    say("fingerprints", 0, steps)
    before = _stamps(book)
    visit = _Visit(book, engine, mark_files(_files(book)), KnownIds(engine))
    for table in present:
        _lay(visit, table)
    for number, table in enumerate(present, 1):
        say(table.name, number, steps)
        _check(visit, table, passed)
    say("cross checks", steps - 2, steps)
    _cross(visit, day, passed)
    say("rejects" if visit.rejects or visit.listings else "views", steps - 1, steps)
    refuse(book, engine, rejects, visit.rejects, visit.listings)
    _unchanged(book, before)
    _views(visit)
    if passed:
        passed.add(visit.new)
    say("done", steps, steps)
    return Admitted(_inputs(visit), tuple(visit.skipped), _hints(book))


def _files(book: Book) -> list[tuple[Path, str]]:
    return [
        (file, book.settings.encoding.get(table, "utf-8"))
        for table, files in book.places.items()
        for file in files
    ]


def _stamps(book: Book) -> dict[Path, tuple[int, int]]:
    return {file: (file.stat().st_size, file.stat().st_mtime_ns) for file, _ in _files(book)}


def _unchanged(book: Book, before: Mapping[Path, tuple[int, int]]) -> None:
    now = _stamps(book)
    changed = [file for file in before if now[file] != before[file]]
    if changed:
        raise BookError(
            "a file changed while it was being checked",
            where=str(changed[0]),
            try_next="wait until the export is done, then run again",
        )


def _lay(visit: _Visit, table: Table) -> None:
    got = lay(visit.book, visit.engine, table, visit.marks)
    if isinstance(got, Laid):
        visit.laid[table.name] = got
        register(visit.engine, got)
    else:
        visit.rejects += got


def _check(visit: _Visit, table: Table, passed: PassedFiles | None) -> None:
    name = table.name
    if name not in visit.laid:
        return
    key, files = _key(visit, name, referred(name)), _labels(visit, name)
    before = passed.rows(key, files) if passed else None
    if before is not None:
        visit.rows[name] = {files[label]: rows for label, rows in before.items()}
        visit.skipped.append(name)
        return
    try:
        checked = check_table(visit.engine, visit.laid[name], visit.laid, visit.ids)
        visit.rows[name] = rows = _rows(visit, name, checked.rows)
        visit.new[key] = {label: rows[file] for label, file in files.items()}
    except EngineError as error:
        visit.rejects.append(_blame(visit, name, error))
        del visit.laid[name]
        return
    visit.listings += checked.listings


def _rows(visit: _Visit, table: str, rows: int) -> dict[str, int]:
    files = visit.book.files(table)
    if len(files) == 1:
        return {visit.book.relative(files[0]): rows}
    found = rows_by_file(visit.engine, table)
    return {visit.book.relative(file): found.get(str(file), 0) for file in files}


def _blame(visit: _Visit, table: str, error: EngineError) -> Reject:
    """The reject for a file that broke while being read; anything else is not the file's fault."""
    for file in visit.book.files(table):
        if error.where and error.where.startswith(str(file)):
            return from_engine(visit.book, table, file, error)
    raise error


def _key(visit: _Visit, what: str, tables: list[str]) -> str:
    """What files passed: contracts, mapping, encoding, and every byte of other tables that decides."""
    settings = visit.book.settings
    parts = [
        [
            name,
            dict(settings.columns.get(name, {})),
            settings.encoding.get(name, ""),
            [] if name == what else sorted(_labels(visit, name)),
        ]
        for name in tables
    ]
    text = json.dumps([contract_hash(), what, parts], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _labels(visit: _Visit, table: str) -> dict[str, str]:
    """Each file's name with its hash → its name."""
    files = map(visit.book.relative, visit.book.files(table))
    prints = (visit.marks[file].sha256 for file in visit.book.files(table))
    return {f"{file} {print_}": file for file, print_ in zip(files, prints, strict=True)}


def _cross(visit: _Visit, day: date | None, passed: PassedFiles | None) -> None:
    if visit.listings:
        return  # figures that did not pass say nothing about each other
    key = _cross_key(visit, day)
    if passed and passed.rows(key) is not None:
        return
    visit.rejects += cross_rejects(visit.book, visit.engine, visit.laid, day)
    visit.new[key] = {}


def _cross_key(visit: _Visit, day: date | None) -> str:
    """Every table that can be read, the day, and the settings, since limits and business years are among them."""
    settings = hashlib.sha256((visit.book.root / NAME).read_bytes()).hexdigest()
    return _key(visit, f"cross {cross_hash()} {day} {settings}", list(visit.laid))


def _views(visit: _Visit) -> None:
    for table in TABLES:
        laid = visit.laid.get(table.name)
        text = typed_select(table, laid.types, f"raw_{table.name}") if laid else empty_select(table)
        visit.engine.view(table.name, text)


def _inputs(visit: _Visit) -> tuple[InputFile, ...]:
    return tuple(
        InputFile(
            table,
            visit.book.relative(file),
            visit.rows[table][visit.book.relative(file)],
            visit.marks[file].sha256,
        )
        for table, files in visit.book.places.items()
        for file in files
    )


def _hints(book: Book) -> tuple[str, ...]:
    return tuple(f"{book.relative(file)} belongs to no table and was not read" for file in book.strangers)
