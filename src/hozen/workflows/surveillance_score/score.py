"""How good alerts are, judged by the truth.

An alert hits where it meets a case of its own typology. Where the case it meets is of its typology *as well* (a ring whose
members are also matched pairs), it counts for nothing and against nothing. Every other alert is false: about another
typology's case, about an innocent twin, or about nobody's plan.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from hozen.values import Ratio
from hozen.workflows.surveillance_score.span import Alert, Case


class Standing(Enum):
    """What an alert is, by the truth; the first that fits."""

    HIT = "hit"
    ALSO = "also"
    CONFUSED = "confused"
    TWIN = "twin"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class TypologyScore:
    """One typology: cases planted and found, alerts that hit, false alerts by their kind, twins that were alerted.

    Precision counts cases found against false alerts: many alerts about one case do not help.
    """

    typology: str
    cases: int
    found: int
    alerts: Mapping[Standing, int]
    twins: int
    twins_alerted: int

    @property
    def false(self) -> int:
        """Alerts that are about nothing of the kind."""
        return sum(self.alerts.get(one, 0) for one in (Standing.CONFUSED, Standing.TWIN, Standing.NOBODY))

    @property
    def precision(self) -> Ratio | None:
        """found / (found + false); None where there is neither."""
        return _share(self.found, self.found + self.false)

    @property
    def recall(self) -> Ratio | None:
        """found / cases; None where nothing was planted."""
        return _share(self.found, self.cases)

    @property
    def f1(self) -> Ratio | None:
        """2 found / (found + false + cases); None where there is nothing to find and nothing was said."""
        return _share(2 * self.found, self.found + self.false + self.cases)


@dataclass(frozen=True, slots=True)
class Score:
    """Every typology, and the confusion: (what was planted, what was alerted) → how many cases.

    What was planted is a typology, 'twin of' one, or 'nobody', where alerts are counted instead.
    """

    typologies: tuple[TypologyScore, ...]
    confusion: Mapping[tuple[str, str], int]

    def of(self, typology: str) -> TypologyScore:
        """One typology's score. KeyError where it was neither planted nor alerted."""
        return {one.typology: one for one in self.typologies}[typology]


def judge(alert: Alert, cases: Iterable[Case]) -> tuple[Standing, tuple[Case, ...]]:
    """What an alert is, and the cases that make it so."""
    every = list(cases)
    met = [one for one in every if one.met_by(alert)]
    kinds = {
        Standing.HIT: [one for one in met if not one.twin and one.typology == alert.typology],
        Standing.ALSO: [one for one in every if not one.twin and one.explains(alert)],
        Standing.CONFUSED: [one for one in met if not one.twin],
        Standing.TWIN: [one for one in met if one.twin],
    }
    for standing, about in kinds.items():
        if about:
            return standing, tuple(about)
    return Standing.NOBODY, ()


def score(alerts: Sequence[Alert], cases: Sequence[Case]) -> Score:
    """Every alert judged, added up by typology."""
    near: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        for symbol in {span.symbol for span in case.spans}:
            near[symbol].append(case)
    standings: dict[str, Counter[Standing]] = defaultdict(Counter)
    pairs: set[tuple[str, str, str]] = set()
    confusion: Counter[tuple[str, str]] = Counter()
    for alert in alerts:
        standing, about = judge(alert, near[alert.span.symbol])
        standings[alert.typology][standing] += 1
        pairs |= {(one.case_id, _row(one), alert.typology) for one in about}
        if not about:
            confusion["nobody", alert.typology] += 1
    confusion.update((row, column) for _, row, column in pairs)
    names = sorted({one.typology for one in alerts} | {one.typology for one in cases})
    return Score(tuple(_typology(name, cases, standings[name], pairs) for name in names), dict(confusion))


def _typology(
    name: str, cases: Sequence[Case], alerts: Counter[Standing], pairs: set[tuple[str, str, str]]
) -> TypologyScore:
    alerted = {case for case, _, typology in pairs if typology == name}
    own = [one for one in cases if one.typology == name]
    real = {one.case_id for one in own if not one.twin}
    twins = {one.case_id for one in own if one.twin}
    return TypologyScore(name, len(real), len(real & alerted), dict(alerts), len(twins), len(twins & alerted))


def _row(case: Case) -> str:
    return f"twin of {case.typology}" if case.twin else case.typology


def _share(part: int, whole: int) -> Ratio | None:
    return Ratio(Fraction(part, whole)) if whole else None
