"""A day of orders and trades through every detector, at sizes that grow; a skewed day; self-match alone, of many trades.

python -m benchmarks.surveillance --size full
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.command import Plan, command
from benchmarks.job import Ran, need
from benchmarks.report import Line, at_most

EVENTS = {
    "small": 200_000,
    "middle": 4_000_000,
    "full": 20_000_000,
}  # order events of the day; half as many trades
_PARTS = (20, 10, 5)  # of the day, so that growth shows
_HEAVY = 5
_LONG, _LONGER = 5, 10  # trades of self-match, times those of the day
_MOST_GB, _MOST_SECONDS, _CORES = 4.0, 60, 2


def lines(plan: Plan) -> Iterator[Line]:
    """Growth, the whole day, the skewed day, self-match beside a raw scan, and what it takes of memory."""
    day = EVENTS[plan.size.name]
    for part in _PARTS:
        yield from _grown(plan, day // part)
    yield from _day(plan, day)
    yield from _skewed(plan, day // _HEAVY)
    yield from _alone(plan, day // 2 * _LONG)
    yield from _peak(plan, day // 2 * _LONGER)


def _grown(plan: Plan, events: int) -> Iterator[Line]:
    ran = _run(plan, _made(plan, "day", events))
    yield _cost(events, ran)


def _day(plan: Plan, events: int) -> Iterator[Line]:
    ran = _run(plan, _made(plan, "day", events))
    subject = _subject(events)
    yield _cost(events, ran)
    yield at_most(subject, "all detectors, wall", ran.answer["seconds"], _MOST_SECONDS, " s")
    yield at_most(
        subject, "all detectors, CPU of two cores", ran.answer["cpu"], _MOST_SECONDS * _CORES, " CPU s"
    )
    yield at_most(subject, "peak of the process", ran.peak / 1e9, _MOST_GB, " GB", must=True)


def _skewed(plan: Plan, events: int) -> Iterator[Line]:
    even = _run(plan, _made(plan, "day", events)).answer["cpu"]
    heavy = _run(plan, _made(plan, "heavy", events))
    subject = f"{_subject(events)}, skewed"
    yield Line(subject, "one owner in 30 % of the trades, one market with 60 %", _told(heavy))
    yield at_most(subject, "skewed / even, CPU", heavy.answer["cpu"] / even, 1.5, "×")
    yield at_most(subject, "peak of the process", heavy.peak / 1e9, _MOST_GB, " GB", must=True)


def _alone(plan: Plan, trades: int) -> Iterator[Line]:
    tape = _made(plan, "trades", trades)
    scan = need("surveillance_way:raw", {"tape": str(tape)}).answer
    ran = _run(plan, tape, "self_match")
    subject = f"self-match {trades:,}"
    yield Line(
        subject, "raw scan of the columns that it needs", f"{scan['seconds']:.1f} s, {scan['cpu']:.1f} CPU s"
    )
    yield Line(
        subject, "door and whole numbers", f"{ran.answer['door']:.1f} s, {ran.answer['door_cpu']:.1f} CPU s"
    )
    yield Line(
        subject,
        "the detector, to the alerts on disk",
        f"{ran.answer['last']:.1f} s, {ran.answer['last_cpu']:.1f} CPU s",
    )
    yield at_most(subject, "the detector / raw scan, CPU", ran.answer["last_cpu"] / scan["cpu"], 1.5, "×")
    yield at_most(subject, "door and detector / raw scan, CPU", ran.answer["cpu"] / scan["cpu"], 1.5, "×")
    yield at_most(subject, "peak of the process", ran.peak / 1e9, _MOST_GB, " GB", must=True)


def _peak(plan: Plan, trades: int) -> Iterator[Line]:
    ran = _run(plan, _made(plan, "trades", trades), "self_match")
    subject = f"self-match {trades:,}"
    yield Line(subject, "the whole run", _told(ran))
    yield at_most(subject, "peak of the process", ran.peak / 1e9, _MOST_GB, " GB", must=True)


def _cost(events: int, ran: Ran) -> Line:
    return Line(_subject(events), "CPU for a row, all detectors", _told(ran), raw={"ran": ran.answer})


def _told(ran: Ran) -> str:
    answer = ran.answer
    return (
        f"{answer['cpu'] / answer['rows'] * 1e9:,.0f} ns; {answer['seconds']:.1f} s, {answer['cpu']:.1f} CPU s "
        f"(of it door {answer['door_cpu']:.1f}), peak {ran.peak / 1e9:.2f} GB, {answer['alerts']:,} alerts"
    )


def _run(plan: Plan, tape: Path, detectors: str = "") -> Ran:
    home = plan.work / "surveillance-home"
    home.mkdir(parents=True, exist_ok=True)
    return need(
        "surveillance_way:run",
        {"tape": str(tape), "home": str(home), "memory": plan.memory_limit, "detectors": detectors},
    )


def _subject(events: int) -> str:
    return f"surveillance {events:,} + {events // 2:,}"


def _made(plan: Plan, kind: str, size: int) -> Path:
    """A tape, made by a job: the memory of who starts a job counts towards the job's peak."""
    place = plan.work / "surveillance" / f"{kind}-{size}"
    return Path(need("surveillance_way:made", {"kind": kind, "size": size, "place": str(place)}).answer)


if __name__ == "__main__":
    raise SystemExit(command([lines]))
