"""hozen and its rivals taking turns on the same book, each time in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.job import Ran, need, run
from benchmarks.report import middle


@dataclass(slots=True)
class Times:
    """Wall and CPU seconds of each round, the highest peak, and the figures of the last round."""

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: int = 0
    figures: Mapping[str, int | str] = field(default_factory=dict)

    def take(self, ran: Ran) -> None:
        """Add a round."""
        self.seconds.append(ran.answer["seconds"])
        self.cpu.append(ran.answer["cpu"])
        self.peak = max(self.peak, ran.peak)
        self.figures = ran.answer["figures"]

    def raw(self) -> dict[str, object]:
        """All of it but the figures."""
        return {"seconds": self.seconds, "cpu": self.cpu, "peak": self.peak}


def take_turns(book: Path, home: Path, memory: str, rounds: int) -> tuple[Times, Times]:
    """hozen and the SQL written by hand."""
    raw = Times()
    ours = hozen_alone(book, home, memory, 0)
    for _ in range(rounds):
        ours.take(_hozen(book, home, memory))
        raw.take(need("raw_way:measure", {"book": str(book), "memory": memory}))
    return ours, raw


def hozen_alone(book: Path, home: Path, memory: str, rounds: int) -> Times:
    """hozen's rounds, after one that is not counted: it reads every file, and the door passes them."""
    ours = Times()
    _hozen(book, home, memory)
    for _ in range(rounds):
        ours.take(_hozen(book, home, memory))
    return ours


def _hozen(book: Path, home: Path, memory: str) -> Ran:
    return need("hozen_way:measure", {"book": str(book), "home": str(home), "memory": memory})


def pandas_once(book: Path, way: str, address_space: int) -> Ran:
    """One reading by pandas, which may not survive."""
    return run("pandas_way:measure", {"book": str(book), "way": way}, address_space=address_space)


def different(one: Mapping[str, int | str], other: Mapping[str, int | str]) -> Sequence[str]:
    """Where two sets of figures differ, to the last unit."""
    names = sorted(set(one) | set(other))
    return [
        f"{name}: {one.get(name)} and {other.get(name)}" for name in names if one.get(name) != other.get(name)
    ]


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """How many times the median of `one` is that of `other`."""
    return middle(one) / middle(other)
