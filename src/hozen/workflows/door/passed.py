"""Which sets of files have passed the door before."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Self
from uuid import uuid4

_KEEP = 10_000
_VERSION = 2


class PassedFiles:
    """合格記録: sets of files that passed together, with the rows of each. A store that is broken, cut or
    changed by hand holds nothing: everything is checked again.

    A file is named with its hash. What passed together passes in part too: fewer rows cannot hold a doubled key
    that more rows did not, and what they refer to is part of the key.
    """

    def __init__(self, path: Path, entries: Mapping[str, Mapping[str, int]]) -> None:
        self._path = path
        self._entries = {key: dict(rows) for key, rows in entries.items()}

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The store in a state folder; an empty one where there is none or it does not hold together."""
        path = folder / "passed.json"
        return cls(path, _read(path))

    def rows(self, key: str, files: Collection[str] = ()) -> Mapping[str, int] | None:
        """File → rows, where all `files` passed together under `key`; None where they did not."""
        for name, rows in self._entries.items():
            if name.startswith(key) and rows.keys() >= set(files):
                return {file: rows[file] for file in files}
        return None

    def add(self, new: Mapping[str, Mapping[str, int]]) -> None:
        """Keep what passed, on disk, whole or not at all. OSError where the folder cannot be written."""
        if not new:
            return
        # Another run may have added since: read again, the newest last, the oldest fall out.
        named = {f"{key} {_digest(sorted(rows))}": dict(rows) for key, rows in new.items()}
        merged = {**_read(self._path), **self._entries, **named}
        self._entries = dict(list(merged.items())[-_KEEP:])
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_name(f".{self._path.name}.{uuid4().hex}")
        try:
            with partial.open("w", encoding="utf-8") as file:
                json.dump({"seal": _seal(self._entries), "passed": self._entries}, file)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._path)
        finally:
            partial.unlink(missing_ok=True)


def _seal(entries: Mapping[str, Mapping[str, int]]) -> str:
    return _digest([_VERSION, entries])


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> dict[str, dict[str, int]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        entries: dict[str, dict[str, int]] = data["passed"]
        return entries if data["seal"] == _seal(entries) else {}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # never trust what does not hold together: the files are checked again
