"""The close's measures and rules beside the same aggregates written by hand as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.report import Line, at_most, holds, middle
from benchmarks.rivals import different, ratio, take_turns
from benchmarks.sample import book_of

MOST = 1.5  # times the raw SQL


def lines(plan: Plan) -> Iterator[Line]:
    """Seconds of both, their ratio, and whether every figure is the same."""
    customers = plan.size.largest
    book = book_of(plan.work, customers)
    ours, raw = take_turns(book, plan.work / "home", plan.memory_limit, plan.rounds)
    subject = f"close {customers:,}"
    for name, times in (("measures and rules", ours), ("raw SQL by hand", raw)):
        figure = f"{middle(times.seconds):.2f} s, {middle(times.cpu):.2f} CPU s"
        yield Line(subject, f"{name}, median of {plan.rounds}", figure, raw=times.raw())
    yield at_most(subject, "measures and rules / raw SQL, wall", ratio(ours.seconds, raw.seconds), MOST, "×")
    yield at_most(subject, "measures and rules / raw SQL, CPU", ratio(ours.cpu, raw.cpu), MOST, "×")
    what = f"the same {len(raw.figures)} figures to the last unit"
    yield holds(subject, what, different(ours.figures, raw.figures))


if __name__ == "__main__":
    raise SystemExit(command([lines]))
