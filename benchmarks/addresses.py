"""Reconciliation of a million addresses that each hold every one of 105 assets: 105M balances, one unit missing."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_most, holds

ADDRESSES = {"small": 10_000, "middle": 100_000, "full": 1_000_000}
LIMIT = 4  # GB of memory of the whole process
ENGINE = "3GB"  # what the engine may take of it


def lines(plan: Plan) -> Iterator[Line]:
    """CPU for a row, the peak, and whether the one break is found in its asset, to the unit, and no other."""
    addresses = ADDRESSES[plan.size.name]
    folder = plan.work / f"addresses-{addresses}"
    if not folder.is_dir():
        need("addresses_way:make", {"folder": str(folder), "addresses": addresses})
    ran = need("addresses_way:reconcile", {"folder": str(folder), "memory": ENGINE})
    found, subject = ran.answer, f"addresses {addresses:,} × 105"
    told = f"{found['wall']:.1f} s, {found['cpu']:.1f} CPU s"
    yield Line(subject, f"door and reconciliation of {found['rows']:,} balances", told, raw=found)
    yield holds(subject, "the one unit that is missing, and no other break", found["faults"])
    yield at_most(subject, "peak of the process", ran.peak / 1e9, LIMIT, " GB", must=True)


if __name__ == "__main__":
    raise SystemExit(command([lines]))
