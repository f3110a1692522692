"""Forks and airdrops: who held the claim at the fork gets the new asset; without a price it is left out and told."""

from __future__ import annotations

import pytest
from wind_case import by, paid, shares

from hozen.records import RowsRefused
from hozen.workflows.wind_down.claims import decide_one, file_claims
from hozen.workflows.wind_down.court_report import court_report
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import estate, move_estate
from hozen.workflows.wind_down.forks import declare_forks, forks_of
from hozen.workflows.wind_down.paying import approve, payees, results
from hozen.workflows.wind_down.planning import plan
from hozen.workflows.wind_down.replay import replay
from hozen.workflows.wind_down.sending import pay

BTC = 10**8
POOLS = "pools: [segregated_crypto, trust_money]"
BCX = "BCX,Bitcoin X,6,BTC,1/2,2026-12-10,claimants,{price},court order 12"
NEW = 10**6  # smallest units of a whole BCX


def test_who_held_the_claim_at_the_fork_gets_it_and_later_set_offs_and_assignments_do_not_matter(
    admitted, desk
) -> None:
    one = {"asset": "BTC", "on_day": "2026-12-09"}
    decide_one(admitted, event="transferred", customer_id="C1", units="200000000", to="FUND", **one)
    declare_forks(admitted, desk.forks(BCX.format(price="")))
    after = {**one, "on_day": "2026-12-11"}
    decide_one(admitted, event="set_off", customer_id="C1", units="100000000", **after)
    decide_one(admitted, event="transferred", customer_id="C2", units="100000000", to="LATE", **after)
    move_estate(admitted, "segregated_crypto", "BCX", 4 * NEW, "swept from the old wallets")
    found = plan(admitted, desk.terms("basis: per_asset", POOLS))
    # Half a BCX a coin: C1 3 (of it FUND 1), C2 2; there are 4 of 5: 4/5 each. C1's BTC claim is 5 now.
    given = {who: units for (who, asset), units in paid(admitted, found).items() if asset == "BCX"}
    assert given == {"C1": 1_600_000, "FUND": 800_000, "C2": 1_600_000}
    assert shares(admitted, found)["C1", "BTC"] == (5 * BTC, 0)
    assert all(one.agrees for one in replay(admitted))


def test_coins_paid_out_before_the_fork_brought_it_to_who_held_them(admitted, desk) -> None:
    payees(admitted, desk.payees("C1,BTC,addr-1,verified", "C2,BTC,addr-2,verified"))
    terms = desk.terms("basis: per_asset", POOLS, "hold_back: 1/2")
    plan(admitted, terms)
    approve(by(admitted, "suzuki"), 1)
    sent = pay(admitted, 1)
    keys = [line.split(",")[:2] for line in sent.file.read_text("utf-8").splitlines()[1:]]
    (c1,) = [key for key, payee in keys if payee == "C1"]
    results(admitted, desk.results(f"{c1},paid,2026-12-08"))
    declare_forks(admitted, desk.forks(BCX.format(price="")))
    move_estate(admitted, "segregated_crypto", "BCX", 8 * NEW, "swept")
    found = plan(admitted, terms)
    # C1 was paid 3 of 6 BTC on the 8th: 3 left, 1.5 BCX. C2's 2 BTC had not gone out: 4, 2 BCX. 4 BCX are given.
    given = {who: now for (who, asset), (now, _) in shares(admitted, found).items() if asset == "BCX"}
    assert given == {"C1": 1_500_000, "C2": 2_000_000}


def test_without_a_price_a_pool_in_yen_leaves_it_out_and_says_so(admitted, desk) -> None:
    declare_forks(admitted, desk.forks(BCX.format(price="")))
    move_estate(admitted, "segregated_crypto", "BCX", 5 * NEW, "swept")
    pooled = desk.terms("basis: pooled", POOLS)
    found = plan(admitted, pooled)
    (left_out,) = found.made.unvalued
    assert (left_out.asset, left_out.units, left_out.claims) == ("BCX", 5 * NEW, 2)
    assert found.made.buckets[0].claims == 141_500_000
    approve(by(admitted, "suzuki"), 1)
    assert [one.asset for one in court_report(admitted).unvalued] == ["BCX"]
    declare_forks(admitted, desk.forks(BCX.format(price="1000000")))
    again = plan(admitted, pooled)
    # 3 and 2 BCX at a million: claims are 146.5m, and 5m more are there.
    assert (again.made.buckets[0].claims, again.made.buckets[0].available) == (146_500_000, 146_500_000)
    assert again.made.unvalued == ()
    prices = desk.put("asset,price\nBCX,2000000\n")
    assert plan(admitted, pooled, prices).made.buckets[0].claims == 151_500_000


def test_property_of_the_estate_is_nobodys_claim(admitted, desk) -> None:
    declare_forks(admitted, desk.forks(BCX.format(price="1000000").replace("claimants", "estate")))
    move_estate(admitted, "own_crypto", "BCX", 5 * NEW, "airdropped to the firm")
    found = plan(admitted, desk.terms("basis: pooled", "pools: [own_crypto, trust_money]"))
    assert (found.made.buckets[0].claims, found.made.buckets[0].available) == (141_500_000, 6_500_000)
    assert [one.to for one in estate(admitted) if one.asset == "BCX"] == ["undecided"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("ETH,Ether,18,BTC,1,2026-12-10,claimants,,x", "the sealed book has"),
        ("BCX,X,8,BTC,1,2026-11-20,claimants,,x", "before the seal"),
        ("BCX,X,31,BTC,1,2026-12-10,claimants,,x", "more decimals"),
    ],
)
def test_what_is_no_fork_of_the_case_is_refused(at, desk, row, message) -> None:
    with pytest.raises(WindDownRefused, match=message):
        declare_forks(at, desk.forks(row))
    assert (forks_of(at), len(at.record().entries)) == ((), 1)


def test_nobody_files_a_claim_in_the_new_asset(at, desk) -> None:
    declare_forks(at, desk.forks(BCX.format(price="")))
    payees(at, desk.payees("C1,BCX,addr-new,verified"))
    with pytest.raises(RowsRefused, match="unknown-asset"):
        file_claims(at, desk.claims("C1,BCX,1,2026-12-12"))
