"""抽出から届出まで: how many alerts became cases, were reported, were not, and lie open, by detector."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hozen.workflows.surveillance_desk.state import REPORT, SurveillanceCase


@dataclass(frozen=True, slots=True)
class DetectorCount:
    """検知別件数: alerts that are in cases, by what became of the case."""

    detector: str
    in_cases: int
    reported: int
    not_reported: int
    undecided: int

    @property
    def decided(self) -> int:
        """Reported or not."""
        return self.reported + self.not_reported


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """審査統計: cases of a book. `days_to_close`: of each closed case, from its opening, ascending."""

    counts: tuple[DetectorCount, ...]
    cases: int
    open_cases: int
    reports_sent: int
    days_to_close: tuple[int, ...]
    unreported: tuple[tuple[str, str], ...]  # case, reason: what was looked into and not reported

    @property
    def median_days(self) -> int | None:
        """The middle one; of two the longer. None while none is closed."""
        return self.days_to_close[len(self.days_to_close) // 2] if self.days_to_close else None


def figures(cases: Sequence[SurveillanceCase]) -> DeskFigures:
    """Over all cases given. Only a decision that another person approved counts as one."""
    return DeskFigures(
        tuple(_count(detector, cases) for detector in sorted({d for case in cases for d in case.detectors})),
        len(cases),
        sum(one.is_open for one in cases),
        sum(bool(one.sent) for one in cases),
        tuple(sorted(_days(one.opened, one.closed) for one in cases if one.closed)),
        tuple(
            (one.case, one.decision.reason) for one in cases if _outcome(one) == "no-report" and one.decision
        ),
    )


def _count(detector: str, cases: Iterable[SurveillanceCase]) -> DetectorCount:
    told = [
        (_outcome(case), sum(one.detector == detector for one in case.alerts))
        for case in cases
        if detector in case.detectors
    ]
    by = {name: sum(n for outcome, n in told if outcome == name) for name in (REPORT, "no-report", "")}
    return DetectorCount(detector, sum(by.values()), by[REPORT], by["no-report"], by[""])


def _outcome(case: SurveillanceCase) -> str:
    return case.decision.outcome if case.decision and case.decision.approved_by else ""


def _days(opened: date, closed: date) -> int:
    return (closed - opened).days
