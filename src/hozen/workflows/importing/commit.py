"""Into the book in one go: files are moved after all are written, and a killed import is finished by the next."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.record import FOLDER

_PENDING, _LOCK, _STAGING, _ASIDE = ".pending", ".lock", ".staging", "replaced"


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
        finish(book)
        staging = folder / _STAGING
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        try:
            yield staging
        finally:
            if not (folder / _PENDING).exists():
                shutil.rmtree(staging, ignore_errors=True)


def commit(book: Path, moves: Moves) -> None:
    """Write down what is to be moved, then move it: from then on a kill only delays it."""
    pending = book / FOLDER / _PENDING
    part = pending.with_suffix(".part")
    part.write_text(json.dumps({"aside": moves.aside, "into": moves.into}), encoding="utf-8")
    part.replace(pending)
    finish(book)


def finish(book: Path) -> None:
    """Make the moves that are written down; nothing where none are."""
    pending = book / FOLDER / _PENDING
    if not pending.exists():
        return
    moves = json.loads(pending.read_text(encoding="utf-8"))
    for source, goal in moves["aside"]:
        if not (book / goal).exists():
            _move(book / source, book / goal)
    for source, goal in moves["into"]:
        _move(book / source, book / goal)
    pending.unlink()


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
