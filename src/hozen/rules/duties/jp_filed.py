"""Whether reports were filed in time: PSA 63-14, CAE Order 37, 38; GL16."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hozen.findings import CureClock, Finding, Status, Step, judge
from hozen.law import Lawful, Reading
from hozen.rules.duties.calendar import due_on, ends_of
from hozen.rules.duties.facts import DutyFacts
from hozen.rules.duties.jp import Duty, recurring

_DAY = timedelta(days=1)


def filed_findings(reading: Reading, facts: DutyFacts, clock: CureClock) -> list[Finding]:
    """報告書の提出: for each report that recurs, one finding for each period not yet filed, or one where all are.

    Periods from the first on record up to the day before. Overdue is a breach; due but open is attention, and so is a
    row for a day on which no period of its report ends: it answers for none. A book that keeps no record is not asked.
    """
    if not facts.filed:
        return []
    quarter = reading.count("reporting.psa.property_period_months").value
    owed = recurring(reading)
    odd = {(duty.code, end): next_end for duty in owed for end, next_end in _odd_ends(duty, facts, quarter)}
    since = min((end for code, end in facts.filed if (code, end) not in odd), default=clock.today)
    return [
        found
        for duty in owed
        for found in (
            *(_odd(duty, end, near) for (code, end), near in odd.items() if code == duty.code),
            *_of(duty, facts, quarter, since, clock),
        )
    ]


def _odd_ends(duty: Duty, facts: DutyFacts, quarter: int) -> Iterator[tuple[date, date]]:
    """Days on record on which no period of the duty ends, each with the next day on which one does."""
    for end in sorted(end for code, end in facts.filed if code == duty.code):
        # One at a time, so the first is soon there.
        ends = ends_of(duty.period, facts.years, quarter, end, date.max)
        near = next(one for one in ends if one >= end)
        if near != end:
            yield end, near


def _odd(duty: Duty, end: date, near: date) -> Finding:
    return Finding(
        code="duty-filed",
        subject=f"{duty.code} {end}",
        status=Status.ATTENTION,
        measure=end,
        threshold=near,
        distance=(end - near).days,
        rests_on=_rests_on(duty),
        cite=tuple(one.cite for one in _rests_on(duty)),
        reason="report_of_no_period",
        steps=(Step("period_end", near),),
    )


def _of(duty: Duty, facts: DutyFacts, quarter: int, first: date, clock: CureClock) -> list[Finding]:
    last = clock.today - _DAY
    ends = [one for one in ends_of(duty.period, facts.years, quarter, first, last) if first <= one <= last]
    still = [end for end in ends if (duty.code, end) not in facts.filed]
    if still:
        return [_open(duty, end, clock) for end in still]
    return [_done(duty, max(ends), facts, clock)] if ends else []


def _open(duty: Duty, end: date, clock: CureClock) -> Finding:
    due = due_on(duty, end) or clock.today
    left, subject = (due - clock.today).days, f"{duty.code} {end}"
    late = left < 0
    return Finding(
        code="duty-filed",
        subject=subject,
        status=judge(True, _rests_on(duty)) if late else Status.ATTENTION,
        measure=due,
        threshold=clock.today,
        distance=left,
        rests_on=_rests_on(duty),
        cite=tuple(one.cite for one in _rests_on(duty)),
        reason="report_overdue" if late else "report_due",
        steps=(Step("period_end", end),),
        **clock.times("duty-filed", subject, late, None),
    )


def _done(duty: Duty, end: date, facts: DutyFacts, clock: CureClock) -> Finding:
    filed, due = facts.filed[duty.code, end], due_on(duty, end) or clock.today
    return Finding(
        code="duty-filed",
        subject=duty.code,
        status=Status.MET,
        measure=filed,
        threshold=due,
        distance=(due - filed).days,
        rests_on=_rests_on(duty),
        cite=tuple(one.cite for one in _rests_on(duty)),
        reason="report_filed",
        steps=(Step("period_end", end),),
    )


def _rests_on(duty: Duty) -> tuple[Lawful[object], ...]:
    return (duty.rule, duty.time) if duty.time else (duty.rule,)
