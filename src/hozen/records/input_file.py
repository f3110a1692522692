"""A file that a result rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputFile:
    """入力ファイル. `path` is relative to the book folder."""

    table: str
    path: str
    rows: int
    sha256: str
