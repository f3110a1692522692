"""Policies in a terms file, and a book's policies before the conditions of a scenario."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hozen.rules.insurance import Policy
from hozen.values import Ratio, Yen
from hozen.workflows.adequacy import TermsError, adequacy, read_terms
from hozen.workflows.adequacy.counted import counted
from hozen.workflows.adequacy.firm import firm_said

SHIPPED = Path(__import__("hozen.workflows.adequacy", fromlist=["x"]).__file__).parent / "terms"
BN = 10**9
POLICIES = """policies:
  P1:
    attachment_yen: 2000000000
    limit_yen: 10000000000
    aggregate_yen: 20000000000
    retention_yen: 0
    share: 9/10
    waiting_days: 30
    causes: key_compromise insider
"""
POLICY = Policy(
    policy_id="P1",
    insurer="A",
    rating="A-",
    starts=date(2026, 4, 1),
    ends=date(2027, 3, 31),
    notice_days=90,
    limit=Yen(10 * BN),
    aggregate=Yen(20 * BN),
    eroded=Yen(0),
    retention=Yen(0),
    share=Ratio.parse("9/10"),
    attachment=Yen(2 * BN),
    causes=frozenset({"key_compromise", "insider"}),
    exclusions=frozenset(),
    waiting_days=30,
)
DAY = date(2026, 11, 20)


def terms_with(folder: Path, policies: str) -> Path:
    file = folder / "mine.yaml"
    file.write_text((SHIPPED / "list-lognormal.yaml").read_text("utf-8") + policies, "utf-8")
    return file


def test_a_policy_is_read_as_written(tmp_path) -> None:
    (found,) = read_terms(terms_with(tmp_path, POLICIES)).policies
    same = replace(POLICY, insurer="", rating="", starts=date.min, ends=date.max, notice_days=0)
    assert found == same
    assert read_terms("list-lognormal").policies == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("limit_yen: 10000000000", "limit_yen: 0", "limit_yen: 0"),
        ("limit_yen: 10000000000", "limit_yen: 10bn", "not whole"),
        ("aggregate_yen: 20000000000", "aggregate_yen: 0", "aggregate_yen: 0"),
        ("retention_yen: 0", "retention_yen: -1", "not whole"),
        ("waiting_days: 30", "waiting_days: 1.5", "not whole"),
        ("share: 9/10", "share: 0", "not a share"),
        ("share: 9/10", "share: 1.1", "not a share"),
        ("share: 9/10", "share: most", "not a number"),
        ("causes: key_compromise insider", "causes: key_compromise weather", "no such cause"),
        ("    share: 9/10\n", "", "share is missing"),
        ("    share: 9/10\n", "    share: 9/10\n    premium: 1\n", "premium is not known"),
        ("    share: 9/10\n", "    share: 9/10\n    share: 1\n", "stands twice"),
    ],
)
def test_a_bad_policy_is_refused_with_its_place(tmp_path, old, new, said) -> None:
    assert old in POLICIES
    with pytest.raises(TermsError, match=said) as refusal:
        read_terms(terms_with(tmp_path, POLICIES.replace(old, new)))
    assert str(refusal.value.where).startswith("mine.yaml:")


@pytest.mark.parametrize("none", ["policies: P1\n", "policies: {}\n"])
def test_policies_without_a_policy_are_refused(tmp_path, none) -> None:
    with pytest.raises(TermsError):
        read_terms(terms_with(tmp_path, none))


def run(**more):
    return adequacy(custody=Yen(45 * BN), reserve=Yen(2 * BN), futures=200, years=20_000, **more)


def test_said_in_the_file_or_from_python_is_the_same_answer(tmp_path) -> None:
    by_file, said = run(terms=terms_with(tmp_path, POLICIES)), run(policies=(POLICY,))
    assert (by_file.answers, by_file.covers, by_file.path) == (said.answers, said.covers, said.path)
    assert (by_file.counted[0].by, said.counted[0].by) == ("terms", "user")
    assert by_file.covers[0].policy == "P1"
    assert by_file.answers[1].needed < by_file.answers[0].needed


def test_what_is_said_wins_over_the_file() -> None:
    other = replace(POLICY, policy_id="P2")
    both = firm_said(None, None, None, Yen(BN), None, None, (other,), (POLICY,))
    assert (both.policies, both.policies_by) == ((other,), "user")


@pytest.mark.parametrize(("days", "months"), [(0, 1), (30, 1), (31, 2), (365, 12), (366, 13)])
def test_insurers_pay_no_sooner_than_the_waiting_days(days, months) -> None:
    # days × 12 ÷ 365, rounded up; the terms say a month
    said = firm_said(None, None, None, Yen(BN), None, None, (replace(POLICY, waiting_days=days),))
    assert said.modelled(1).covers[0].paid_after == months


@pytest.mark.parametrize(
    ("change", "reason", "detail"),
    [
        ({}, None, ""),  # on every threshold of press-band: A-, 365 days, 90 days, 30 days
        ({"rating": "BBB+"}, "rating_below", "BBB+ < A-"),
        ({"rating": ""}, "unrated", "A: at least A-"),
        ({"ends": date(2027, 3, 30)}, "term_too_short", "364 < 365"),
        ({"notice_days": 89}, "notice_too_short", "89 < 90"),
        ({"waiting_days": 31}, "waiting_too_long", "31 > 30"),
        ({"starts": date(2025, 11, 20), "ends": date(2026, 11, 19)}, "ended", "2026-11-20 > 2026-11-19"),
    ],
)
def test_a_scenario_refuses_a_policy_and_says_why(change, reason, detail) -> None:
    found = counted((replace(POLICY, **change), replace(POLICY, policy_id="P2")), DAY, "press-band")
    assert [one.policy_id for one in found.policies] == (["P2"] if reason else ["P1", "P2"])
    said = [(one.policy_id, one.reason, one.detail) for one in found.refused]
    assert said == ([("P1", reason, detail)] if reason else [])


def test_without_a_scenario_only_the_term_is_asked() -> None:
    over = replace(POLICY, policy_id="P2", ends=date(2026, 11, 19))
    found = counted((replace(POLICY, rating=""), over), DAY)
    assert [one.policy_id for one in found.policies] == ["P1"]
    assert [(one.policy_id, one.reason) for one in found.refused] == [("P2", "ended")]


def test_a_policy_above_the_requirement_is_still_a_policy() -> None:
    # it earns no credit of a small requirement, yet it pays of a large loss
    found = counted((replace(POLICY, attachment=Yen(10**13)),), DAY, "press-band")
    assert len(found.policies) == 1
    assert found.refused == ()


def test_a_scenario_that_says_nothing_of_insurance_refuses_nobody_and_is_named() -> None:
    found = counted((replace(POLICY, rating=""),), DAY, "act-64")
    assert (len(found.policies), found.refused, found.unruled) == (1, (), True)


def rated_down(book: Path, policy: str) -> None:
    """The same policies, the insurer of one of them rated BBB."""
    import duckdb

    file, other = book / "policies.parquet", book / "other.parquet"
    with duckdb.connect() as memory:
        memory.execute(
            f"COPY (SELECT * REPLACE (CASE WHEN policy_id = '{policy}' THEN 'BBB' ELSE rating END AS rating) "
            f"FROM '{file}') TO '{other}' (FORMAT parquet)"
        )
    other.replace(file)


def test_a_refused_policy_of_a_book_is_named_with_the_reason(tmp_path) -> None:
    from hozen.faces.cli.show_adequacy import show_adequacy
    from hozen.workflows.sample import make_sample

    make_sample(tmp_path / "book", customers=30, days=1, trades=50, assets=3)
    rated_down(tmp_path / "book", "CRIME-2026-L2")
    report = adequacy(tmp_path / "book", scenario="press-band", futures=50, years=500)
    assert [one.policy for one in report.counted] == ["CRIME-2026-L1", "CRIME-2026-L3"]
    assert [one.policy for one in report.covers] == ["CRIME-2026-L1", "CRIME-2026-L3"]
    assert [(one.policy, one.reason) for one in report.refused] == [("CRIME-2026-L2", "rating_below")]
    for lang, why in (("en", "rat"), ("ja", "格付")):
        lines = [one.plain for one in show_adequacy(report, lang, 100)]
        assert any("CRIME-2026-L2" in line and why in line and "BBB < A-" in line for line in lines)
