"""Every fault that passes the door, planted in one book: each is found by its own amount, as if it were alone."""

from __future__ import annotations

from datetime import date

import pytest

from hozen.findings import Status
from hozen.rules.segregation import BreakClass
from hozen.values import Units, Yen
from hozen.workflows.reconcile import reconcile
from hozen.workflows.sample import PLANTS

DAY = date(2026, 11, 4)
INSIDE = [name for name, plant in PLANTS.items() if plant.where != "door"]
OVER = {"duplicate_address", "airdrop_or_fork", "dust", "missed_deposit"}


@pytest.fixture
def everything(make, duckdb_engine, judge):
    """(sample, findings that are not met, by code)."""
    sample = make(*INSIDE, customers=1_000)
    wrong = [one for one in judge(sample, duckdb_engine, DAY) if one.status is not Status.MET]
    return sample, {one.code: one for one in wrong}, wrong


def step(finding, label):
    return next(one.value for one in finding.steps if one.label == label)


def test_each_is_found_by_its_own_amount(everything) -> None:
    sample, found, wrong = everything
    amounts = {one.plant.name: one.amount for one in sample.planted}
    expected = {code for name in INSIDE for code in PLANTS[name].expects.split(", ")}
    # `reconciliation` may be told elsewhere: by the break log.
    assert set(found) | {"reconciliation"} == expected
    assert len([one for one in wrong if one.code != "reconciliation"]) == len(set(found) - {"reconciliation"})
    assert found["money-in-trust"].distance == Yen(-amounts["trust_gap"])
    assert step(found["cold-share"], "to_move_to_cold") == Yen(amounts["hot_excess"])
    assert found["guarantee-quantity"].distance.units == Units(-amounts["guarantee_short"])
    assert found["guarantee-cold"].measure.units == Units(amounts["guarantee_hot"])
    assert found["buffer-mixed"].distance.units == Units(-amounts["buffer_excess"])
    assert found["capital"].distance == Yen(-amounts["thin_capital"])
    assert found["net-assets"].measure == Yen(-amounts["negative_net_assets"])
    assert found["reserve"].measure == Yen(amounts["reserve_short"])
    assert found["wallet-ownership"].measure == 3
    assert found["statement-age"].distance == -amounts["stale_statement_quiet"]
    assert step(found["statement-age"], "chains_late") == 2


def is_btc(one) -> bool:
    """Planted among the coins themselves; what is disclosed of them is no coin."""
    return one.subject == "BTC" and one.plant.where != "handled"


def test_bitcoin_lacks_both_shortages_and_the_breaks(everything) -> None:
    sample, found, _ = everything
    told = {one.plant.name: one.amount for one in sample.planted if is_btc(one)}
    over = told["break_airdrop_or_fork"]
    # A doubled address counts once, so nothing more is there and nothing less.
    short = sum(told.values()) - over - told["break_duplicate_address"]
    assert len(told) == 7  # two shortages, five breaks
    assert found["crypto-shortage"].distance.units == Units(over - short)


def test_every_break_is_told_with_its_cause_to_the_last_unit(everything, tmp_path) -> None:
    sample, _, _ = everything
    wanted = {
        (one.subject, one.plant.name.removeprefix("break_")): one.amount
        for one in sample.planted
        if one.plant.where == "chain"
    }
    amounts = {one.plant.name: one.amount for one in sample.planted}
    # What no row explains: the shortages of BTC, and the trusts' gap.
    wanted["BTC", "unknown"] = amounts["btc_shortfall"] + amounts["one_satoshi"]
    wanted["JPY", "unknown"] = amounts["trust_gap"]
    breaks = reconcile(sample.folder, DAY, carry=False, out=tmp_path / "out").breaks
    signs = {one.value: 1 if one.value in OVER else -1 for one in BreakClass}
    assert {(one.subject, one.cause): signs[one.cause] * one.units for one in breaks} == wanted
    assert len(breaks) == len(wanted)


def test_planted_faults_are_told_in_the_order_of_the_registry(everything) -> None:
    assert [one.plant.name for one in everything[0].planted] == INSIDE
