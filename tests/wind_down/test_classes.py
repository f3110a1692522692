"""Classes of priority: one is paid in full before the next gets anything, round after round."""

from __future__ import annotations

from datetime import date

import pytest
from wind_case import by, shares

from hozen.workflows.wind_down.claims import decide_one, file_claims, match
from hozen.workflows.wind_down.errors import ClaimRefused, TermsRefused, WindDownRefused
from hozen.workflows.wind_down.estate import move_estate
from hozen.workflows.wind_down.paying import approve
from hozen.workflows.wind_down.planning import plan
from hozen.workflows.wind_down.statements import statement_of
from hozen.workflows.wind_down.terms import terms_of

DAY = "2026-12-20"
YEN = ("basis: per_asset", "pools: [trust_money]")


def bank(at, desk) -> None:
    """A lender files ¥1,000,000 as a claim of the general class; a person admits it there. Customers are owed ¥1.5m."""
    claim = "BANK,JPY,1000000,2026-12-01,general"
    file_claims(at, desk.put(f"customer_id,asset,units,filed_on,priority\n{claim}\n"))
    lender = {"event": "admitted", "customer_id": "BANK", "asset": "JPY", "units": "1000000", "on_day": DAY}
    decide_one(at, **lender, priority="general", reason="loan contract")


def test_a_lower_class_gets_what_the_higher_leaves_in_every_round(admitted, desk) -> None:
    bank(admitted, desk)
    move_estate(admitted, "trust_money", "JPY", 300_000, "a refund")
    terms = desk.terms(*YEN, "classes: [customers, general]")
    first = plan(admitted, terms)
    # ¥1.8m: customers' ¥1m and ¥0.5m in full, the lender what is left.
    assert shares(admitted, first) == {
        ("C1", "JPY"): (1_000_000, 0), ("C2", "JPY"): (500_000, 0), ("BANK", "JPY"): (300_000, 0),
        ("C1", "BTC"): (0, 0), ("C2", "BTC"): (0, 0), ("C2", "ETH"): (0, 0),
    }  # fmt: skip
    told = {
        one.priority: (one.claims, one.units, one.pay) for one in first.made.classes if one.asset == "JPY"
    }
    assert told == {"customers": (2, 1_500_000, 1_500_000), "general": (1, 1_000_000, 300_000)}
    approve(by(admitted, "suzuki"), 1)
    move_estate(admitted, "trust_money", "JPY", 200_000, "another")
    second = shares(admitted, plan(admitted, terms))
    assert {who: now for (who, asset), (now, _) in second.items() if asset == "JPY"} == {
        "C1": 0, "C2": 0, "BANK": 200_000,
    }  # fmt: skip


def test_a_customer_in_two_classes_of_one_pool_gets_of_each(admitted, desk) -> None:
    decide_one(admitted, event="classed", customer_id="C1", asset="BTC", priority="later", on_day=DAY)
    pools = "pools: [segregated_crypto, trust_money]"
    terms = desk.terms("basis: pooled", pools, "classes: [customers, later]", "hold_back: 2/5")
    found = plan(admitted, terms)
    # There: 10 BTC ¥100m, 100 ETH ¥40m, ¥1.5m: 141.5m, of it 3/5 = 84.9m. First: C1 ¥1m, C2 80.5m. Left 3.4m of C1's 60m.
    told = {one.priority: (one.units, one.pay) for one in found.made.classes}
    assert told == {"customers": (81_500_000, 81_500_000), "later": (60_000_000, 3_400_000)}
    assert [(row["asset"], row["priority"]) for row in statement_of(admitted, "C1").claims] == [
        ("BTC", "later"), ("JPY", ""),
    ]  # fmt: skip


def test_what_was_paid_in_a_class_counts_when_the_claim_comes_into_another(admitted, desk) -> None:
    move_estate(admitted, "trust_money", "JPY", -750_000, "costs")
    terms = desk.terms(*YEN, "classes: [customers, later]")
    plan(admitted, terms)  # 750,000 on 1m and 0.5m: half
    approve(by(admitted, "suzuki"), 1)
    decide_one(admitted, event="classed", customer_id="C1", asset="JPY", priority="later", on_day=DAY)
    move_estate(admitted, "trust_money", "JPY", 350_000, "a refund")
    found = shares(admitted, plan(admitted, terms))
    # 1.1m in all: C2's 0.5m in full, so 250,000 now. C1 has had 500,000 of 1m and gets what is left: 100,000.
    assert (found["C1", "JPY"], found["C2", "JPY"]) == ((100_000, 0), (250_000, 0))


def test_a_claim_that_comes_into_another_class_is_not_paid_a_second_time(admitted, desk) -> None:
    terms = desk.terms(
        "basis: pooled", "pools: [segregated_crypto, trust_money]", "classes: [customers, later]"
    )
    plan(admitted, terms)  # 141.5m for claims of 141.5m: C1 has his 60m for BTC and 1m
    approve(by(admitted, "suzuki"), 1)
    decide_one(admitted, event="classed", customer_id="C1", asset="BTC", priority="later", on_day=DAY)
    move_estate(admitted, "trust_money", "JPY", 60_000_000, "the insurer paid")
    found = plan(admitted, terms)
    assert shares(admitted, found) == {("C1", "JPY"): (0, 0), ("C2", "JPY"): (0, 0)}
    (sums,) = found.made.buckets
    assert (sums.before, sums.pay, sums.left) == (141_500_000, 0, 60_000_000)


def test_a_creditor_does_not_class_his_own_claim(at, desk) -> None:
    file_claims(at, desk.put("customer_id,asset,units,filed_on,priority\nC1,JPY,1000000,2026-12-01,costs\n"))
    found = match(at, decide_by_rule=True, day=date(2026, 12, 20))
    assert found.decided is None or not found.decided.entry.body["rows"]
    own = {"customer_id": "C1", "asset": "JPY", "on_day": DAY}
    with pytest.raises(ClaimRefused, match="filed with a class is decided without one"):
        decide_one(at, event="admitted", units="1000000", **own)
    decide_one(at, event="admitted", units="1000000", priority="customers", **own)
    with pytest.raises(ClaimRefused, match="classed without its asset or its class"):
        decide_one(at, event="classed", **own)


def test_a_class_that_the_terms_do_not_have_stops_the_round(admitted, desk) -> None:
    bank(admitted, desk)
    with pytest.raises(WindDownRefused, match="a class that the terms do not have"):
        plan(admitted, desk.terms(*YEN))
    corrected = desk.terms(
        *YEN, "classes: [customers, general]"
    )  # the terms that were refused stand in nobody's way
    assert plan(admitted, corrected).number == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("classes: [a, a]", "stand once each"),
        ("classes: [A b]", "not the name of a class"),
        ("unnamed_class: general", "none of the classes"),
    ],
)
def test_classes_are_read_strictly(line, message) -> None:
    with pytest.raises(TermsRefused, match=message):
        terms_of(f"basis: per_asset\npools: [reserve]\n{line}\n", "terms.yaml")
