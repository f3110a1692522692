"""The door: rows per CPU-second, for Parquet and CSV; and files that have passed before."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_least
from benchmarks.sample import book_of, rows_of
from benchmarks.sizes import DAY

LEAST = 5.0  # million rows for each CPU-second
_LARGE = 10_000  # smaller tables are not shown: their time is that of starting a query


def measure(book: str, home: str, memory: str) -> dict[str, object]:
    """The job: CPU seconds by step, and the rows of each table."""
    from hozen.engine import open_engine
    from hozen.records import Book
    from hozen.workflows.door import PassedFiles, admit

    marks: list[tuple[str, float]] = []
    opened, folder = Book.open(book), Path(home)
    with open_engine("duckdb", memory) as engine:
        wall = time.perf_counter()
        admitted = admit(
            opened,
            engine,
            day=DAY,
            passed=PassedFiles.load(folder),
            rejects=folder / "rejects",
            progress=lambda what, _done, _of: marks.append((what, time.process_time())),
        )
        wall = time.perf_counter() - wall
    rows: dict[str, int] = {}
    for one in admitted.inputs:
        rows[one.table] = rows.get(one.table, 0) + one.rows
    steps = {what: after - at for (what, at), (_, after) in pairwise(marks)}
    return {"seconds": wall, "cpu": marks[-1][1] - marks[0][1], "steps": steps, "rows": rows}


def as_csv(book: str, folder: str) -> dict[str, object]:
    """The job: the same book with every table as one CSV file."""
    import duckdb

    start, source, target = time.perf_counter(), Path(book), Path(folder)
    target.mkdir(parents=True)
    shutil.copy(source / "book.toml", target)
    with duckdb.connect() as connection:
        for place in source.iterdir():
            if place.is_dir() or place.suffix == ".parquet":
                pattern = f"{place}/*/*.parquet" if place.is_dir() else str(place)
                _copy(connection, pattern, target / f"{place.stem}.csv")
    return {"seconds": time.perf_counter() - start}


def _copy(connection: Any, pattern: str, file: Path) -> None:
    read = f"SELECT * FROM read_parquet('{pattern}', hive_partitioning = false)"
    form = "FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ'"
    connection.execute(f"COPY ({read}) TO '{file}' ({form})")


def lines(plan: Plan) -> Iterator[Line]:
    """Parquet at the largest size, then CSV."""
    yield from _door(plan, "Parquet", plan.size.largest, book_of(plan.work, plan.size.largest))
    customers = plan.size.csv
    folder = plan.work / "csv" / f"customers-{customers}"
    if not (folder / "book.toml").is_file():
        need("door:as_csv", {"book": str(book_of(plan.work, customers)), "folder": str(folder)})
    yield from _door(plan, "CSV", customers, folder)


def _door(plan: Plan, kind: str, customers: int, book: Path) -> Iterator[Line]:
    home = plan.work / "door-home"
    shutil.rmtree(home, ignore_errors=True)
    subject, rows = f"door {kind} {customers:,}", rows_of(plan.work, customers)
    arguments = {"book": str(book), "home": str(home), "memory": plan.memory_limit}
    first, again = need("door:measure", arguments), need("door:measure", arguments)
    found = first.answer
    yield from _by_table(subject, found)
    what = f"whole book, {rows:,} rows in {found['cpu']:.1f} CPU s"
    yield at_least(subject, what, rows / found["cpu"] / 1e6, LEAST, "M rows/CPU s", **found)
    hashed = again.answer["steps"]["fingerprints"]
    figure = f"{again.answer['cpu']:.2f} CPU s, of it {hashed:.2f} for fingerprints"
    yield Line(subject, "again, with files that have passed", figure, raw=again.answer)
    shutil.rmtree(home)


def _by_table(subject: str, found: Mapping[str, Any]) -> Iterator[Line]:
    for table, rows in found["rows"].items():
        if rows >= _LARGE:
            spent = found["steps"][table]
            yield Line(subject, f"{table}, {rows:,} rows", f"{rows / spent / 1e6:.2f}M rows/CPU s")
    for step in ("fingerprints", "cross checks"):
        yield Line(subject, step, f"{found['steps'][step]:.2f} CPU s")


if __name__ == "__main__":
    raise SystemExit(command([lines]))
