"""What was read of a node so far: pages beside the book, so that a reading that was cut off goes on where it stopped."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.record import FOLDER

READING = ".reading"
_LOCK, _HEAD, _PRIVATE = ".lock", "head.json", 0o700


@contextmanager
def one_reader(book: Path) -> Iterator[Path]:
    """The folder of readings of a book, for this process alone. Raises ImportConflict where another one reads."""
    folder = book / FOLDER / READING
    try:
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
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
        yield folder


@dataclass(frozen=True, slots=True)
class KeptPages:
    """読込済みの頁: the pages of one reading. `head` says of what they are: pages under another head are not used."""

    folder: Path

    def head(self) -> dict[str, object] | None:
        """What the kept pages are of; None where there are none, or it cannot be read."""
        try:
            found = json.loads((self.folder / _HEAD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def begin(self, head: dict[str, object]) -> None:
        """Throw away what was kept, and begin anew under this head."""
        self.drop()
        self.folder.mkdir(mode=_PRIVATE)
        _write(self.folder / _HEAD, json.dumps(head))

    def drop(self) -> None:
        """Nothing is kept any more."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def pages(self) -> Iterator[list[str]]:
        """The lines of each page, in order, as far as no page is missing."""
        number = 1
        while (path := self._page(number)).is_file():
            yield path.read_text(encoding="utf-8").splitlines()
            number += 1

    def keep(self, number: int, lines: Sequence[str]) -> None:
        """Keep a page, counted from 1: whole, or not at all."""
        _write(self._page(number), "".join(f"{line}\n" for line in lines))

    def joined(self, head: str, name: str) -> Path:
        """All pages as one file under a first line; its path."""
        path = self.folder / name
        part = path.with_name(f"{name}.part")
        with part.open("w", encoding="utf-8", newline="") as out:
            out.write(f"{head}\n")
            number = 1
            while (page := self._page(number)).is_file():
                with page.open(encoding="utf-8") as lines:
                    shutil.copyfileobj(lines, out)
                number += 1
        part.replace(path)
        return path

    def _page(self, number: int) -> Path:
        return self.folder / f"page-{number:07d}.jsonl"


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
