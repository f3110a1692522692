"""The command line that every subject shares."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import machine
from benchmarks.job import ROOT, JobFailed
from benchmarks.report import Line, as_json, show
from benchmarks.sizes import SIZES, Size


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, and where the books and all else that is written go."""

    size: Size
    work: Path
    memory_limit: str

    @property
    def rounds(self) -> int:
        """How often rivals take turns."""
        return self.size.rounds


TELLING = 300_000  # customers; below that, starting a query costs more than the rows do
Subject = Callable[[Plan], Iterator[Line]]


def command(subjects: Sequence[Subject]) -> int:
    """Measure, print; 1 where something that must hold does not."""
    chosen = _arguments().parse_args()
    size = SIZES[chosen.size]
    plan = Plan(
        size.only(chosen.customers) if chosen.customers else size, chosen.work.resolve(), chosen.memory
    )
    plan.work.mkdir(parents=True, exist_ok=True)
    facts = machine.facts(size.name)
    try:
        lines = [_said(plan, line) for subject in subjects for line in subject(plan)]
    except JobFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    print(as_json(facts, lines) if chosen.json else show(facts, lines))
    return int(any(line.must and line.met is False for line in lines))


def _said(plan: Plan, line: Line) -> Line:
    if plan.size.largest < TELLING and not line.must:
        line = replace(line, met=None)
    if sys.stderr.isatty():
        print(f"{line.subject}: {line.what}: {line.figure} {line.verdict}", file=sys.stderr)
    return line


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", choices=tuple(SIZES), default="small")
    parser.add_argument("--customers", type=int, help="one book of this size instead")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench", help="where books are kept")
    parser.add_argument("--memory", default="4GB", help="memory limit handed to the engine")
    parser.add_argument("--json", action="store_true")
    return parser
