"""The same work in pandas, at the largest size that it survives."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import Ran
from benchmarks.report import Line, at_least, holds
from benchmarks.rivals import Times, different, hozen_alone, pandas_once, ratio
from benchmarks.sample import book_of

LEAST = 10  # times faster
CAP = 16 * 2**30  # bytes of address space that pandas may take
_TOLD = {
    "objects": "pandas as it reads (Decimal objects)",
    "arrow": 'pandas with dtype_backend="pyarrow"',
    "floats": "pandas in float64",
}


def lines(plan: Plan) -> Iterator[Line]:
    """For each way of using pandas: sizes until it does not survive, then the ratio at the last that it did."""
    alive = dict.fromkeys(_TOLD, True)
    for customers in plan.size.pandas:
        book = book_of(plan.work, customers)
        ours = hozen_alone(book, plan.work / "home", plan.memory_limit, plan.rounds)
        for way, told in _TOLD.items():
            if alive[way]:
                ran = pandas_once(book, way, CAP)
                alive[way] = not ran.fault
                yield from _compare(f"pandas {customers:,}", told, way, ran, ours)


def _compare(subject: str, told: str, way: str, ran: Ran, ours: Times) -> Iterator[Line]:
    if ran.fault:
        figure = f"did not survive {CAP // 2**30} GiB: {ran.fault[:60]}"
        yield Line(subject, told, figure, raw={"fault": ran.fault, "peak": ran.peak})
        return
    theirs = Times()
    theirs.take(ran)
    figure = f"{theirs.seconds[0]:.1f} s, {theirs.cpu[0]:.1f} CPU s, peak {ran.peak / 2**30:.1f} GiB"
    yield Line(subject, told, figure, raw=theirs.raw())
    if way == "floats":
        wrong = different(ours.figures, theirs.figures)
        yield Line(subject, f"{told}: wrong figures", f"{len(wrong)} of {len(ours.figures)}")
        return
    what = f"{told} / hozen"
    yield at_least(subject, f"{what}, wall", ratio(theirs.seconds, ours.seconds), LEAST, "×")
    yield at_least(subject, f"{what}, CPU", ratio(theirs.cpu, ours.cpu), LEAST, "×")
    yield holds(subject, f"{told}: the same figures", different(ours.figures, theirs.figures))


if __name__ == "__main__":
    raise SystemExit(command([lines]))
