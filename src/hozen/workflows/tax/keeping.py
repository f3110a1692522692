"""A file that a customer keeps and that commands add to: one at a time, and whole whatever stops them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from shutil import copymode

from hozen.rules.tax import TaxRefused


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else adds to a file of its folder meanwhile; a process that is killed lets go. TaxRefused.

    The folder is what is locked: the file itself is another one each time that it was added to.
    """
    place = _opened(path.resolve().parent)
    try:
        _lock(place, path)
        yield
    finally:
        os.close(place)


def _lock(place: int, path: Path) -> None:
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise TaxRefused(
            "another command adds to a file of this folder",
            where=str(path),
            try_next="wait for it, then run this command again",
        ) from error


def _opened(folder: Path) -> int:
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise TaxRefused(
            "there is no such folder", where=str(folder), found=error.strerror, expected="a folder"
        ) from error


@contextmanager
def rewritten(path: Path) -> Iterator[Path]:
    """A file of its own name beside `path`, which takes its place when all of it is written; else it goes away."""
    place = path.resolve()  # a link goes on to lead to the file
    fresh = place.with_name(f".{place.name}.{token_hex(4)}.part")
    try:
        yield fresh
        if place.exists():
            copymode(place, fresh)
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)
