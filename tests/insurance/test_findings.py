"""The credit and its cliffs as findings, their words, and what a scenario must say."""

from __future__ import annotations

from datetime import date

import pytest

from hozen.faces.words import LANGUAGES, find
from hozen.findings import Finding, Status
from hozen.law import Gap, LawGap, Reading, Standing
from hozen.rules.insurance.jp import insurance_credit
from hozen.rules.insurance.jp_finding import insurance_findings
from hozen.values import Ratio, Yen

DAY = date(2026, 11, 20)
REASONS = [
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
]


def findings(law: Reading, held, required: int = 1000) -> list[Finding]:
    return insurance_findings(insurance_credit(law, held, Yen(required), DAY), law, DAY)


def test_without_policies_there_is_nothing_to_find(reading) -> None:
    assert findings(reading(), []) == []


def test_cover_that_all_counts_is_met(reading, policy) -> None:
    (found,) = findings(reading(), [policy(limit=400)])
    assert (found.code, found.subject, found.status) == ("insurance-credit", "", Status.MET)
    assert (found.measure, found.reason) == (Yen(400), "insurance_counts")
    assert found.standing is Standing.ASSUMED


def test_the_working_is_told_from_the_requirement_to_the_credit(reading, policy) -> None:
    # Cap 1/2 × 1,000 = 500; P 0.8 × 300 = 240; Q refused; credit min(500, 240) = 240.
    held = [policy(id="P", limit=300, share="0.8"), policy(id="Q", rating="B")]
    (found,) = findings(reading({"share_max": "1/2"}), held)
    assert [(one.label, one.value) for one in found.steps] == [
        ("credit_requirement", Yen(1000)),
        ("credit_share_max", Ratio.parse("1/2")),
        ("credit_cap", Yen(500)),
        ("layer_pays", Yen(240)),
        ("cause_cover", Yen(240)),
        ("refused_rating_below", "Q"),
        ("credit_counted", Yen(240)),
    ]


def test_one_refused_policy_asks_for_attention(reading, policy) -> None:
    (found,) = findings(reading(), [policy(id="P"), policy(id="Q", rating="B")])
    assert (found.status, found.reason) == (Status.ATTENTION, "insurance_partly_refused")


def test_each_cliff_is_a_dated_finding_of_its_policy(reading, policy) -> None:
    # Ends 31 December: first day without 1 January. Looked at until 18 February, so 19 February would be beyond it:
    # 1 January is 30 (to 31 January) + 19 = 49 days short of that.
    held = [policy(id="P", limit=400, ends=date(2026, 12, 31)), policy(id="Q", limit=150)]
    credit, cliff = findings(reading(), held)
    assert credit.status is Status.MET
    assert (cliff.code, cliff.subject, cliff.status) == ("insurance-cliff", "P", Status.ATTENTION)
    assert (cliff.measure, cliff.threshold, cliff.distance) == (date(2027, 1, 1), date(2027, 2, 19), -49)
    told = {one.label: one.value for one in cliff.steps}
    assert (told["credit_before"], told["credit_after"], told["credit_lost"]) == (
        Yen(550),
        Yen(150),
        Yen(400),
    )
    assert told["cover_last_day"] == date(2026, 12, 31)


def test_the_last_day_looked_at_is_one_day_short(reading, policy) -> None:
    _, cliff = findings(reading(), [policy(ends=date(2027, 2, 17))])
    assert cliff.distance == -1


@pytest.mark.parametrize("missing", ["share_max", "rating_order", "causes", "cliff_days", "waiting_days_max"])
def test_a_scenario_that_leaves_a_figure_out_is_a_gap_that_names_it(reading, policy, missing) -> None:
    law = reading()
    rows = {key: row for key, row in law.rows.items() if not key.endswith(missing)}
    key = f"insurance.credit.{missing}"
    rows[key] = Gap(
        key, "nothing fixes it", f"{key} in a scenario", "any", None, None, (), "", "made-up.yaml"
    )
    with pytest.raises(LawGap, match=missing):
        insurance_credit(Reading("jp", DAY, "", Standing.ASSUMED, rows), [policy()], Yen(1000), DAY)


@pytest.mark.parametrize(
    ("terms", "key"), [({"share_max": "1.01"}, "share_max"), ({"rating_min": "A++"}, "rating_min")]
)
def test_a_figure_that_cannot_be_used_is_a_gap_that_says_what_could(reading, policy, terms, key) -> None:
    with pytest.raises(LawGap) as caught:
        insurance_credit(reading(terms), [policy()], Yen(1000), DAY)
    assert caught.value.key == f"insurance.credit.{key}"
    assert caught.value.expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_that_a_finding_may_carry_exists(lang, reading, policy) -> None:
    held = [policy(id="P", ends=date(2026, 12, 31)), policy(id="Q", rating="B")]
    for found in [*findings(reading(), held), *findings(reading(), held[:1])]:
        assert find(f"findings.{found.code}.title", lang)
        assert find(f"findings.{found.code}.meaning", lang)
        assert find(f"reasons.{found.reason}", lang)
        assert all(find(f"steps.{one.label}", lang) for one in found.steps)
    for reason in REASONS:
        assert find(f"reasons.{reason}", lang)
        assert find(f"steps.refused_{reason}", lang)
