"""What was read of a node already, kept until all is there: a run that was cut off goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from hozen.errors import HozenError
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.record import FOLDER

READING = ".reading"
_NAME = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True)
class Kept:
    """読込途中: answers under BOOK/imports/.reading/NAME, one file each, for the owner's eyes only (mode 0700).

    Whether an answer is still of a block that stands is for the reader to see.
    """

    folder: Path

    @classmethod
    def of(cls, book: Path, name: str) -> Kept:
        """The answers of one reading. Nothing is made before the first is put."""
        return cls(book / FOLDER / READING / _NAME.sub("-", name))

    def get(self, key: str) -> object:
        """What was put under the key; None where nothing whole is there."""
        try:
            found: object = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        return found

    def put(self, key: str, answer: object) -> None:
        """Keep an answer: all of it, or what was there before. Numbers are whole or text. Raises ImportConflict."""
        path = self._path(key)
        try:
            self.make()
            part = path.with_suffix(".part")
            part.write_text(json.dumps(answer), encoding="utf-8")
            part.chmod(0o600)
            part.replace(path)
        except OSError as error:
            raise _unwritable(self.folder, error) from error

    def make(self) -> Path:
        """The folder, made where it is not there."""
        for folder in (self.folder.parent, self.folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)  # also where it was there with another mode
        return self.folder

    def clear(self) -> None:
        """All of it was used."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def key_of(*parts: object) -> str:
    """A name for what was asked: equal where the question is equal."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _unwritable(folder: Path, error: OSError) -> HozenError:
    return ImportConflict("the book cannot be written", where=str(folder), found=error.strerror)
