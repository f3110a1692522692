"""The files of a case: written once, whole, and known to the journal by their SHA-256."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.wind_down.errors import CaseFileRefused

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class CaseFile:
    """事案ファイル. `name` is its path in the case folder; `rows` is 0 for what has none."""

    name: str
    sha256: str
    rows: int = 0

    def as_body(self) -> dict[str, object]:
        """As the journal has it."""
        return {"name": self.name, "sha256": self.sha256, "rows": self.rows}

    @classmethod
    def of_body(cls, body: Mapping[str, object]) -> CaseFile:
        """As the journal has it."""
        return cls(str(body["name"]), str(body["sha256"]), int(str(body["rows"])))


def write_table(engine: Engine, query: Query, folder: Path, name: str) -> CaseFile:
    """A query to a Parquet file of the case.

    One that stands with the same content is left as it is; one with another content raises CaseFileRefused.
    """
    path = folder / name
    part = path.with_name(f".{path.name}.{uuid4().hex}.new")
    try:
        written = engine.write_parquet(query, part)
        _settle(part, path, written.sha256)
    finally:
        part.unlink(missing_ok=True)
    return CaseFile(name, written.sha256, written.rows)


def write_bytes(content: bytes, folder: Path, name: str, rows: int = 0) -> CaseFile:
    """As `write_table`, of bytes."""
    return write_parts((content,), folder, name, rows)


def write_parts(parts: Iterable[bytes], folder: Path, name: str, rows: int = 0) -> CaseFile:
    """As `write_bytes`, part by part, so that a large file never stands in memory."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{uuid4().hex}.new")
    digest = hashlib.sha256()
    try:
        with new.open("xb") as file:
            for part in parts:
                digest.update(part)
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        _settle(new, path, digest.hexdigest())
    finally:
        new.unlink(missing_ok=True)
    return CaseFile(name, digest.hexdigest(), rows)


def checked(folder: Path, file: CaseFile) -> Path:
    """Where a file is, after its SHA-256 was compared with the journal's. Raises CaseFileRefused."""
    path = folder / file.name
    found = sha256_of(path) if path.is_file() else "no such file"
    if found != file.sha256:
        raise CaseFileRefused(
            "a file of the case is not what the journal says",
            where=str(path),
            found=found,
            expected=file.sha256,
            try_next="take the file from a copy; hozen wind-down replay says which files differ",
        )
    return path


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as hex digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _settle(new: Path, path: Path, sha256: str) -> None:
    try:
        os.link(new, path)  # unlike a rename it never takes another's place
    except FileExistsError as error:
        found = sha256_of(path)
        if found != sha256:
            raise CaseFileRefused(
                "a file with another content is there already",
                where=str(path),
                found=found,
                expected=sha256,
                try_next="nothing of a case is overwritten; move it away if it is not of this case",
            ) from error
