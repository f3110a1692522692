"""What a reading of a file came to, before anything is in the book."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from hozen.engine import Written
from hozen.records import Table

FIRST = 5  # rows that a preview shows
_LISTED = 100  # of what was left out; the rest is only counted

Value = str | int | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class Scope:
    """取込範囲: one account and day that a file speaks of. Amounts are in yen, None where it states none."""

    account: str
    day: date
    statement: str = ""
    first_day: date | None = None
    opening: int | None = None
    closing: int | None = None


class Rows:
    """Rows of one table, written to a CSV file as they come. `first` keeps the first few."""

    def __init__(self, table: Table, path: Path) -> None:
        self.table, self.path = table, path
        self.count = 0
        self.first: list[dict[str, str]] = []
        self._names = [column.name for column in table.columns]
        self._file: TextIO = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(self._names)

    def add(self, **values: Value) -> None:
        """One row by column name; columns that are not named stay empty."""
        cells = {name: _text(values.get(name)) for name in self._names}
        self._writer.writerow(cells.values())
        self.count += 1
        if self.count <= FIRST:
            self.first.append(cells)

    def close(self) -> None:
        """Nothing more comes."""
        self._file.close()


@dataclass(slots=True)
class Draft:
    """取込案: rows beside the book, totals, and what was left out. Nothing of it is in the book yet."""

    folder: Path
    rows: dict[str, Rows] = field(default_factory=dict)
    scopes: dict[Scope, None] = field(default_factory=dict)  # each once, in the file's order
    kept: dict[str, Written] = field(default_factory=dict)  # files that are kept beside the record
    totals: Counter[str] = field(default_factory=Counter)
    unmapped: dict[str, str] = field(default_factory=dict)  # a name of the file → the mapping's section
    left_out: list[tuple[str, str]] = field(default_factory=list)  # (line, why)
    left_out_count: int = 0

    def table(self, table: Table) -> Rows:
        """Where rows of a table go."""
        if table.name not in self.rows:
            self.rows[table.name] = Rows(table, self.folder / f"{table.name}.csv")
        return self.rows[table.name]

    def leave_out(self, what: str, why: str) -> None:
        """A line that is sound but does not go into the book."""
        self.left_out_count += 1
        if len(self.left_out) < _LISTED:
            self.left_out.append((what, why))

    def named(self, section: str, name: str, known: Mapping[str, str]) -> str:
        """Our name for theirs; theirs, and a mark that it is not mapped, where there is none."""
        if name not in known:
            self.unmapped[name] = section
        return known.get(name, name)

    def __enter__(self) -> Draft:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self.rows.values():
            one.close()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return _clean(value) if isinstance(value, str) else str(value)


def _clean(text: str) -> str:
    """Visible characters and single blanks: what the door lets in."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())
