"""Rows of a tape on their way into a table: text in CSV files of a temporary folder, whatever their number."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from hozen.records.importers.tape_rows import EVENT_COLUMNS, SIDE_COLUMNS, NotTaken, OrderEvent, TapeRow

if TYPE_CHECKING:
    from _csv import Writer

EVENTS, SIDES, LEFT_OUT = "events.csv", "sides.csv", "left_out.csv"


class Spool:
    """`left_out` counts what was not taken by its reason; the file has each with its place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.left_out: Counter[str] = Counter()
        self.events = self.sides = 0
        with ExitStack() as stack:
            self._events = self._open(stack, EVENTS, ("file_number", "row_number", *EVENT_COLUMNS))
            self._sides = self._open(stack, SIDES, SIDE_COLUMNS)
            self._left = self._open(stack, LEFT_OUT, ("place", "what"))
            self._stack = stack.pop_all()

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, rows: Iterable[TapeRow], file: int) -> None:
        """Every row of the file with this number."""
        for row in rows:
            if isinstance(row, OrderEvent):
                self.events += 1
                cells = [getattr(row, name) for name in EVENT_COLUMNS]
                self._events.writerow((file, self.events, *cells))
            elif isinstance(row, NotTaken):
                self.left_out[row.what] += 1
                self._left.writerow((row.place, row.what))
            else:
                self.sides += 1
                self._sides.writerow([getattr(row, name) for name in SIDE_COLUMNS])

    def _open(self, stack: ExitStack, name: str, columns: tuple[str, ...]) -> Writer:
        file: TextIO = stack.enter_context((self.folder / name).open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        return writer
