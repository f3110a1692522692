"""Breaks under the law: by when each is cured, and what the finding says of an asset."""

from datetime import date

import pytest

from hozen.faces.words import find
from hozen.findings import CureClock, Status
from hozen.law import Law
from hozen.rules.segregation import AssetSides, BreakClass, BreakPart, InFlight
from hozen.rules.segregation.jp_breaks import cure_days, days_of, reconciliation_findings
from hozen.values import BusinessDays

FRIDAY = date(2026, 11, 20)  # Monday 23 is a holiday: business days are the 24th, 25th, 26th, 27th, 30th
READING = Law.load().reading(FRIDAY)


def days(subject: str, units: int, promised: int | None = None) -> int | None:
    return days_of(cure_days(READING, subject, units), subject, units, promised)


@pytest.mark.parametrize(
    ("subject", "units", "promised", "expected"),
    [
        ("BTC", -1, None, 5),  # GL16 II-2-2-3-2(3)④: 5 business days
        ("BTC", -1, 3, 3),  # or the shorter time customers were promised
        ("BTC", -1, 9, 5),
        ("BTC", 1, 3, 5),  # own coins mixed in: the promise to customers has no part in it
        ("JPY", -1, 1, 2),  # CAE Order 26(1)(vi): 2 business days
    ],
)
def test_business_days_to_cure(subject, units, promised, expected) -> None:
    assert days(subject, units, promised) == expected


def test_before_the_known_texts_no_time_is_made_up() -> None:
    reading = Law.load().reading(date(2026, 4, 1))
    assert cure_days(reading, "BTC", -1) is None
    assert days_of(None, "BTC", -1, 3) is None


def sides(held: int) -> AssetSides:
    return AssetSides("BTC", 8, 1_000, InFlight(deposits_uncredited=20), 30, held, 0)  # expected: 1,050


def finding(held: int, *parts: BreakPart):
    (one,) = reconciliation_findings(
        READING, [sides(held)], parts, CureClock(FRIDAY, BusinessDays.BANK), None
    )
    return one


def test_met_when_both_sides_agree() -> None:
    one = finding(1_050)
    assert (one.status, one.distance.units.amount, one.evidence, one.cure_by) == (Status.MET, 0, "", None)


def test_a_shortage_calls_for_attention_with_its_causes_and_its_last_day() -> None:
    one = finding(1_043, BreakPart("BTC", BreakClass.DOUBLE_CREDIT, -7, 1))
    assert (one.status, one.distance.units.amount, one.cure_by) == (Status.ATTENTION, -7, date(2026, 11, 30))
    assert one.steps[-1].label == "cause_double_credit"
    assert one.evidence == "breaks"


def test_two_breaks_that_cancel_out_are_not_met() -> None:
    one = finding(
        1_050,
        BreakPart("BTC", BreakClass.STALE_STATEMENT, -5, 1),
        BreakPart("BTC", BreakClass.MISSED_DEPOSIT, 5, 1),
    )
    assert (one.status, one.distance.units.amount) == (Status.ATTENTION, 0)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_step_and_reason_has_its_words(lang) -> None:
    every = [BreakPart("BTC", cause, -1, 1) for cause in BreakClass]
    for one in (finding(1_050), finding(1_000, *every)):
        assert find(f"reasons.{one.reason}", lang)
        assert all(find(f"steps.{step.label}", lang) for step in one.steps)
        assert find(f"findings.{one.code}.title", lang)
