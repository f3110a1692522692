"""A register from a file into a book: rows are added, empty cells are filled, and nothing that stands is rewritten."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hozen.errors import HozenError
from hozen.records import BY_NAME, Book, Table
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.look_at_book import Progress, let_in
from hozen.workflows.providers.errors import RegisterConflict, RegisterFile
from hozen.workflows.providers.register_files import csv_bytes, read_file, write_register
from hozen.workflows.providers.rows_out import NAMES, TextRow, in_order, key_of, rows_of

ASIDE = ".register-before"  # the files that stood before, until the door has let the new ones in


@dataclass(frozen=True, slots=True)
class TakenIn:
    """取り込んだ行: of one table, how many rows are new, were filled in, and stood already."""

    table: str
    added: int
    filled: int
    same: int


def export_register(book: Book | str | Path, target: Path, *, memory_limit: str = "4GB") -> tuple[Path, ...]:
    """Write the book's register to an .xlsx file or a folder of CSV files; the paths written.

    RowsRefused, BookError from the door; RegisterFile where `target` is there already.
    """
    opened = book if isinstance(book, Book) else Book.open(book)
    with engine_at_home("duckdb", memory_limit) as engine:
        let_in(opened, engine)
        return write_register({name: rows_of(engine, name) for name in NAMES}, target)


def import_register(
    source: Path, folder: str | Path, *, memory_limit: str = "4GB", progress: Progress | None = None
) -> tuple[TakenIn, ...]:
    """Add a file's rows to the register of the book in `folder`; whole or not at all.

    The changed tables are kept as CSV. RegisterFile for a file that is no register, RegisterConflict for a row that
    says otherwise than one that stands, RowsRefused where the book with the new rows does not pass the door.
    """
    root = Path(folder)
    put_back(root)
    new, book = read_file(source), Book.open(root)
    with engine_at_home("duckdb", memory_limit) as engine:
        let_in(book, engine)
        standing = {name: rows_of(engine, name) for name in new}
    merged = {name: merge(BY_NAME[name], standing[name], rows) for name, rows in new.items()}
    _replace(book, {name: rows for name, (rows, _) in merged.items()}, memory_limit, progress)
    return tuple(counted for _, counted in merged.values())


def merge(table: Table, standing: Sequence[TextRow], new: Sequence[TextRow]) -> tuple[list[TextRow], TakenIn]:
    """Both together in the order of the key, and what came of it. RegisterConflict for a cell that was said otherwise."""
    known = {key_of(table, row): row for row in standing}
    added = [row for row in new if key_of(table, row) not in known]
    together: dict[tuple[str, ...], TextRow] = dict(known)
    for row in new:
        key = key_of(table, row)
        if key in known:
            together[key] = _filled(table, together[key], row)
    filled = sum(together[key] != known[key] for key in known)
    same = len(new) - len(added) - filled
    return in_order(table, [*together.values(), *added]), TakenIn(table.name, len(added), filled, same)


def _filled(table: Table, before: TextRow, now: TextRow) -> TextRow:
    for column, said in before.items():
        if said and now[column] != said:
            raise RegisterConflict(
                "the register says otherwise, and its past is not rewritten",
                where=f"{table.name}, {' | '.join(key_of(table, before))}, column {column}",
                found=now[column] or "nothing",
                expected=said,
                try_next="end the row that stands and add a new one; mend a slip of the pen in the book's own file",
            )
    return {column: said or now[column] for column, said in before.items()}


def _replace(
    book: Book, tables: Mapping[str, Sequence[TextRow]], memory_limit: str, progress: Progress | None
) -> None:
    for name in tables:
        _must_be_plain(book, name)
    aside = book.root / ASIDE
    aside.mkdir()
    for name, rows in tables.items():
        _put_aside(book, name, aside)
        (book.root / f"{name}.csv").write_bytes(csv_bytes(BY_NAME[name], rows))
    try:
        with engine_at_home("duckdb", memory_limit) as engine:
            let_in(Book.open(book.root), engine, progress)
    except HozenError:
        put_back(book.root)
        raise
    # In one step, so that a kill from here on undoes nothing; what such a kill left is in the way.
    done = book.root / f"{ASIDE}-done"
    shutil.rmtree(done, ignore_errors=True)
    shutil.rmtree(aside.rename(done))


def _put_aside(book: Book, name: str, aside: Path) -> None:
    for file in book.files(name):
        file.rename(aside / file.name)
    if not book.files(name):
        (aside / f"{name}.none").touch()  # so that `put_back` knows there was nothing


def _must_be_plain(book: Book, name: str) -> None:
    mapped = name in book.settings.columns or book.settings.encoding.get(name, "utf-8") != "utf-8"
    if mapped or any(file.parent != book.root for file in book.files(name)):
        raise RegisterFile(
            "the book's own table is not kept in the plain form",
            where=f"{book.root}, {name}",
            expected=f"one file {name}.csv or {name}.parquet with the contract's own columns, in UTF-8",
        )


def put_back(root: Path) -> None:
    """Undo an import that was refused or killed: the files that stood before come back."""
    aside = root / ASIDE
    if not aside.is_dir():
        return
    for file in sorted(aside.iterdir()):
        (root / f"{file.stem}.csv").unlink(missing_ok=True)
        if file.suffix != ".none":
            file.rename(root / file.name)
    shutil.rmtree(aside)
