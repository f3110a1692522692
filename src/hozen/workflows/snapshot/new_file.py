"""A file that was not there before, whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

OURS_ALONE = 0o600
FOR_ALL = 0o644


def write_new(path: Path, content: bytes, mode: int = FOR_ALL) -> None:
    """Write `content` to `path`. Raises FileExistsError, with what is there left as it is, and OSError."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)  # unlike a rename it never takes another's place
    finally:
        part.unlink()
