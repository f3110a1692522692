"""Annual reports of everybody, tied to the close: lines and CSV of a million customers, papers of a hundred thousand."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_most, holds

CUSTOMERS = {"small": 2_000, "middle": 100_000, "full": 1_000_000}
PAPERS = {"small": 200, "middle": 5_000, "full": 100_000}
TRADES = 10  # of each customer
MEMORY = 4  # GB


def lines(plan: Plan) -> Iterator[Line]:
    """The year of one book issued, and issued again; the papers of another."""
    customers, papers = CUSTOMERS[plan.size.name], PAPERS[plan.size.name]
    yield from _issued(plan, customers)
    yield from _papers(plan, papers)


def _book(plan: Plan, customers: int) -> str:
    folder = plan.work / f"tax-year-{customers}"
    if not (folder / "made").is_file():
        need("tax_year_way:make", {"folder": str(folder), "customers": customers, "trades": TRADES})
    return str(folder)


def _issued(plan: Plan, customers: int) -> Iterator[Line]:
    folder = _book(plan, customers)
    subject = f"annual reports {customers:,}"
    ran = need("tax_year_way:issued", {"folder": folder, "memory": plan.memory_limit})
    found = ran.answer
    what = f"{found['lines']:,} lines of {customers * TRADES:,} trades"
    yield Line(subject, what, f"{ran.seconds:.1f} s, {ran.cpu:.1f} CPU s", raw=found)
    yield Line(subject, "of it behind the door", f"{found['door']:.1f} CPU s")
    yield at_most(subject, "peak of the process", ran.peak / 1e9, MEMORY, " GB", must=True)
    yield holds(subject, "every customer's closing is the close's, to the unit", found["faults"])
    again = need("tax_year_way:issued", {"folder": folder, "memory": plan.memory_limit})
    yield holds(subject, "issued again: the same bytes", [] if again.answer["same"] else ["other bytes"])


def _papers(plan: Plan, customers: int) -> Iterator[Line]:
    folder = _book(plan, customers)
    subject = f"annual papers {customers:,}"
    need("tax_year_way:issued", {"folder": folder, "memory": plan.memory_limit})
    digests = set()
    for processes in (2, 1) if customers <= PAPERS["middle"] else (2,):
        ran = need("tax_year_way:papers", {"folder": folder, "processes": processes})
        digests.add(ran.answer["digest"])
        each = 1000 * ran.answer["cpu"] / customers
        figure = f"{ran.answer['wall']:.1f} s, {ran.answer['cpu']:.1f} CPU s, {each:.2f} CPU ms each"
        yield Line(subject, f"{processes} at a time", figure, raw=ran.answer)
        yield holds(subject, "one PDF a customer", ran.answer["faults"])
    yield holds(
        subject, "the same bytes with one process and with two", [] if len(digests) == 1 else ["differ"]
    )


if __name__ == "__main__":
    raise SystemExit(command([lines]))
