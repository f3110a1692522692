"""The whole close, as `hozen close` does it, and the memory it takes."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_most
from benchmarks.sample import book_of
from benchmarks.sizes import DAY

MOST = 4.0  # GiB, resident, of the whole process


def measure(book: str, home: str, memory: str) -> dict[str, object]:
    """The job: door, measures, rules, evidence, books and the Excel pack; seconds by step."""
    os.environ["HOZEN_HOME"] = home
    from hozen.faces.reports import Heading, write_pack
    from hozen.workflows.daily_close import close

    marks: list[tuple[str, float]] = []
    start = time.perf_counter()
    kept = close(
        book,
        DAY,
        scenario="press-band",
        memory_limit=memory,
        books=Path(home) / "books.sqlite",
        out=Path(home) / "closings",
        actor="bench",
        progress=lambda what, _done, _of: marks.append((what, time.perf_counter())),
    )
    closed, cpu = time.perf_counter(), time.process_time()
    write_pack(
        kept.closing, kept.folder / "pack.xlsx", lang="en", evidence=kept.folder, heading=Heading.of(kept)
    )
    return {
        "seconds": closed - start,
        "cpu": cpu,
        "pack": time.perf_counter() - closed,
        "steps": _spans(marks),
        "status": kept.closing.status.value,
        "evidence_rows": sum(one.rows for one in kept.closing.evidence),
    }


def _spans(marks: list[tuple[str, float]]) -> dict[str, float]:
    """Seconds from each mark to the next."""
    return {what: after - at for (what, at), (_, after) in pairwise(marks)}


def _told(steps: Mapping[str, float]) -> str:
    """Where the seconds went: all that comes before the measures is the door."""
    close = {name: steps[name] for name in ("measures", "evidence", "books")}
    spent = {"door": sum(steps.values()) - sum(close.values()), **close}
    return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in spent.items())


def lines(plan: Plan) -> Iterator[Line]:
    """Once with a door that knows nothing, once more with files that it has passed."""
    customers = plan.size.largest
    book, home = book_of(plan.work, customers), plan.work / "memory-home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    subject = f"whole close {customers:,}"
    for told in ("first time", "again"):
        arguments = {"book": str(book), "home": str(home), "memory": plan.memory_limit}
        ran = need("memory:measure", arguments)
        found = ran.answer
        what = f"{told}: {_told(found['steps'])}"
        yield Line(subject, what, f"{found['seconds']:.1f} s, {found['cpu']:.1f} CPU s", raw=found)
        yield Line(
            subject, f"{told}: Excel pack of {found['evidence_rows']:,} rows", f"{found['pack']:.1f} s"
        )
        what = f"{told}: peak of the process (engine limit {plan.memory_limit})"
        yield at_most(subject, what, ran.peak / 2**30, MOST, " GiB", must=True)
    shutil.rmtree(home)


if __name__ == "__main__":
    raise SystemExit(command([lines]))
