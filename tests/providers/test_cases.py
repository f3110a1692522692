"""The rule book's cases of the provider rules, with the hand computation beside each figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from provider_facts import FRIDAY, facts_of

from hozen.faces.words import has
from hozen.findings import CureClock, Finding
from hozen.law import Law, Reading
from hozen.rules.providers import ProviderFacts, jp, jp_outsourcing
from hozen.values import BusinessDays, Ratio

CODES = (
    "one-technology",
    "provider-concentration",
    "provider-contract",
    "provider-key-person",
    "provider-notice",
    "provider-review",
    "provider-status",
    "provider-unknown",
)
CASES = [Path(__file__).parents[1] / "cases" / f"{code}.yaml" for code in CODES]
LAW = Law.load("jp").reading(FRIDAY)
CLOCK = CureClock(FRIDAY, BusinessDays.BANK)


def run(code: str, facts: ProviderFacts, law: Reading = LAW) -> list[Finding]:
    if code == "provider-unknown":
        return [jp.provider_unknown_finding(law, facts)]
    if code == "provider-status":
        return jp.provider_status_findings(law, facts, CLOCK)
    if code == "provider-notice":
        return jp.provider_notice_findings(law, facts)
    if code == "provider-concentration":
        return jp_outsourcing.concentration_findings(law, facts)
    if code == "one-technology":
        return jp_outsourcing.one_technology_finding(law, facts)
    if code == "provider-key-person":
        return jp_outsourcing.key_person_findings(law, facts)
    if code == "provider-review":
        return jp_outsourcing.review_findings(law, facts, FRIDAY)
    return jp_outsourcing.contract_findings(law, facts, FRIDAY)


def every_case() -> Iterator[Any]:
    for path in CASES:
        book = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert book["check"] == path.stem
        for case in book["cases"]:
            yield pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")


def shown(value: object) -> object:
    return value.value if isinstance(value, Ratio) else value


def asked(value: object, like: object) -> object:
    return Fraction(str(value)) if isinstance(like, Ratio) else value


@pytest.mark.parametrize(("code", "case"), list(every_case()))
def test_the_rule_book(code: str, case: dict[str, Any]) -> None:
    found = run(code, facts_of(case))
    assert [one.subject for one in found] == [one["subject"] for one in case["expect"]]
    for finding, expect in zip(found, case["expect"], strict=True):
        assert finding.code == code
        assert finding.status.value == expect["status"]
        for name in ("measure", "distance"):
            is_now = getattr(finding, name)
            assert shown(is_now) == asked(expect[name], is_now), name
        assert finding.standing.word == expect.get("standing", "in_force")
        assert finding.immediate == expect.get("immediate", False)
        assert finding.cure_by is None


@pytest.mark.parametrize(("code", "case"), list(every_case()))
def test_every_word_of_a_finding_is_in_the_catalogue(code: str, case: dict[str, Any]) -> None:
    for finding in run(code, facts_of(case)):
        assert has(f"findings.{finding.code}.title")
        assert has(f"reasons.{finding.reason}"), finding.reason
        assert [step.label for step in finding.steps if not has(f"steps.{step.label}")] == []


def test_what_the_house_sets_itself_is_never_a_breach() -> None:
    house = {
        *("provider-concentration", "one-technology", "provider-key-person"),
        *("provider-review", "provider-contract"),
    }
    seen = set()
    for path in CASES:
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
            seen |= {(path.stem, one["status"]) for one in case["expect"]}
    assert {(code, "attention") for code in house} <= seen
    assert not {(code, status) for code, status in seen if code in house and status == "breach"}


def test_a_breach_that_an_earlier_closing_found_keeps_its_first_day() -> None:
    since = date(2026, 11, 12)
    clock = CureClock(FRIDAY, BusinessDays.BANK, {("provider-status", "K"): since})
    facts = facts_of({"providers": [{"id": "K", "keeps": True, "status": "lapsed"}]})
    (found,) = jp.provider_status_findings(LAW, facts, clock)
    assert (found.breach_since, found.immediate) == (since, True)


def test_the_duty_of_suppliers_is_read_only_where_there_is_one() -> None:
    # In 2024 nobody had reported a duty of suppliers, and custody needed registration.
    law = Law.load("jp").reading(date(2024, 6, 3))
    facts = facts_of({"providers": [{"id": "K", "keeps": True, "status": "registered"}]})
    assert [one.status.value for one in run("provider-status", facts, law)] == ["met"]
    assert run("provider-notice", facts, law) == []
