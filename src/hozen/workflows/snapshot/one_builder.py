"""A place in which a day is built: one process at a time, and gone unless the day took its place."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hozen.workflows.snapshot.errors import SnapshotFolderRefused

_LOCK, _BUILDING = ".lock", ".building"


@contextmanager
def building(folder: Path, day: date) -> Iterator[Path]:
    """A new folder that becomes `folder`/YYYY-MM-DD at the end. What a build that was killed has left goes first.

    Raises SnapshotFolderRefused where another process builds, or something cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield from _built(folder / _BUILDING, folder / day.isoformat())
    except BlockingIOError as error:
        raise SnapshotFolderRefused(
            "another process builds a snapshot in this folder", where=str(folder), try_next="wait for it"
        ) from error
    except OSError as error:
        raise SnapshotFolderRefused(
            "the snapshot cannot be written", where=str(error.filename or folder), found=error.strerror
        ) from error


def _built(place: Path, target: Path) -> Iterator[Path]:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    try:
        yield place
        place.rename(target)
    finally:
        shutil.rmtree(place, ignore_errors=True)
