"""A customer's year end to end, one asset's year by each mode, and all customers at once.

Peers (rp2, BittyTax) answer another question by another method and are not run here: no ratio to them is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_most, holds

ENDS = {"small": (1_000, 10_000), "middle": (1_000, 10_000, 50_000), "full": (1_000, 10_000, 50_000)}
ALONE = {"small": (50_000, 100_000), "middle": (50_000, 500_000), "full": (50_000, 1_000_000)}
MANY = {"small": (102_000, 10_000), "middle": (1_020_000, 100_000), "full": (10_200_000, 1_000_000)}
BARS = {"total_average": 5, "moving_average_nta_sheet": 10}  # CPU seconds, at the full size
MEMORY = 1.5  # GB


def lines(plan: Plan) -> Iterator[Line]:
    """From small to large; the bars are for the full size."""
    yield from _end_to_end(plan)
    yield from _one_asset(ALONE[plan.size.name])
    yield from _many(*MANY[plan.size.name], bar=plan.size.name == "full")


def _end_to_end(plan: Plan) -> Iterator[Line]:
    for count in ENDS[plan.size.name]:
        file = plan.work / f"trades-{count}.csv"
        if not file.is_file():
            need("tax_way:make", {"file": str(file), "count": count})
        ran = need("tax_way:end_to_end", {"file": str(file)})
        figure = f"{ran.answer['cpu']:.2f} CPU s, process {ran.cpu:.2f}"
        yield Line(f"tax {count:,} trades", "CSV to income, total average", figure, raw=ran.answer)


def _one_asset(counts: tuple[int, int]) -> Iterator[Line]:
    few, more = (need("tax_way:one_asset", {"count": count}).answer for count in counts)
    for name, cpu in more.items():
        told = f"{cpu:.2f} CPU s"
        yield Line(f"tax one asset {counts[1]:,}", name, told, raw=more)
    slow = more["moving_average"] / few["moving_average"] / (counts[1] / counts[0])
    yield at_most(
        f"tax one asset {counts[1]:,}", f"moving_average, each trade against {counts[0]:,}", slow, 2, "×"
    )


def _many(trades: int, groups: int, *, bar: bool) -> Iterator[Line]:
    ran = need("tax_way:many", {"trades_in_all": trades, "groups": groups})
    subject = f"tax {groups:,} customer-assets"
    for name, cpu in ran.answer["cpu"].items():
        what = f"{name}, {ran.answer['trades']:,} trades"
        yield (
            at_most(subject, what, cpu, BARS[name], " CPU s")
            if bar
            else Line(subject, what, f"{cpu:.2f} CPU s")
        )
    yield at_most(subject, "peak of the process", ran.peak / 1e9, MEMORY, " GB", must=True)
    yield holds(subject, "samples equal the plain way", ran.answer["faults"])


if __name__ == "__main__":
    raise SystemExit(command([lines]))
