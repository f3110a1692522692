"""A whole wind-down on the command line, step by step: seconds and peak memory of each, in a process of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_most, holds
from benchmarks.sample import book_of

CUSTOMERS = {"small": 10_000, "middle": 100_000, "full": 1_000_000}
MEMORY = 4.0  # GB
STEPS = (
    *("open", "file", "match", "payees", "plan", "approve", "pay"),
    *("results", "statements", "report", "replay"),
)


def lines(plan: Plan) -> Iterator[Line]:
    """Half of the customers file what the ledger says, the rest is admitted unfiled; one round in kind is paid."""
    customers = CUSTOMERS[plan.size.name]
    place = plan.work / "wind-down"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    where = {"book": str(book_of(plan.work, customers)), "place": str(place)}
    subject = f"wind-down {customers:,}"
    for step in STEPS:
        need("wind_down_way:prepare", {**where, "step": step})
        ran = need("wind_down_way:step", {**where, "step": step, "memory": plan.memory_limit})
        figure = f"{ran.seconds:.1f} s, {ran.cpu:.1f} CPU s"
        yield Line(subject, step, figure, raw=ran.answer)
        yield at_most(subject, f"{step}: peak of the process", ran.peak / 1e9, MEMORY, " GB", must=True)
        yield holds(subject, f"{step}: ended well", ran.answer["faults"])


if __name__ == "__main__":
    raise SystemExit(command([lines]))
