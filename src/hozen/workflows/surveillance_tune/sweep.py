"""One parameter of one detector over many values, each judged by the truth where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hozen.workflows.surveillance_score import Alert, Case, TypologyScore, score
from hozen.workflows.surveillance_tune.changes import Changes, changes

Run = Callable[[str], Sequence[Alert]]
"""Runs the detector with the parameter at a value."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value: how many alerts, how good (None without a truth), and what changes against the value in use."""

    value: str
    alerts: int
    score: TypologyScore | None
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class Sweep:
    """Every value of a parameter in the order asked for; `now`: the value in use, '' where none is."""

    typology: str
    parameter: str
    now: str
    points: tuple[Point, ...]

    @property
    def best(self) -> Point | None:
        """The value with the highest F1, of equal ones the one with the fewest alerts; None without a truth."""
        judged = [one for one in self.points if one.score is not None and one.score.f1 is not None]
        return max(judged, key=lambda one: (_f1(one), -one.alerts), default=None)


def sweep(
    typology: str, parameter: str, now: str, values: Sequence[str], run: Run, cases: Sequence[Case] = ()
) -> Sweep:
    """Run at each value and at the one in use. The detector may tell alerts of its typology only."""
    before = _own(run(now), typology) if now else None
    points = []
    for value in values:
        alerts = before if value == now and before is not None else _own(run(value), typology)
        changed = None if before is None else changes(before, alerts)
        points.append(Point(value, len(alerts), judged(typology, alerts, cases), changed))
    return Sweep(typology, parameter, now, tuple(points))


def by_score(
    typology: str, alerts: Sequence[Alert], cuts: Iterable[int], cases: Sequence[Case] = ()
) -> Sweep:
    """Without another run: what stays when alerts below a score are left aside. All of them are the value in use."""
    own = _own(alerts, typology)

    def cut(value: str) -> list[Alert]:
        return [one for one in own if one.score >= int(value)]

    return sweep(typology, "score", "0", [str(one) for one in cuts], cut, cases)


def judged(typology: str, alerts: Sequence[Alert], cases: Sequence[Case]) -> TypologyScore | None:
    """The typology's score; None where nothing of it is known."""
    if not any(one.typology == typology for one in cases):
        return None
    return score(alerts, cases).of(typology)


def _own(alerts: Iterable[Alert], typology: str) -> list[Alert]:
    return [one for one in alerts if one.typology == typology]


def _f1(point: Point) -> Fraction:
    return point.score.f1.value if point.score and point.score.f1 else Fraction(0)
