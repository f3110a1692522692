"""What an import refuses besides a broken file.

HozenError
├── ImportConflict    the file is sound, but does not fit what the book holds
└── MappingError      the mapping cannot be read, or does not say what an account, wallet or asset is here
"""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class ImportConflict(HozenError):
    """取込の不一致: a sound file does not fit the book: another account, day or balance, or one that was imported before."""

    code: ClassVar[str] = "import-conflict"


class MappingError(HozenError):
    """取込対応表の誤り: the mapping cannot be read, or lacks an account, wallet or asset of the file."""

    code: ClassVar[str] = "import-mapping"
