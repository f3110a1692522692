"""A distribution on 105 assets, exact to the unit: all cells filled, and about 4.5 assets a customer."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_least, at_most, holds

CLAIMANTS = {"small": 10_000, "middle": 100_000, "full": 1_000_000}
CPU = 10  # seconds at a million claimants
MEMORY = 2  # GB
RULES = ("down", "largest_remainder")


def lines(plan: Plan) -> Iterator[Line]:
    """Two sizes, to show that it is linear; at the larger one the scan of the same files and the rivals."""
    claimants = CLAIMANTS[plan.size.name]
    for count in (claimants // 10, claimants):
        for dense in (False, True):
            folder = plan.work / f"recovery-{count}-{'dense' if dense else 'sparse'}"
            if not folder.is_dir():
                need("recovery_way:make", {"folder": str(folder), "claims": count, "dense": dense})
            subject = f"recovery {count:,} × 105, " + ("every cell" if dense else "4.5 each")
            yield from _distributed(subject, str(folder), bar=dense and count == max(CLAIMANTS.values()))
    yield from _rivals(f"recovery, one asset, {claimants:,}", str(folder))


def _distributed(subject: str, folder: str, *, bar: bool) -> Iterator[Line]:
    scan = need("recovery_way:scan", {"folder": folder}).answer
    for rule in RULES:
        ran = need("recovery_way:distribute_all", {"folder": folder, "rule": rule})
        found = ran.answer
        each = f"{1e9 * found['cpu'] / found['cells']:.0f} ns for each of {found['cells']:,} claims"
        yield Line(subject, rule, each, raw=found)
        if bar:
            yield at_most(subject, f"{rule}: distribution", found["cpu"], CPU, " CPU s")
        yield Line(
            subject, f"{rule} / scan of the same files", f"{found['cpu'] / scan['cpu']:.1f}×", raw=scan
        )
        yield holds(subject, f"{rule}: nothing lost or made, nobody above the claim", found["faults"])
        yield from _second_round(subject, folder, rule, bar=bar)
        yield at_most(subject, f"{rule}: peak of the process", ran.peak / 1e9, MEMORY, " GB", must=True)


def _second_round(subject: str, folder: str, rule: str, *, bar: bool) -> Iterator[Line]:
    ran = need("recovery_way:distribute_all", {"folder": folder, "rule": rule, "again": True})
    found = ran.answer
    each = f"{1e9 * found['cpu'] / found['cells']:.0f} ns for each claim"
    yield Line(subject, f"{rule}, second round", each, raw=found)
    if bar:
        yield at_most(subject, f"{rule}, second round: distribution", found["cpu"], CPU, " CPU s")
    yield holds(subject, f"{rule}, second round: nothing lost or made", found["faults"])
    peak = f"{rule}, second round: peak of the process"
    yield at_most(subject, peak, ran.peak / 1e9, MEMORY, " GB", must=True)


def _rivals(subject: str, folder: str) -> Iterator[Line]:
    found = need("recovery_way:rivals", {"folder": folder}).answer
    for name in ("SQL", "pandas"):
        ratio = found["cpu"][name] / found["cpu"]["hozen"]
        yield at_least(subject, f"{name} / hozen, CPU", ratio, 1, "×", **found["cpu"])
    yield holds(subject, "the same to the unit", found["faults"])


if __name__ == "__main__":
    raise SystemExit(command([lines]))
