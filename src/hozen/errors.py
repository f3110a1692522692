"""The root of every refusal hozen makes.

HozenError
├── law:      LawFileError · LawGap · LawConflict            (hozen.law)
├── records:  BookError · RowsRefused                        (hozen.records)
├── engine:   EngineError                                    (hozen.engine)
└── books:    BooksError and its kinds                       (hozen.books)
"""

from __future__ import annotations

from typing import ClassVar


class HozenError(Exception):
    """A refusal that says where, what was found, what was expected and what to try.

    `code` is the refusal's name in the reference (docs/reference/errors/<code>.md).
    """

    code: ClassVar[str] = "hozen-error"

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        found: object = None,
        expected: str | None = None,
        try_next: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.found = found
        self.expected = expected
        self.try_next = try_next

    def __str__(self) -> str:
        lines = [f"{self.code}: {self.message}"]
        details = {
            "where": self.where,
            "found": self.found,
            "expected": self.expected,
            "try": self.try_next,
        }
        lines += [f"  {name}: {value}" for name, value in details.items() if value is not None]
        return "\n".join(lines)
