"""What the book folder and the door refuse.

HozenError
├── BookError      the folder or book.toml is not as the reference says
└── RowsRefused    rows (or whole files) did not pass the door; every one is in the reject file
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from hozen.errors import HozenError
from hozen.records.reject import Reject


class BookError(HozenError):
    """帳簿フォルダの誤り: the book folder or its book.toml cannot be read as a book."""

    code: ClassVar[str] = "book"


class RowsRefused(HozenError):
    """受入拒否: rows did not pass the door, so nothing was loaded.

    `first` are the first rejects in table, file and line order; `count` is how many there are in all,
    and `file` holds every one of them (CSV: table, file, line, column, value, reason, expected, hint).
    """

    code: ClassVar[str] = "rows-refused"

    def __init__(self, first: Sequence[Reject], count: int, file: Path) -> None:
        self.first, self.count, self.file = tuple(first), count, file
        lead = first[0]
        hint = lead.hint or f"see the reason {lead.reason} in the reference"
        more = count - len(self.first)
        shown = "\n".join(f"    {reject}" for reject in self.first)
        tail = f"\n    … and {more:,} more" if more else ""
        super().__init__(
            f"{count:,} reject{'s' if count > 1 else ''}; nothing was loaded\n{shown}{tail}",
            where=lead.where,
            found=lead.value,
            expected=lead.expected,
            try_next=f"{hint}; every reject is in {file}",
        )
