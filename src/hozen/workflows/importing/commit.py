"""Into the book in one go: files are moved after all are written, and a killed import is finished by the next."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hozen.records.book import PENDING
from hozen.records.read_settings import read_settings
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.record import FOLDER

_LOCK, _STAGING, _ASIDE = ".lock", ".staging", "replaced"


@dataclass(frozen=True, slots=True)
class Moves:
    """移動: (from, to), relative to the book. `aside` is done first; a move that is done already is not done again."""

    aside: tuple[tuple[str, str], ...]
    into: tuple[tuple[str, str], ...]


@contextmanager
def staged(book: Path) -> Iterator[Path]:
    """An empty folder in the book, for this import alone; gone at the end. Finishes what a killed import left.

    Raises ImportConflict where another import runs, or the book cannot be written.
    """
    staging = book / FOLDER / _STAGING
    with locked(book):
        finish(book)
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        try:
            yield staging
        finally:
            if not _pending(book).exists():
                shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def locked(book: Path) -> Iterator[None]:
    """No other import into the book runs meanwhile. Raises ImportConflict where one does, or nothing can be written."""
    folder = book / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        lock = (folder / _LOCK).open("w")
    except OSError as error:
        raise ImportConflict("the book cannot be written", where=str(folder), found=error.strerror) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ImportConflict(
                "another import into this book runs", where=str(book), try_next="wait for it"
            ) from error
        yield


def commit(book: Path, moves: Moves) -> None:
    """Write down what is to be moved, then move it: from then on a kill only delays it."""
    pending = _pending(book)
    part = pending.with_suffix(".part")
    part.write_text(json.dumps({"aside": moves.aside, "into": moves.into}), encoding="utf-8")
    part.replace(pending)
    finish(book)


def settle(book: Path, *, take_back: bool) -> bool:
    """Finish an import that was cut off half way, or take it back; False where there is none.

    Raises BookError for a folder that is no book, ImportConflict where another import runs.
    """
    read_settings(book)  # not Book.open: the book is half way
    with locked(book):
        done = undo(book) if take_back else finish(book)
        shutil.rmtree(book / FOLDER / _STAGING, ignore_errors=True)
    return done


def finish(book: Path) -> bool:
    """Make the moves that are written down; False where none are."""
    pending = _pending(book)
    if not pending.exists():
        return False
    moves = _written(pending)
    for source, goal in moves.aside:
        if not (book / goal).exists():
            _move(book / source, book / goal)
    for source, goal in moves.into:
        _move(book / source, book / goal)
    pending.unlink()
    return True


def undo(book: Path) -> bool:
    """Take back the moves of an import that was cut off, as if it had never begun; False where none are written down."""
    pending = _pending(book)
    if not pending.exists():
        return False
    moves = _written(pending)
    for source, goal in reversed(moves.into):
        if not (book / source).exists():
            _move(book / goal, book / source)
        _drop_empty((book / goal).parent, book)
    for source, goal in reversed(moves.aside):
        _move(book / goal, book / source)
        _drop_empty((book / goal).parent, book)
    pending.unlink()
    return True


def _pending(book: Path) -> Path:
    return book / PENDING


def _written(pending: Path) -> Moves:
    moves = json.loads(pending.read_text(encoding="utf-8"))
    return Moves(*(tuple((source, goal) for source, goal in moves[kind]) for kind in ("aside", "into")))


def _drop_empty(folder: Path, book: Path) -> None:
    """A table's folder without files would be no table."""
    while folder != book and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _move(source: Path, goal: Path) -> None:
    if source.exists():
        goal.parent.mkdir(parents=True, exist_ok=True)
        source.replace(goal)


def aside_folder(book: Path, name: str) -> str:
    """Where a replaced import goes: a folder that no other one has."""
    number = 1
    while (book / FOLDER / _ASIDE / f"{name}-{number}").exists():
        number += 1
    return f"{FOLDER}/{_ASIDE}/{name}-{number}"


def aside(paths: Sequence[str], folder: str) -> tuple[tuple[str, str], ...]:
    """Moves of an import's files into its folder, each under its own path with '/' as '-'."""
    return tuple((path, f"{folder}/{path.replace('/', '-')}") for path in paths)
