"""How far a run has come: one line for each step that is done, with the hashes of its files.

A run that is killed goes on from there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hozen.workflows.case_folder import CaseFile, sha256_of

_NAME = "progress.jsonl"


@dataclass(slots=True)
class ProgressFile:
    """進捗記録. `key` says what the run rests on: with another key nothing that was done counts."""

    folder: Path
    key: str
    steps: dict[str, tuple[tuple[CaseFile, ...], Any]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, key: str) -> ProgressFile:
        """What stands in the folder; a folder of another key is emptied first."""
        found = cls(folder, key)
        lines = _lines(folder / _NAME)
        if lines and lines[0] == {"key": key}:
            for line in lines[1:]:
                files = tuple(CaseFile(*one) for one in line["files"])
                found.steps[line["step"]] = files, line["told"]
            return found
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        found._append({"key": key})
        return found

    def done(self, step: str) -> tuple[tuple[CaseFile, ...], Any] | None:
        """Files of a step and what it told, if every file is still what it was."""
        found = self.steps.get(step)
        return found if found and all(map(self._stands, found[0])) else None

    def add(self, step: str, files: Iterable[CaseFile], told: object) -> None:
        """Keep that a step is done; it is on the disk when this returns."""
        kept = tuple(files)
        self.steps[step] = kept, told
        self._append(
            {"step": step, "files": [[one.name, one.sha256, one.rows] for one in kept], "told": told}
        )

    def _stands(self, file: CaseFile) -> bool:
        path = self.folder / file.name
        return path.is_file() and sha256_of(path) == file.sha256

    def _append(self, line: object) -> None:
        with (self.folder / _NAME).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


def _lines(path: Path) -> list[Any]:
    """Every whole line; a last one that was cut off counts for nothing, and neither does what follows a bad one."""
    found: list[Any] = []
    if not path.is_file():
        return found
    for text in path.read_text("utf-8", errors="replace").splitlines():
        try:
            found.append(json.loads(text))
        except ValueError:
            break
    return found
