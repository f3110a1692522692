"""What making a sample yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from hozen.workflows.sample.plants import Planted


@dataclass(frozen=True, slots=True)
class Sample:
    """見本帳簿: a book folder of a made-up exchange.

    `days` days can be closed, the last of them `last_day`; faults are planted on that day. `rows`: table → rows.
    """

    folder: Path
    book: str
    last_day: date
    days: int
    rows: Mapping[str, int]
    planted: tuple[Planted, ...]

    def __str__(self) -> str:
        wide = max(len(name) for name in self.rows)
        lines = [
            f"book {self.book} in {self.folder}: {self.days} day{'s' if self.days > 1 else ''} to {self.last_day}",
            *(f"  {name:{wide}}  {rows:>13,} rows" for name, rows in self.rows.items()),
        ]
        lines += [f"planted on {self.last_day}:"] if self.planted else ["no fault is planted"]
        return "\n".join([*lines, *(f"  {one}" for one in self.planted)])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"
