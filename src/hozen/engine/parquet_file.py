"""One Parquet file appears whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from hozen.engine.protocol import EngineError, Written

_CHUNK = 1 << 20


def write_whole(path: Path, write: Callable[[Path], int]) -> Written:
    """Let `write` fill a file of another name beside `path`, then put it in place in one step.

    `write` returns the rows written. Nothing stays behind when it raises.
    """
    partial = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = write(partial)
        digest = _sha256_on_disk(partial)
        partial.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise EngineError(
            f"cannot write {path.name}: {error.strerror}",
            where=str(path),
            try_next="free space or another folder",
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return Written(path, rows, digest)


def _sha256_on_disk(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        os.fsync(file.fileno())
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    # The rename itself has to reach the disk too, else a power cut can undo it.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
