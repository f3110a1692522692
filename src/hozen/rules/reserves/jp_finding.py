"""The reserve as a finding: what is held against what the reading asks for."""

from __future__ import annotations

from hozen.findings import CureClock, CureTimes, Finding, Step, cannot_tell, judge
from hozen.law import Citation, Lawful, LawGap, Reading
from hozen.rules.reserves.requirement import ReservePosition

CODE = "reserve"


def reserve_finding(
    position: ReservePosition, credit_rests_on: tuple[Lawful[object], ...], clock: CureClock
) -> Finding:
    """責任準備金の積立て: the reserve held against the level after insurance.

    Short while an addition of this business year is still to be made; it falls due on the year's last day
    (FIB Order 175(1), once a business year). Figures of a scenario make it ATTENTION at the most.
    """
    to_add = bool(position.addition)
    rests_on = (*position.requirement.rests_on, *credit_rests_on)
    return Finding(
        code=CODE,
        subject="",
        status=judge(to_add, rests_on),
        measure=position.held,
        threshold=position.level_after_credit,
        distance=position.held - position.level_after_credit,
        rests_on=rests_on,
        cite=_cited(rests_on),
        **_times(position, clock),
        reason=_reason(position),
        steps=(
            *position.requirement.steps,
            Step("insurance_credit", position.insurance_credit),
            Step("level_after_credit", position.level_after_credit, "level − insurance, at least ¥0"),
            Step("reserve_held", position.held),
            Step("addition_due", position.addition, "min(A, level after insurance − held), at least ¥0"),
            Step("addition_due_by", position.due),
            Step("releasable", position.releasable, "held − level after insurance, at least ¥0"),
        ),
    )


def reserve_gap_finding(gap: LawGap, reading: Reading) -> Finding:
    """No figure is fixed: the duty is enacted, so much is known, and the gap says what to supply."""
    return cannot_tell(CODE, "reserve_no_figures", gap, reading.figure("reform.enacted"))


def _times(position: ReservePosition, clock: CureClock) -> CureTimes:
    if not position.addition:
        return CureTimes(breach_since=None, cure_by=None, immediate=False)
    return CureTimes(breach_since=clock.since(CODE, ""), cure_by=position.due, immediate=False)


def _reason(position: ReservePosition) -> str:
    if position.addition:
        return "reserve_to_add"
    return "reserve_above" if position.releasable else "reserve_met"


def _cited(figures: tuple[Lawful[object], ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(one.cite for one in figures))
