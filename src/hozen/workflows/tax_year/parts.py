"""The year's work, part by part: each part holds the customers of some buckets, and is done or not there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.case_folder import CaseFile, sha256_of
from hozen.workflows.tax_year import standing_sql as standing
from hozen.workflows.tax_year.calendar_year import CalendarYear
from hozen.workflows.tax_year.csv_lines import write_csv
from hozen.workflows.tax_year.lines_sql import lines
from hozen.workflows.tax_year.progress_file import ProgressFile
from hozen.workflows.tax_year.staged_sql import BUCKETS, held, moved, traded

CUSTOMERS_A_PART = 50_000
SHOWN = 20
"""Differences that a result names; the files have every one."""
Say = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Work:
    """年間取引報告書の作業: `before` are the lines of the approved issue, () for the first; `number` is this issue's."""

    engine: Engine
    progress: ProgressFile
    year: CalendarYear
    number: int
    before: tuple[Path, ...]
    opens_empty: bool
    parts: int

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return self.progress.folder


def parts_for(customers: int) -> int:
    """As many parts, a power of two, as hold 50,000 customers each; at most one a bucket."""
    parts = 1
    while parts * CUSTOMERS_A_PART < customers and parts < BUCKETS:
        parts *= 2
    return parts


def work_out(work: Work, say: Say) -> tuple[tuple[CaseFile, ...], list[Any]]:
    """Every part's files, and what each part told. Parts that are done stay as they are."""
    files: list[CaseFile] = []
    told: list[Any] = []
    staged = False
    for part in range(work.parts):
        say("reports", part, work.parts)
        found = work.progress.done(_step(part))
        if found is None:
            if not staged:  # its files are hashed: once a run
                _stage(work, say)
                staged = True
            found = _part(work, part)
            work.progress.add(_step(part), *found)
        files += found[0]
        told.append(found[1])
    shutil.rmtree(work.folder / "staged", ignore_errors=True)
    return tuple(files), told


def _step(part: int) -> str:
    return f"part-{part:03d}"


def _stage(work: Work, say: Say) -> None:
    queries = {
        "traded": traded(work.year),
        "moved": moved(work.year),
        "held": held(work.year, opens_empty=work.opens_empty),
    }
    for name, query in queries.items():
        path = work.folder / "staged" / f"{name}.parquet"
        if work.progress.done(name) is None:
            say(name, 0, work.parts)
            written = work.engine.write_parquet(query, path)
            work.progress.add(name, [CaseFile(f"staged/{path.name}", written.sha256, written.rows)], None)
    for name in queries:
        path = work.folder / "staged" / f"{name}.parquet"
        work.engine.view(f"staged_{name}", f"SELECT * FROM {work.engine.scan([path], 'parquet', {})}")


def _part(work: Work, part: int) -> tuple[tuple[CaseFile, ...], Any]:
    step, engine = _step(part), work.engine
    within = _within(part, work.parts)
    sources = [f"(SELECT * FROM staged_{name} WHERE {within}) AS s" for name in ("traded", "moved", "held")]
    worked = work.folder / "staged" / f"worked-{step}.parquet"
    engine.write_parquet(lines(*sources), worked)
    engine.view("worked", f"SELECT * FROM {engine.scan([worked], 'parquet', {})}")
    files = [_write(work, standing.held_lines("worked"), f"held/{step}.parquet")]
    files += _issued(work, within, step)
    told = _told(work, files)
    worked.unlink()
    return tuple(files), told


def _issued(work: Work, within: str, step: str) -> list[CaseFile]:
    """The lines that are issued, the same as CSV, and what changed."""
    engine, found = work.engine, standing.first_lines("worked", work.number)
    changed: list[CaseFile] = []
    if work.before:
        source = engine.scan(work.before, "parquet", {})
        engine.view("stood", f"SELECT * FROM {source} WHERE {within}")
        found = standing.next_lines("worked", "stood", work.number)
        changed = [_write(work, standing.changes("worked", "stood"), f"changes/{step}.parquet")]
    written = _write(work, found, f"lines/{step}.parquet")
    path = work.folder / f"csv/{step}.csv"
    path.parent.mkdir(exist_ok=True)
    rows = write_csv(engine, work.folder / written.name, path)
    return [written, CaseFile(f"csv/{step}.csv", sha256_of(path), rows), *changed]


def _write(work: Work, query: Query, name: str) -> CaseFile:
    written = work.engine.write_parquet(query, work.folder / name)
    return CaseFile(name, written.sha256, written.rows)


def _within(part: int, parts: int) -> str:
    """The condition on `bucket` of a part: 256 buckets shared out evenly."""
    wide = BUCKETS // parts
    return f"bucket >= '{part * wide:02x}' AND bucket <= '{(part + 1) * wide - 1:02x}'"


def _told(work: Work, files: Sequence[CaseFile]) -> dict[str, Any]:
    """What a part comes to, in bounded figures."""
    engine = work.engine
    of = {file.name.partition("/")[0]: work.folder / file.name for file in files}
    for name in ("lines", "held"):
        engine.view(f"part_{name}", f"SELECT * FROM {engine.scan([of[name]], 'parquet', {})}")
    ((customers, count),) = engine.rows(_HELD)
    return {
        "states": {str(state): n for state, n in engine.rows(standing.states("part_lines"))},
        "sums": [list(row) for row in engine.rows(standing.sums("part_lines"))],
        "held": customers,
        "differences": count,
        "shown": [list(row) for row in engine.rows(standing.differences("part_held", SHOWN))],
    }


_HELD = Query(
    "held customers",
    "SELECT count(DISTINCT customer_id) AS customers, count(CASE WHEN difference <> 0 THEN 1 END) AS n FROM part_held AS h",
    (),
)
