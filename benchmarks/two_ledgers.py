"""Two ledgers compared, every customer and asset: beside SQL written by hand, pandas and datacompy, in one run.

Four rows a customer: 40M rows on either side at 10M customers. Sides take turns, each in a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.command import Plan, command
from benchmarks.job import Ran, need, run
from benchmarks.report import Line, at_least, at_most, holds
from benchmarks.rivals import Times, different, ratio

ROWS_EACH = 4  # of a customer, on either side
SLOWEST = 1.5  # times the SQL written by hand
AHEAD = 1  # times pandas and datacompy, at the least
LIMIT = 4  # GB of memory of the whole process
ENGINE = "3GB"  # what either engine may take of it
CAP = 16 * 2**30  # bytes of address space that pandas and datacompy may take


def lines(plan: Plan) -> Iterator[Line]:
    """Every size: ratios, figures that must be equal, and the peak."""
    alive = {"pandas": True, "datacompy": True}
    for customers in plan.size.customers:
        rows = customers * ROWS_EACH
        folder, subject = plan.work / f"ledgers-{rows}", f"two ledgers {rows:,}"
        if not folder.is_dir():
            need("ledgers_way:make", {"folder": str(folder), "rows": rows})
        ours, hand = _turns(folder, plan)
        yield at_most(
            subject,
            "hozen / SQL by hand, wall",
            ratio(ours.seconds, hand.seconds),
            SLOWEST,
            "×",
            **ours.raw(),
        )
        yield holds(subject, "SQL by hand: the same figures", different(ours.figures, hand.figures))
        yield at_most(subject, "peak of hozen", ours.peak / 10**9, LIMIT, " GB", must=True)
        for name in [one for one in alive if alive[one]]:
            ran = run(f"ledgers_way:{name}", {"folder": str(folder)}, address_space=CAP)
            alive[name] = not ran.fault and bool(ran.answer)
            yield from _rival(subject, name, ran, ours)


def _turns(folder: Path, plan: Plan) -> tuple[Times, Times]:
    ours, hand = Times(), Times()
    arguments = {"folder": str(folder), "memory": ENGINE}
    for _ in range(plan.rounds):
        ours.take(need("ledgers_way:hozen", arguments))
        hand.take(need("ledgers_way:hand", arguments))
    return ours, hand


def _rival(subject: str, name: str, ran: Ran, ours: Times) -> Iterator[Line]:
    if ran.fault:
        yield Line(
            subject, name, f"did not survive {CAP // 2**30} GiB: {ran.fault[:60]}", raw={"fault": ran.fault}
        )
        return
    if not ran.answer:
        yield Line(subject, name, "not installed")
        return
    theirs = Times()
    theirs.take(ran)
    yield at_least(
        subject, f"{name} / hozen, wall", ratio(theirs.seconds, ours.seconds), AHEAD, "×", **theirs.raw()
    )
    known = {key: value for key, value in ours.figures.items() if key in theirs.figures}
    yield holds(subject, f"{name}: the same figures", different(known, theirs.figures))


if __name__ == "__main__":
    raise SystemExit(command([lines]))
