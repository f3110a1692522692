"""Every wallet that the close counts is proven in a clean sample, and each planted fault is found by its one wallet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.findings import Status
from hozen.records import Book, Query
from hozen.rules.custody.ownership import Method, verify
from hozen.workflows.door import admit
from hozen.workflows.sample import PLANTS, SampleError
from hozen.workflows.sample.book_toml import OWNERSHIP
from hozen.workflows.sample.proofs import CHALLENGE, SIGNATURE, STRANGER
from hozen.workflows.sample.size import Size

DAY = date(2026, 11, 4)  # the samples' last; the assets are five: BTC, ETH, XRP, BCH, LTC
# Each asset has nine wallets in the order of ROLES: BTC has 1 to 9, ETH 10 to 18.
FAULTS = {
    "unproven_wallet": ("W000000001", "wallets_missing"),
    "stale_evidence": ("W000000010", "wallets_expired"),
    "foreign_signature": ("W000000002", "wallets_refused_other_address"),
}


def wrong(findings):
    return [one for one in findings if one.status is not Status.MET]


def counts(finding):
    return {step.label: step.value for step in finding.steps}


def test_every_fault_of_the_proofs_is_tested_here() -> None:
    assert set(FAULTS) == {name for name, plant in PLANTS.items() if plant.where == "proof"}


def test_a_clean_sample_is_proven_wallet_by_wallet(make, duckdb_engine, judge) -> None:
    findings = judge(make(wallets=45 + 20), duckdb_engine, DAY)
    told = {one.subject: counts(one) for one in findings if one.code == "wallet-ownership"}
    # Customers' and guarantee wallets that hold something: 5 assets × (2 cold, hot, warm, guarantee cold) of the firm's
    # own (guarantee hot is empty), 20 deposit addresses; 5 at the custodian.
    assert told["self"] == {"wallets_counted": 45, "wallets_fresh_send_to_self": 45}
    assert told["Sample Custody Kitakaze Co., Ltd."] == {
        "wallets_counted": 5,
        "wallets_fresh_custodian_statement": 5,
    }


@pytest.mark.parametrize("plant", FAULTS)
def test_a_planted_fault_is_found_by_its_one_wallet_and_by_no_other_check(
    make, duckdb_engine, judge, plant
) -> None:
    sample = make(plant, wallets=45)
    (finding,) = wrong(judge(sample, duckdb_engine, DAY))
    (planted,), (wallet, step) = sample.planted, FAULTS[plant]
    assert (finding.code, finding.subject, finding.status) == ("wallet-ownership", "self", Status.ATTENTION)
    assert (planted.plant.expects, planted.subject, planted.amount) == (finding.code, wallet, finding.measure)
    assert counts(finding) == {"wallets_counted": 25, "wallets_fresh_send_to_self": 24, step: 1}


def test_all_three_together_are_three_wallets(make, duckdb_engine, judge) -> None:
    (finding,) = wrong(judge(make(*FAULTS), duckdb_engine, DAY))
    assert finding.measure == 3
    assert {label for label in counts(finding) if label != "wallets_counted"} == {
        "wallets_fresh_send_to_self",
        *(step for _, step in FAULTS.values()),
    }


def test_the_day_before_the_old_evidence_still_counted(make, duckdb_engine, judge) -> None:
    sample = make("stale_evidence", days=2)
    assert wrong(judge(sample, duckdb_engine, date(2026, 11, 3))) == []


def test_the_foreign_signature_is_a_sound_one() -> None:
    # So what is wrong with it is whose it is, and nothing else.
    assert verify(STRANGER, CHALLENGE, SIGNATURE, Method.BIP322).valid


def test_what_the_auditor_saw_went_to_where_it_came_from(make, duckdb_engine, tmp_path) -> None:
    admit(Book.open(make(wallets=45 + 20).folder), duckdb_engine, day=DAY, rejects=tmp_path)
    ((tests, transactions, strangers, least, most),) = duckdb_engine.rows(
        Query(
            "tests",
            "SELECT count(*), count(DISTINCT txid), count(CASE WHEN to_address <> address_of THEN 1 END), "
            "CAST(min(units) AS BIGINT), CAST(max(units) AS BIGINT) FROM (SELECT e.*, w.address AS address_of "
            "FROM wallet_evidence e JOIN wallets w ON e.wallet_id = w.wallet_id WHERE kind = 'send_to_self') t",
            (),
        )
    )
    assert (tests, transactions, strangers) == (5 * 6 + 20, 50, 0)
    assert 10_000 <= least < most < 100_000


@given(st.integers(1, 366), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_evidence_outlasts_the_longest_sample(days, last_day) -> None:
    size = Size.settle(10, days, last_day, 0, None, 3)
    first, firsts = size.tape_days[0], [day for day in size.tape_days if day.day == 1]
    for day in (size.balance_days[0], last_day):
        assert first <= day <= first + timedelta(OWNERSHIP["send_to_self_days"])
        newest = max(one for one in firsts if one <= day)
        assert day <= newest + timedelta(OWNERSHIP["statement_days"])


@pytest.mark.parametrize("plant", FAULTS)
def test_a_wallet_that_holds_nothing_is_not_counted_so_nothing_can_be_planted(
    make, monkeypatch, plant
) -> None:
    monkeypatch.setattr("hozen.workflows.sample.proofs._LEAST", 10**40)
    with pytest.raises(SampleError, match=f"too small for the plant {plant}"):
        make(plant)
