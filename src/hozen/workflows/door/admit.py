"""受入: the door. Files go in; either every row is as the contracts ask and typed views stand, or nothing does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
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
from hozen.workflows.door.grown import Grown
from hozen.workflows.door.known import KnownIds
from hozen.workflows.door.left import Left, left_to_check
from hozen.workflows.door.marks import Mark, mark_files
from hozen.workflows.door.passed import PassedFiles, Proof
from hozen.workflows.door.rejects import refuse
from hozen.workflows.door.sources import Laid, from_engine, lay, part

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
    new: list[Proof] = field(default_factory=list)
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
    files, how, against = _labels(visit, name), _how(visit, name), _against(visit, name)
    left = left_to_check(files, against, passed.of(how) if passed else [])
    if not left:
        visit.skipped.append(name)
    rows = _checked(visit, name, files, left)
    if rows is not None:
        visit.rows[name] = rows
    if rows is not None and left:
        visit.new.append(Proof(how, against, {label: rows[file] for label, file in files.items()}))


def _checked(visit: _Visit, name: str, files: Mapping[str, str], left: Left) -> dict[str, int] | None:
    """File → rows of a table that has been looked at; None where it cannot be read."""
    try:
        if len(left.values) < len(files):
            grown = _grown(visit, name, files, left).passes(visit.laid, visit.ids)
            if grown is not None:
                new = {visit.book.relative(Path(file)): rows for file, rows in grown.items()}
                return {file: left.rows.get(label, new.get(file, 0)) for label, file in files.items()}
        checked = check_table(visit.engine, visit.laid[name], visit.laid, visit.ids)
        rows = _rows(visit, name, checked.rows)
    except EngineError as error:
        visit.rejects.append(_blame(visit, name, error))
        del visit.laid[name]
        return None
    visit.listings += checked.listings
    return rows


def _grown(visit: _Visit, name: str, files: Mapping[str, str], left: Left) -> Grown:
    places = {visit.book.relative(file): file for file in visit.book.files(name)}

    def lay_part(labels: Collection[str], label: str) -> Laid:
        chosen = {places[files[one]]: visit.marks[places[files[one]]] for one in sorted(labels)}
        return part(visit.book, visit.engine, visit.laid[name], chosen, label)

    return Grown(visit.engine, visit.laid[name], frozenset(files), left, lay_part)


def _rows(visit: _Visit, table: str, rows: int) -> dict[str, int]:
    files = visit.book.files(table)
    if len(files) == 1:
        return {visit.book.relative(files[0]): rows}
    found = rows_by_file(visit.engine, visit.laid[table])
    return {visit.book.relative(file): found.get(str(file), 0) for file in files}


def _blame(visit: _Visit, table: str, error: EngineError) -> Reject:
    """The reject for a file that broke while being read; anything else is not the file's fault."""
    for file in visit.book.files(table):
        if error.where and error.where.startswith(str(file)):
            return from_engine(visit.book, table, file, error)
    raise error


def _how(visit: _Visit, table: str) -> str:
    """What is asked of a table: the contracts, and how its columns and those of tables it refers to are read."""
    settings = visit.book.settings
    read = [
        [name, dict(settings.columns.get(name, {})), settings.encoding.get(name, ""), visit.laid[name].types]
        for name in referred(table)
        if name in visit.laid
    ]
    return _digest([contract_hash(), table, read])


def _against(visit: _Visit, table: str) -> dict[str, list[str]]:
    """The files of the tables that a table refers to."""
    return {name: sorted(_labels(visit, name)) for name in referred(table)[1:] if name in visit.laid}


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def _labels(visit: _Visit, table: str) -> dict[str, str]:
    """Each file's name with its hash → its name."""
    files = map(visit.book.relative, visit.book.files(table))
    prints = (visit.marks[file].sha256 for file in visit.book.files(table))
    return {f"{file} {print_}": file for file, print_ in zip(files, prints, strict=True)}


def _cross(visit: _Visit, day: date | None, passed: PassedFiles | None) -> None:
    if visit.listings:
        return  # figures that did not pass say nothing about each other
    proof = Proof(_cross_key(visit, day), {}, {})
    if passed and passed.of(proof.how):
        return
    visit.rejects += cross_rejects(visit.book, visit.engine, visit.laid, day)
    visit.new.append(proof)


def _cross_key(visit: _Visit, day: date | None) -> str:
    """Every table that can be read, the day, and the settings, since limits and business years are among them."""
    settings = hashlib.sha256((visit.book.root / NAME).read_bytes()).hexdigest()
    tables = {name: [_how(visit, name), sorted(_labels(visit, name))] for name in visit.laid}
    return _digest([cross_hash(), day, settings, tables])


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
