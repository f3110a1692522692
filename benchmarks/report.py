"""Lines of the answer, and how they are printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `bar` is what was asked for ('' for none); `met` is None where nothing was asked for.

    `must`: the command ends with 1 where it is not met. `raw` holds the measurements behind the figure.
    """

    subject: str
    what: str
    figure: str
    bar: str = ""
    met: bool | None = None
    must: bool = False
    raw: dict[str, object] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """The word at the end of the line."""
        if self.bar and self.met is None:
            return "too small to say"
        return {None: "", True: "✓ met", False: "✕ not met"}[self.met]


def at_most(
    subject: str, what: str, value: float, bar: float, unit: str, *, must: bool = False, **raw: object
) -> Line:
    """A figure that is to stay at or below its bar."""
    wanted = f"≤ {bar:g}{unit}"
    return Line(subject, what, f"{value:.2f}{unit}", wanted, value <= bar, must, {"value": value, **raw})


def at_least(subject: str, what: str, value: float, bar: float, unit: str, **raw: object) -> Line:
    """A figure that is to reach its bar."""
    wanted = f"≥ {bar:g}{unit}"
    return Line(subject, what, f"{value:.2f}{unit}", wanted, value >= bar, raw={"value": value, **raw})


def holds(subject: str, what: str, faults: Sequence[str]) -> Line:
    """Something that must be so; `faults` say where it is not."""
    told = "; ".join(faults[:3]) or "yes"
    return Line(subject, what, told, "must", not faults, must=True, raw={"faults": list(faults)})


def middle(values: Iterable[float]) -> float:
    """The median."""
    return float(median(values))


def show(facts: dict[str, object], lines: Sequence[Line]) -> str:
    """The machine, then a table in columns."""
    head = [f"{name}: {value}" for name, value in facts.items()]
    rows = [(one.subject, one.what, one.figure, one.bar, one.verdict) for one in lines]
    rows.insert(0, ("subject", "what", "figure", "bar", ""))
    wide = [max(len(row[column]) for row in rows) for column in range(5)]
    table = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip() for row in rows
    ]
    return "\n".join([*head, "", table[0], "-" * (sum(wide) + 8), *table[1:]])


def as_json(facts: dict[str, object], lines: Sequence[Line]) -> str:
    """The same as one JSON document."""
    return json.dumps(
        {"machine": facts, "lines": [asdict(one) for one in lines]}, ensure_ascii=False, indent=2
    )
