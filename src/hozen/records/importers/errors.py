"""What an importer refuses: a file from outside that cannot be read as what it should be.

HozenError
└── ImportRefused    the file is broken, cut off, in another encoding, or does not add up
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NoReturn

from hozen.errors import HozenError


class ImportRefused(HozenError):
    """取込拒否: a file from outside cannot be read as what it should be, so nothing was imported."""

    code: ClassVar[str] = "import-file"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file from outside: 'stmt.xml, line 12, entry 3'."""

    file: str
    at: str = ""

    def __str__(self) -> str:
        return f"{self.file}, {self.at}" if self.at else self.file

    def on(self, at: str) -> Place:
        """Another place in the same file."""
        return Place(self.file, at)

    def field(self, name: str) -> Place:
        """The named field at this place."""
        return Place(self.file, f"{self.at}, {name}" if self.at else name)

    def refuse(
        self, message: str, found: object = None, expected: str | None = None, try_next: str | None = None
    ) -> NoReturn:
        """Raise ImportRefused for this place."""
        shown = f"{found[:200]}…" if isinstance(found, str) and len(found) > 200 else found
        raise ImportRefused(message, where=str(self), found=shown, expected=expected, try_next=try_next)
