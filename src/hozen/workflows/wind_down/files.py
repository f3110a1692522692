"""The files of a wind-down: tables written by the engine, each named in the journal by its SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.case_folder import CaseFile, sha256_of, writing


def write_table(engine: Engine, query: Query, folder: Path, name: str) -> CaseFile:
    """A query to a Parquet file of the case. Raises CaseFileRefused where one of other content stands."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with writing(path) as part:
        rows = engine.write_parquet(query, part).rows
    return CaseFile(name, sha256_of(path), rows)


def write_parts(parts: Iterable[bytes], folder: Path, name: str) -> CaseFile:
    """Bytes, piece by piece, so that a large file never stands in memory. The rows are the pieces."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = 0
    with writing(path) as part, part.open("wb") as file:
        for rows, piece in enumerate(parts, 1):  # noqa: B007  # how many there were is wanted after the loop
            file.write(piece)
    return CaseFile(name, sha256_of(path), rows)


def write_bytes(content: bytes, folder: Path, name: str) -> CaseFile:
    """A small file."""
    return write_parts((content,), folder, name)


def file_of(body: Mapping[str, object]) -> CaseFile:
    """A file as an entry names it."""
    rows = body["rows"]
    return CaseFile(str(body["name"]), str(body["sha256"]), rows if isinstance(rows, int) else None)


def files_in(body: Mapping[str, object]) -> list[CaseFile]:
    """Every file that an entry names."""
    listed = body.get("files", [])
    return [file_of(one) for one in listed] if isinstance(listed, list) else []
