"""The report on customers abroad: a million customers, one in ten abroad, ten trades each."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_most, holds

CUSTOMERS = {"small": 2_000, "middle": 100_000, "full": 1_000_000}
TRADES = 10  # of each customer
MEMORY = 1  # GB


def lines(plan: Plan) -> Iterator[Line]:
    """Built, validated, and corrected for a hundredth of those reported; the sums against the tape's own."""
    customers = CUSTOMERS[plan.size.name]
    folder = str(plan.work / f"carf-{customers}")
    need("carf_way:make", {"folder": folder, "customers": customers, "trades": TRADES})
    subject = f"carf {customers:,} customers"
    peaks = []
    for job, what in (
        ("built", "report"),
        ("corrected", "correction of 1 in 100"),
        ("validated", "validation"),
    ):
        ran = need(f"carf_way:{job}", {"folder": folder})
        peaks.append(ran.peak)
        told = f"{what}: {ran.answer['records']:,} records, {ran.answer['bytes'] / 1e6:.0f} MB of XML"
        yield Line(subject, told, f"{ran.seconds:.1f} s, {ran.cpu:.1f} CPU s", raw=ran.answer)
        yield holds(subject, f"{what} is as it should be", ran.answer["faults"])
    if plan.size.name == "small":
        ran = need("carf_way:on_spark", {"folder": folder})
        yield Line(subject, "report on Spark", f"{ran.seconds:.1f} s", raw=ran.answer)
        yield holds(subject, "both engines write the same messages", ran.answer["faults"])
    yield at_most(subject, "peak of a process", max(peaks) / 1e9, MEMORY, " GB", must=True)


if __name__ == "__main__":
    raise SystemExit(command([lines]))
