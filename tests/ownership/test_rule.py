"""The rule book's cases, and that the rule shows what it rests on and never calls a breach."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hozen.faces.words import has
from hozen.findings import Status
from hozen.law import Law
from hozen.rules.custody.jp_ownership import wallet_ownership_findings
from hozen.rules.custody.ownership import EvidenceKind, KeeperWallets, keeper_wallets

BOOK = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "wallet-ownership.yaml").read_text(encoding="utf-8")
)
READING = Law.load("jp").reading(date(2026, 11, 20))
counts = st.integers(0, 10**6)
words = st.dictionaries(
    st.sampled_from([one.value for one in EvidenceKind]), st.integers(1, 1000), max_size=3
)
keepers = st.lists(
    st.builds(
        lambda keeper, fresh, expired, refused, missing: KeeperWallets(
            keeper, tuple(fresh.items()), expired, tuple(refused.items()), missing
        ),
        *(st.text(min_size=1, max_size=5), words, counts, words, counts),
    ),
    max_size=4,
)


def keeper_of(given):
    return KeeperWallets(
        keeper=given["keeper"],
        fresh=tuple(given.get("fresh", {}).items()),
        expired=given.get("expired", 0),
        refused=tuple(given.get("refused", {}).items()),
        missing=given.get("missing", 0),
    )


@pytest.mark.parametrize("case", BOOK["cases"], ids=lambda case: case["name"])
def test_the_rule_book(case):
    held = [keeper_of(one) for one in case["wallet_evidence"]]
    found = wallet_ownership_findings(READING, held, has_evidence=case.get("has_wallet_evidence", True))
    answer = [
        {
            "subject": one.subject,
            "status": one.status.value,
            "measure": one.measure,
            "distance": one.distance,
        }
        for one in found
    ]
    assert answer == case["expect"]


def test_it_cites_the_order_and_the_guideline_both_in_force():
    (found,) = wallet_ownership_findings(READING, [KeeperWallets("self", missing=1)], has_evidence=True)
    assert [str(one) for one in found.cite] == ["CAE Order 27(2)", "GL16 II-2-2-3-2(3)④"]
    assert found.standing.word == "in_force"
    assert (found.cure_by, found.immediate, found.breach_since) == (None, False, None)


@given(keepers, st.booleans())
def test_it_is_never_a_breach_and_the_steps_add_up(held, has_evidence):
    for one in wallet_ownership_findings(READING, held, has_evidence=has_evidence):
        assert one.status in (Status.MET, Status.ATTENTION)
        assert (one.status is Status.MET) == (one.measure == 0 and has_evidence)
        counted, *parts = [step.value for step in one.steps]
        assert not parts or sum(parts) == counted
        assert all(has(f"steps.{step.label}") for step in one.steps if "refused" not in step.label)
        assert has(f"reasons.{one.reason}")


def test_rows_become_one_value_for_each_keeper():
    rows = [
        ("self", "missing", "", 4),
        ("self", "fresh", "eip191", 2),
        ("A", "refused", "no_file_hash", 1),
        ("self", "fresh", "bip322", 3),
        ("self", "expired", "", 5),
    ]
    assert keeper_wallets(rows) == (
        KeeperWallets("A", refused=(("no_file_hash", 1),)),
        KeeperWallets("self", fresh=(("bip322", 3), ("eip191", 2)), expired=5, missing=4),
    )
    assert [one.counted for one in keeper_wallets(rows)] == [1, 14]  # 3 + 2 + 5 + 4
