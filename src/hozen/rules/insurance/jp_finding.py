"""Insurance as findings: what counts and what does not, and the days on which cover ends."""

from __future__ import annotations

from datetime import date, timedelta

from hozen.findings import Finding, Status, Step, cannot_tell
from hozen.law import Citation, Lawful, LawGap, Reading
from hozen.rules.insurance.cliffs import horizon
from hozen.rules.insurance.credit import Cliff, InsuranceCredit


def insurance_findings(credit: InsuranceCredit, reading: Reading, day: date) -> list[Finding]:
    """保険の算入: one finding for the credit, one for each policy whose end ahead lowers it; none without policies.

    No text asks a firm to insure, so none of them is ever a breach.
    """
    if not credit.layers and not credit.refused:
        return []
    days = reading.count("insurance.credit.cliff_days")
    return [_credit(credit), *(_cliff(one, days, credit.rests_on, day) for one in credit.cliffs)]


def insurance_gap_finding(gap: LawGap, reading: Reading) -> Finding:
    """The firm is insured, and no figure says how far that counts: so it does not, and this says what to supply."""
    return cannot_tell("insurance-credit", "insurance_no_figures", gap, reading.figure("reform.enacted"))


def _credit(credit: InsuranceCredit) -> Finding:
    refused = bool(credit.refused)
    return Finding(
        code="insurance-credit",
        subject="",
        status=Status.ATTENTION if refused else Status.MET,
        measure=credit.credit,
        threshold=None,
        distance=None,
        rests_on=credit.rests_on,
        cite=_cited(credit.rests_on),
        reason="insurance_partly_refused" if refused else "insurance_counts",
        steps=credit.steps,
    )


def _cliff(one: Cliff, days: Lawful[int], rests_on: tuple[Lawful[object], ...], day: date) -> Finding:
    """Threshold: the first day beyond the horizon; distance: days, negative while the end lies within it."""
    beyond = horizon(day, days.value) + timedelta(days=1)
    return Finding(
        code="insurance-cliff",
        subject=one.policy_id,
        status=Status.ATTENTION,
        measure=one.day,
        threshold=beyond,
        distance=(one.day - beyond).days,
        rests_on=rests_on,
        cite=(days.cite,),
        reason="insurance_cliff_ahead",
        steps=(
            Step("cover_last_day", one.day - timedelta(days=1)),
            Step("cover_ended", one.day),
            Step("cliff_days", days.value, cite=days.cite),
            Step("credit_before", one.credit_before),
            Step("credit_after", one.credit_after),
            Step("credit_lost", one.credit_before - one.credit_after),
        ),
    )


def _cited(figures: tuple[Lawful[object], ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(one.cite for one in figures))
