"""Which files have passed the door before, in what company and against what."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

_KEEP = 1_000
_VERSION = 3


@dataclass(frozen=True, slots=True)
class Proof:
    """Files of one table that passed together, each with its rows.

    A file is named with its hash. `how` is what was asked of them; `against` are the files of the tables they refer to.
    """

    how: str
    against: Mapping[str, Collection[str]]
    files: Mapping[str, int]

    def still_refers(self, against: Mapping[str, Collection[str]]) -> bool:
        """Whether what the files refer to is still all there. More of it does no harm."""
        return self.against.keys() == against.keys() and all(
            set(files) <= set(against[table]) for table, files in self.against.items()
        )

    def replaces(self, other: Proof) -> bool:
        """Whether nothing is lost by forgetting the other."""
        return self.how == other.how and self.files.keys() >= other.files.keys()


class PassedFiles:
    """合格記録: every proof. A store that is broken, cut or changed by hand holds nothing: everything is checked again."""

    def __init__(self, path: Path, proofs: Iterable[Proof]) -> None:
        self._path = path
        self._proofs = list(proofs)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The store in a state folder; an empty one where there is none or it does not hold together."""
        path = folder / "passed.json"
        return cls(path, _read(path))

    def of(self, how: str) -> list[Proof]:
        """The proofs of one kind, the newest last."""
        return [proof for proof in self._proofs if proof.how == how]

    def add(self, new: Collection[Proof]) -> None:
        """Keep what passed, on disk, whole or not at all. OSError where the folder cannot be written."""
        if not new:
            return
        # Another run may have added since: read again, the newest last, the oldest fall out.
        before = _read(self._path)
        before += [proof for proof in self._proofs if proof not in before]
        kept = [proof for proof in before if not any(one.replaces(proof) for one in new)]
        self._proofs = [*kept, *new][-_KEEP:]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_name(f".{self._path.name}.{uuid4().hex}")
        data = [_plain(proof) for proof in self._proofs]
        try:
            with partial.open("w", encoding="utf-8") as file:
                json.dump({"seal": _seal(data), "passed": data}, file)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._path)
        finally:
            partial.unlink(missing_ok=True)


def _plain(proof: Proof) -> dict[str, Any]:
    against = {table: sorted(files) for table, files in proof.against.items()}
    return asdict(proof) | {"against": against, "files": dict(proof.files)}


def _seal(data: object) -> str:
    return hashlib.sha256(json.dumps([_VERSION, data], sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> list[Proof]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [Proof(**one) for one in data["passed"]] if data["seal"] == _seal(data["passed"]) else []
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError):
        return []  # never trust what does not hold together: the files are checked again
