"""Where the sample's tables go, how many rows each has, and how far the work is."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hozen.engine import Cell, Engine
from hozen.records import BY_NAME, Query
from hozen.workflows.sample.rows import Row, rows_sql

Progress = Callable[[str, int, int], None]
"""Called with what comes next ('customers', …), how many steps are done, and how many there are."""


@dataclass(slots=True)
class Out:
    """出力先: tables below `root`, written by the engine."""

    engine: Engine
    root: Path
    progress: Progress
    steps: int
    done: int = 0
    rows: Counter[str] = field(default_factory=Counter)

    def say(self, what: str, steps: int = 1) -> None:
        """The next step begins, or so many at once."""
        self.progress(what, self.done, self.steps)
        self.done += steps

    def small(self, table: str, rows: Iterable[Row]) -> None:
        """A table of a few rows as one file."""
        self.whole(table, rows_sql(table, rows))

    def text(self, table: str, rows: Sequence[Row]) -> None:
        """A table of a few rows as CSV, for one that a person adds rows to."""
        names = [one.name for one in BY_NAME[table].columns]
        with (self.root / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([names, *rows])
        self.rows[table] += len(rows)

    def whole(self, table: str, sql: str) -> None:
        """A table as one file."""
        self._write(table, self.root / f"{table}.parquet", sql)

    def source(self, table: str) -> str:
        """A table that is one file, as a source to read from."""
        return self.engine.scan([self.root / f"{table}.parquet"], "parquet", {})

    def named(self, table: str, name: str, sql: str) -> Path:
        """A file of a table that is a folder, not split by day."""
        path = self.root / table / name
        self._write(table, path, sql)
        return path

    def table(self, table: str) -> str:
        """A table, one file or a folder of them, as a source to read from."""
        files = sorted((self.root / table).rglob("*.parquet")) or [self.root / f"{table}.parquet"]
        return self.engine.scan(files, "parquet", {})

    def part(self, table: str, day: date, number: int, sql: str) -> Path:
        """A part of a day of a table that is split by day."""
        path = self.root / table / f"day={day}" / f"part-{number:03d}.parquet"
        self._write(table, path, sql)
        return path

    def _write(self, table: str, path: Path, sql: str) -> None:
        self.rows[table] += self.engine.write_parquet(Query(f"sample {table}", sql, ()), path).rows

    def sums(self, paths: Sequence[Path]) -> dict[str, int]:
        """Asset → Σ units over files just written."""
        source = self.engine.scan(paths, "parquet", {})
        sql = f"SELECT asset, CAST(sum(units) AS DECIMAL(38,0)) FROM {source} GROUP BY asset ORDER BY asset"
        return {str(asset): whole(units) for asset, units in self.engine.rows(Query("sums", sql, ()))}


def whole(cell: Cell) -> int:
    """A sum as an integer."""
    if not isinstance(cell, int):
        raise TypeError(f"a sum must be a whole number, not {cell!r}")
    return cell
