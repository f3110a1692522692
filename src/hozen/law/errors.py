"""What can be wrong with the law as data.

LawFileError: a file that the strict loader refuses (where: file:line:column).
LawGap: no figure for the day at the standing asked for.
LawConflict: two figures for the same day.
"""

from __future__ import annotations

import datetime
from typing import ClassVar

from hozen.errors import HozenError
from hozen.law.lawful import Citation


class LawFileError(HozenError):
    """A law file that the strict loader refuses. `line` and `column` count from 1; 0 where there is none."""

    code: ClassVar[str] = "law-file"

    def __init__(
        self,
        message: str,
        *,
        file: str = "",
        line: int = 0,
        column: int = 0,
        key: str = "",
        found: object = None,
        expected: str | None = None,
        try_next: str | None = None,
    ) -> None:
        where = f"{file}:{line}:{column}" if line else file
        super().__init__(message, where=where or None, found=found, expected=expected, try_next=try_next)
        self.file = file
        self.line = line
        self.column = column
        self.key = key


class _LawError(HozenError):
    """A question of law for one key and day: `file` and `cite` say where the answer should stand."""

    def __init__(
        self,
        message: str,
        *,
        key: str = "",
        day: datetime.date | None = None,
        file: str = "",
        cite: tuple[Citation, ...] = (),
        where: str | None = None,
        found: object = None,
        expected: str | None = None,
        try_next: str | None = None,
    ) -> None:
        super().__init__(
            message, where=where or file or None, found=found, expected=expected, try_next=try_next
        )
        self.key = key
        self.day = day
        self.file = file
        self.cite = cite


class LawGap(_LawError):
    """法の欠缺: no figure is fixed for that day at the standing asked for. `try_next` says what to supply.

    `message_ja` and `try_ja` say the same in Japanese; '' where nobody wrote it.
    """

    code: ClassVar[str] = "law-gap"
    message_ja: str = ""
    try_ja: str = ""

    def in_japanese(self, message: str, try_next: str = "") -> LawGap:
        """Itself, with its Japanese beside it."""
        self.message_ja, self.try_ja = message, try_next
        return self

    @property
    def ja(self) -> str:
        """What is missing, and on a second line what to do; '' where there is no Japanese."""
        return "\n".join(filter(None, (self.message_ja, self.try_ja)))


class LawConflict(_LawError):
    """Two figures for the same key and day."""

    code: ClassVar[str] = "law-conflict"
