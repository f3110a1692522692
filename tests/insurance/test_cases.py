"""The rule book's insurance cases: each YAML file one subject, the hand computation beside each figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from hozen.rules.insurance.jp import insurance_credit
from hozen.values import Yen

DAY = date(2026, 11, 20)
CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
FIELDS = {"name", "requirement", "terms", "policies", "hand", "expect"}
EXPECTED = {"credit", "cap", "by_cause", "refused", "cliffs"}


def every_case():
    for path in CASES:
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
            assert set(case) <= FIELDS, case["name"]
            assert set(case["expect"]) <= EXPECTED, case["name"]
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", list(every_case()))
def test_the_rule_book(case, policy, reading):
    policies = [policy(**one) for one in case["policies"]]
    law, required = reading(case.get("terms")), Yen(case.get("requirement", 1000))
    found, expect = insurance_credit(law, policies, required, DAY), case["expect"]
    assert found.credit == Yen(expect["credit"])
    refused = [[one.policy_id, one.cause, one.reason, one.detail] for one in found.refused]
    assert refused == expect.get("refused", [])
    cliffs = [
        [one.policy_id, one.day, one.credit_before.amount, one.credit_after.amount] for one in found.cliffs
    ]
    assert cliffs == expect.get("cliffs", [])
    if "cap" in expect:
        assert found.cap == Yen(expect["cap"])
    if "by_cause" in expect:
        assert {name: yen.amount for name, yen in found.by_cause} == expect["by_cause"]


def test_every_reason_of_refusal_has_a_case():
    seen = {
        said[2]
        for param in every_case()
        for case in param.values
        for said in case["expect"].get("refused", [])
    }
    assert seen == {
        "not_yet_begun",
        "ended",
        "unrated",
        "rating_unknown",
        "rating_below",
        "term_too_short",
        "notice_too_short",
        "waiting_too_long",
        "cause_not_covered",
        "cause_excluded",
        "aggregate_used_up",
        "attaches_above",
        "retention_takes_all",
    }
