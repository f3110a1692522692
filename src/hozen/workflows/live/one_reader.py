"""One process reads a node for a book at a time: two would keep their answers in one place."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.record import FOLDER
from hozen.workflows.live.kept import READING

_LOCK = ".lock"


@contextmanager
def one_reader(book: Path) -> Iterator[None]:
    """Nobody else reads meanwhile. Raises ImportConflict where another process does, or the book cannot be written."""
    folder = book / FOLDER / READING
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("w")
    except OSError as error:
        raise ImportConflict("the book cannot be written", where=str(folder), found=error.strerror) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ImportConflict(
                "another process reads a node for this book", where=str(book), try_next="wait for it"
            ) from error
        yield
