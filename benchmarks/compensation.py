"""A payout plan for a million customers with its bank orders, exact to the yen; and letters."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_most, holds

CUSTOMERS = {"small": 10_000, "middle": 100_000, "full": 1_000_000}
LETTERS = {"small": 500, "middle": 5_000, "full": 100_000}
MEMORY = 3  # GB


def lines(plan: Plan) -> Iterator[Line]:
    """Two sizes of the plan, to show how it grows; letters with one process and with two."""
    customers = CUSTOMERS[plan.size.name]
    for count in (customers // 10, customers):
        folder = plan.work / f"compensation-{count}"
        if not folder.is_dir():
            need("compensation_way:make", {"folder": str(folder), "customers": count})
        yield from _planned(f"compensation {count:,}", str(folder), bar=count == max(CUSTOMERS.values()))
    yield from _letters(f"letters {LETTERS[plan.size.name]:,}", str(plan.work), LETTERS[plan.size.name])


def _planned(subject: str, folder: str, *, bar: bool) -> Iterator[Line]:
    ran = need("compensation_way:plan", {"folder": folder})
    found = ran.answer
    for part in ("lines", "payments", "bank orders"):
        yield Line(subject, part, f"{found['cpu'][part]:.2f} CPU s", raw=found)
    yield holds(subject, "Σ paid is Σ there, nobody above his loss, each id once", found["faults"])
    yield holds(subject, "bank orders again: the same bytes", [] if found["same"] else ["other bytes"])
    if bar:
        yield at_most(subject, "peak of the process", ran.peak / 1e9, MEMORY, " GB", must=True)


def _letters(subject: str, folder: str, count: int) -> Iterator[Line]:
    digests = set()
    for processes in (1, 2):
        ran = need("compensation_way:letters", {"folder": folder, "count": count, "processes": processes})
        digests.add(ran.answer["digest"])
        each = 1000 * ran.answer["wall"] / count
        yield Line(
            subject,
            f"{processes} at a time",
            f"{ran.answer['wall']:.1f} s, {each:.2f} ms each",
            raw=ran.answer,
        )
    yield holds(
        subject, "the same bytes with one process and with two", [] if len(digests) == 1 else ["differ"]
    )


if __name__ == "__main__":
    raise SystemExit(command([lines]))
