"""A customer's year end to end beside rp2_jp and BittyTax, one asset's year by each mode, and all customers at once.

The peers run where they are found: on the path, or where RP2_JP and BITTYTAX say (`benchmarks/tax_peers.py`). They answer
another question by another method (FIFO, British pools): their speed is compared, not their answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, at_least, at_most, holds, middle
from benchmarks.tax_peers import found

ENDS = {"small": (1_000, 10_000), "middle": (1_000, 10_000, 50_000), "full": (1_000, 10_000, 50_000)}
ALONE = {"small": (50_000, 100_000), "middle": (50_000, 500_000), "full": (50_000, 1_000_000)}
MANY = {"small": (102_000, 10_000), "middle": (1_020_000, 100_000), "full": (10_200_000, 1_000_000)}
BARS = {"total_average": 5, "moving_average_nta_sheet": 10}  # CPU seconds, at the full size
WAYS = ("hozen tax compute", "hozen tax import, then compute")
PEERS = {"rp2_jp": 50, "bittytax": 10}  # times faster than, at 50,000 trades
MEMORY = 1.5  # GB


def lines(plan: Plan) -> Iterator[Line]:
    """From small to large; the bars are for the full size."""
    yield from _end_to_end(plan)
    yield from _linear(plan, ALONE[plan.size.name])
    yield from _one_asset(ALONE[plan.size.name])
    yield from _many(*MANY[plan.size.name], bar=plan.size.name == "full")


def _end_to_end(plan: Plan) -> Iterator[Line]:
    counts = ENDS[plan.size.name]
    for count in counts:
        file = plan.work / f"trades-{count}.csv"
        if not file.is_file():
            need("tax_way:make", {"file": str(file), "count": count})
        bar = count == max(counts) and plan.size.name != "small"
        yield from _beside(file, count, plan.rounds, plan.work, bar=bar)


def _beside(file: Path, count: int, rounds: int, work: Path, *, bar: bool) -> Iterator[Line]:
    """CPU seconds of whole processes that take turns: the command on the CSV, the two commands by way of an events file,
    the peers. Medians of all rounds."""
    subject, peers = f"tax {count:,} trades", {peer: found(peer) for peer in PEERS}
    cpu: dict[str, list[float]] = defaultdict(list)
    faults = list[str]()
    for _ in range(rounds):
        ran = need("tax_way:end_to_end", {"file": str(file)}).answer
        faults += ran["faults"]
        for name, seconds in ran["cpu"].items():
            cpu[name].append(seconds)
        for peer, program in peers.items():
            if program is not None:
                asked = {"peer": peer, "command": program, "file": str(file), "work": str(work)}
                cpu[peer].append(need("tax_peers:run_peer", asked).answer["cpu"])
    for name, seconds in cpu.items():
        yield Line(subject, name, f"{middle(seconds):.2f} CPU s", raw={"cpu": seconds})
    yield holds(subject, "the income is the plain version's", faults)
    for peer, wanted in PEERS.items():
        yield from _against(subject, peer, cpu, wanted, bar=bar)


def _against(
    subject: str, peer: str, cpu: Mapping[str, list[float]], wanted: int, *, bar: bool
) -> Iterator[Line]:
    if peer not in cpu:
        yield Line(subject, f"{peer} is not here", "not measured")
        return
    for way in WAYS:
        what, times = f"{peer} against {way}", middle(cpu[peer]) / middle(cpu[way])
        yield (at_least(subject, what, times, wanted, "×") if bar else Line(subject, what, f"{times:.1f}×"))


def _linear(plan: Plan, counts: tuple[int, int]) -> Iterator[Line]:
    """The whole command on few and on many trades of one asset."""
    ran = []
    for count in counts:
        file = plan.work / f"trades-{count}.csv"
        if not file.is_file():
            need("tax_way:make", {"file": str(file), "count": count})
        ran.append(need("tax_way:alone", {"file": str(file)}))
    few, more = (one.answer["cpu"] for one in ran)
    subject = f"tax {counts[1]:,} trades"
    told = f"{more:.2f} CPU s, {ran[1].answer['peak'] / 1e9:.2f} GB"
    yield Line(subject, "hozen tax compute", told, raw=ran[1].answer)
    slow = more / few / (counts[1] / counts[0])
    yield at_most(subject, f"hozen tax compute, each trade against {counts[0]:,}", slow, 2, "×")


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
