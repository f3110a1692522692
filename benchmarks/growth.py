"""How the time for a row changes with the size of the book: flat, if all is well."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, middle
from benchmarks.sample import book_of, rows_of


def lines(plan: Plan) -> Iterator[Line]:
    """CPU nanoseconds for a row at each size: the door, and the measures and rules after it."""
    for customers in plan.size.customers:
        home, rows = plan.work / "growth-home", rows_of(plan.work, customers)
        shutil.rmtree(home, ignore_errors=True)
        arguments = {
            "book": str(book_of(plan.work, customers)),
            "home": str(home),
            "memory": plan.memory_limit,
        }
        door = need("door:measure", arguments).answer["cpu"]
        closes = [need("hozen_way:measure", arguments).answer["cpu"] for _ in range(plan.rounds)]
        shutil.rmtree(home)
        close = middle(closes)
        figure = f"door {door / rows * 1e9:.0f} ns, measures and rules {close / rows * 1e9:.0f} ns"
        yield Line(
            "growth",
            f"CPU for a row, {customers:,} customers, {rows:,} rows",
            figure,
            raw={"door": door, "close": closes, "rows": rows},
        )


if __name__ == "__main__":
    raise SystemExit(command([lines]))
