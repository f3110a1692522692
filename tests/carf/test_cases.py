"""The rule book of the report's checks: one YAML file for each, the hand computation beside each figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from hozen.law import Law, LawGap
from hozen.regimes.carf import CARF_CHECKS, CarfDay, carf_findings
from hozen.rules.carf import CarfFacts, choices_of, due_day
from hozen.workflows.carf.who import reading_of

CASES = Path(__file__).parent / "cases"
LAW = Law.load("jp")
DAY = date(2026, 11, 25)


def every_case() -> Iterator[Any]:
    for check in CARF_CHECKS:
        book = yaml.safe_load((CASES / f"{check.code}.yaml").read_text("utf-8"))
        assert book["check"] == check.code
        for case in book["cases"]:
            yield pytest.param(check.code, case, id=f"{check.code}: {case['name']}")


def day_of(case: dict[str, Any]) -> CarfDay:
    names = ("new_uncertified", "old_uncertified", "opened_unknown", "expired", "tin_missing")
    changes = tuple((day, count) for day, count in case.get("changes", ()))
    facts = CarfFacts(case.get("customers", 0), *(case.get(name, 0) for name in names), changes)
    day = case.get("day", DAY)
    return CarfDay(day, facts, due_day(LAW.reading(day), 2026), case.get("reported", False), 30)


@pytest.mark.parametrize(("code", "case"), list(every_case()))
def test_the_rule_book(code: str, case: dict[str, Any]) -> None:
    day = day_of(case)
    check = next(one for one in CARF_CHECKS if one.code == code)
    found = check.run(day, LAW.reading(day.day))
    assert [one.subject for one in found] == [one["subject"] for one in case["expect"]]
    for finding, expect in zip(found, case["expect"], strict=True):
        assert (finding.code, finding.status.value) == (code, expect["status"])
        assert (finding.measure, finding.distance) == (expect["measure"], expect["distance"])
        assert finding.cure_by == expect.get("cure_by")
        assert finding.standing.word == "reported"  # the articles were not read, so nothing is ever firmer


def test_every_check_has_a_met_case_and_one_that_is_not() -> None:
    for check in CARF_CHECKS:
        book = yaml.safe_load((CASES / f"{check.code}.yaml").read_text("utf-8"))
        seen = {one["status"] for case in book["cases"] for one in case["expect"]}
        assert seen == {"met", "attention"}, check.code


def test_a_check_reads_the_figures_it_declares_and_no_others() -> None:
    day = day_of({})
    for check in CARF_CHECKS:
        read = {figure.key for one in check.run(day, LAW.reading(DAY)) for figure in one.rests_on}
        assert read == set(check.figures), check.code


def test_before_the_duty_there_is_a_gap() -> None:
    with pytest.raises(LawGap, match=r"carf\."):
        carf_findings(day_of({}), LAW.reading(date(2025, 12, 31)))


def test_the_report_for_2026_is_due_on_30_april_2027() -> None:
    assert due_day(LAW.reading(date(2026, 12, 31)), 2026) == date(2027, 4, 30)


def test_a_choice_is_asked_for_only_where_there_is_a_case_of_it() -> None:
    with pytest.raises(LawGap, match="residence_day"):
        choices_of(reading_of(2026, None), 2026, dual=False, uncertified=False, margin=False)
    assumed = choices_of(reading_of(2026, "assumed"), 2026, dual=True, uncertified=True, margin=True)
    assert assumed.residence_day == date(2026, 12, 31)
    assert (assumed.dual_reported, assumed.uncertified_reported, assumed.margin_reported) == (
        True,
        True,
        False,
    )
