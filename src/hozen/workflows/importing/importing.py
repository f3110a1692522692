"""A file from outside into a book: looked at first, or imported whole."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hozen import __version__
from hozen.engine import Engine, Written, open_engine, temp_prefix
from hozen.records import Book
from hozen.records.read_settings import read_settings
from hozen.values import legal_day
from hozen.workflows.home import temp_folder
from hozen.workflows.importing import conflicts
from hozen.workflows.importing.commit import Moves, aside, aside_folder, commit, staged
from hozen.workflows.importing.draft import Draft, Scope
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.heights import must_not_go_back
from hozen.workflows.importing.kinds import KINDS, ImportKind
from hozen.workflows.importing.mapping import read_mapping
from hozen.workflows.importing.reading import Progress, Reading
from hozen.workflows.importing.record import FOLDER, ImportedTable, ImportRecord, KeptFile, records
from hozen.workflows.importing.staging import content_of, must_take_parts, staged_views, write_table
from hozen.workflows.importing.target import Target

_AHEAD = timedelta(days=366)  # a day further off than this is no day of a statement


@dataclass(frozen=True, slots=True)
class Asked:
    """取込の指定: what is to be read, into which book, and how.

    day: of which day the file must be (needed where it does not say). height: the block of a snapshot. replace: another
    file for the same account and day gives way.
    """

    kind: str
    file: Path
    book: Path
    mapping: Path | None = None
    day: date | None = None
    height: int | None = None
    replace: bool = False
    memory_limit: str = "4GB"


@dataclass(frozen=True, slots=True)
class Preview:
    """取込の下見: what a file would come to. Nothing was written.

    unmapped: names of the file → section of the mapping that lacks them.
    """

    kind: str
    file: str
    sha256: str
    rows: Mapping[str, int]
    first: Mapping[str, tuple[Mapping[str, str], ...]]
    scopes: tuple[Scope, ...]
    totals: Mapping[str, int]
    unmapped: Mapping[str, str]
    left_out: tuple[tuple[str, str], ...]
    left_out_count: int


@dataclass(frozen=True, slots=True)
class Imported:
    """取込結果. `already_there`: the same file had been imported, and nothing changed."""

    record: ImportRecord
    already_there: bool
    left_out: tuple[tuple[str, str], ...] = ()


def preview(asked: Asked, progress: Progress | None = None, now: datetime | None = None) -> Preview:
    """Read a file to its end and say what it holds; names that are not mapped are listed, not refused.

    `now` as in `import_file`.
    """
    with (
        tempfile.TemporaryDirectory(prefix=temp_prefix(), dir=temp_folder()) as folder,
        _engine(asked, Path(folder)) as engine,
    ):
        target = Target(Book.open(asked.book, whole=False), engine)
        with Draft(Path(folder)) as draft:
            reading = _reading(asked, target, progress, now)
            reading.into(draft)
        return Preview(
            asked.kind,
            asked.file.name,
            _sha256(asked.file),
            {name: rows.count for name, rows in draft.rows.items()},
            {name: tuple(rows.first) for name, rows in draft.rows.items()},
            tuple(draft.scopes),
            dict(draft.totals),
            dict(draft.unmapped),
            tuple(draft.left_out),
            draft.left_out_count,
        )


def import_file(asked: Asked, progress: Progress | None = None, now: datetime | None = None) -> Imported:
    """Read a file whole and put its rows into the book, all or none.

    `now`: the instant that no day may be after; None takes the clock's.
    Raises ImportRefused (the file), MappingError (what its names mean), ImportConflict (it does not fit the book).
    """
    read_settings(asked.book)  # so that nothing is made in what is no book
    with staged(asked.book) as folder, _engine(asked, folder) as engine:
        before = _stamp(asked.file)
        book = Book.open(asked.book, whole=False)  # a killed import may just have been finished
        target = Target(book, engine)
        with Draft(folder) as draft:
            reading = _reading(asked, target, progress, now)
            reading.into(draft)
        if _stamp(asked.file) != before:
            raise ImportConflict("the file changed while it was read", where=str(asked.file))
        return _Import(asked, reading, draft, target, folder).done()


@dataclass(slots=True)
class _Import:
    """An import whose file was read."""

    asked: Asked
    reading: Reading
    draft: Draft
    target: Target
    folder: Path

    def done(self) -> Imported:
        draft, scopes = self.draft, tuple(self.draft.scopes)
        conflicts.must_be_mapped(draft)
        conflicts.must_be_of(self.asked.day, scopes)
        standing = list(records(self.asked.book))
        same = next((one for one in standing if one.name == self.reading.source), None)
        if same and same.content == self._content():
            return Imported(same, already_there=True, left_out=tuple(draft.left_out))
        found = conflicts.others(scopes, self.reading.source, standing, replace=self.asked.replace)
        conflicts.must_follow(scopes, found.kept, replaces=bool(found.replaced))
        return self._written(found, scopes)

    def _content(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, content_of(rows.path)) for name, rows in self.draft.rows.items())

    def _written(self, found: conflicts.Others, scopes: tuple[Scope, ...]) -> Imported:
        book, root = self.target.book, self.asked.book
        gone = frozenset(root / one.path for record in found.replaced for one in record.tables)
        self.target.put_aside(gone)
        views = staged_views(self.draft, self.target.engine)
        for rows in self.draft.rows.values():
            must_take_parts(rows.table, book)
        conflicts.must_refer(self.target, views)
        conflicts.must_be_kept_by(self.target, views)
        must_not_go_back(self.target, views)
        conflicts.must_be_new(self.target, views)
        tables = tuple(self._table(name, view) for name, view in views.items())
        record = self._record(tables, scopes, found)
        (self.folder / "record.json").write_text(record.text(), encoding="utf-8")
        commit(root, self._moves(record, found))
        return Imported(record, already_there=False, left_out=tuple(self.draft.left_out))

    def _table(self, name: str, view: str) -> ImportedTable:
        written = write_table(
            name, view, self.target.book, self.target.engine, self.folder / f"{name}.parquet"
        )
        path = f"{name}/import-{self.reading.source}.parquet"
        return ImportedTable(name, path, written.rows, written.sha256, content_of(self.draft.rows[name].path))

    def _record(
        self, tables: tuple[ImportedTable, ...], scopes: tuple[Scope, ...], found: conflicts.Others
    ) -> ImportRecord:
        reading = self.reading
        return ImportRecord(
            reading.source,
            reading.kind.name,
            reading.kind.version,
            __version__,
            self.asked.file.name,
            _sha256(self.asked.file),
            self.asked.file.stat().st_size,
            reading.mapping.fingerprint,
            datetime.now(UTC).isoformat(timespec="seconds"),
            tables,
            scopes,
            dict(self.draft.totals),
            self.draft.left_out_count,
            tuple(one.name for one in found.replaced),
            tuple(self._kept(what, one) for what, one in self.draft.kept.items()),
        )

    def _kept(self, what: str, one: Written) -> KeptFile:
        path = f"{FOLDER}/{self.reading.source}.{what}{one.path.suffix}"
        return KeptFile(what, path, one.rows, one.sha256)

    def _moves(self, record: ImportRecord, found: conflicts.Others) -> Moves:
        staging = self.folder.relative_to(self.asked.book).as_posix()
        gone: list[tuple[str, str]] = []
        for old in found.replaced:
            gone += aside(old.paths, aside_folder(self.asked.book, old.name))
        into = [(f"{staging}/{one.table}.parquet", one.path) for one in record.tables]
        files = [f"{staging}/{one.path.name}" for one in self.draft.kept.values()]
        into += zip(files, (one.path for one in record.kept), strict=True)
        return Moves(tuple(gone), (*into, (f"{staging}/record.json", f"{FOLDER}/{record.name}.json")))


def _engine(asked: Asked, folder: Path) -> Engine:
    return open_engine("duckdb", memory_limit=asked.memory_limit, temp=folder)


def _reading(asked: Asked, target: Target, progress: Progress | None, now: datetime | None) -> Reading:
    kind, today = _kind(asked), legal_day(now or datetime.now(UTC))
    conflicts.must_have_come(asked.day, today)
    return Reading(
        kind,
        asked.file,
        target,
        read_mapping(asked.mapping, asked.book),
        today + _AHEAD,
        asked.day,
        asked.height,
        f"{kind.name}-{_sha256(asked.file)[:12]}",
        progress or (lambda _what, _done, _of: None),
    )


def _kind(asked: Asked) -> ImportKind:
    if asked.kind not in KINDS:
        raise ImportConflict("no such kind of file", found=asked.kind, expected=", ".join(KINDS))
    return KINDS[asked.kind]


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ImportConflict("the file cannot be read", where=str(path), found=error.strerror) from error


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError as error:
        raise ImportConflict("the file cannot be read", where=str(path), found=error.strerror) from error
    return stat.st_size, stat.st_mtime_ns
