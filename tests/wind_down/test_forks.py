"""Forks and airdrops: who held the claim at the fork gets the new asset; without a price it is left out and told."""

from __future__ import annotations

import pytest
from wind_case import by, paid, shares

from hozen.records import RowsRefused
from hozen.workflows.wind_down.claims import decide, decide_one, file_claims
from hozen.workflows.wind_down.court_report import court_report
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import estate, move_estate
from hozen.workflows.wind_down.forks import declare_forks, forks_of
from hozen.workflows.wind_down.paying import approve, payees
from hozen.workflows.wind_down.planning import plan
from hozen.workflows.wind_down.replay import replay
from hozen.workflows.wind_down.results import results
from hozen.workflows.wind_down.sending import pay

BTC = 10**8
POOLS = "pools: [segregated_crypto, trust_money]"
BCX = "BCX,Bitcoin X,6,BTC,1/2,2026-12-10,claimants,{price},court order 12"
NEW = 10**6  # smallest units of a whole BCX


def test_who_held_the_claim_at_the_fork_gets_it_and_later_set_offs_and_assignments_do_not_matter(
    admitted, desk
) -> None:
    """And BCX forks in its turn: two BCY for one BCX, of which nobody files a claim either."""
    one = {"asset": "BTC", "on_day": "2026-12-09"}
    decide_one(admitted, event="transferred", customer_id="C1", units="200000000", to="FUND", **one)
    declare_forks(admitted, desk.forks(BCX.format(price="")))
    declare_forks(admitted, desk.forks("BCY,Bitcoin Y,2,BCX,2,2026-12-12,claimants,,court order 13"))
    rows = ("a,set_off,C1,BTC,100000000,,2026-12-11", "b,transferred,C2,BTC,100000000,LATE,2026-12-11")
    decide(admitted, desk.put("\n".join(["event_id,event,customer_id,asset,units,to,on_day", *rows]) + "\n"))
    move_estate(admitted, "segregated_crypto", "BCX", 4 * NEW, "swept from the old wallets")
    move_estate(admitted, "segregated_crypto", "BCY", 1000, "swept from the old wallets")
    found = plan(admitted, desk.terms("basis: per_asset", POOLS))
    # Half a BCX a coin: C1 3 (of it FUND 1), C2 2; there are 4 of 5: 4/5 each. C1's BTC claim is 5 now.
    given = {who: units for (who, asset), units in paid(admitted, found).items() if asset == "BCX"}
    assert given == {"C1": 1_600_000, "FUND": 800_000, "C2": 1_600_000}
    # Two BCY for each BCX of the claim: 6 (of it FUND 2) and 4; all ten are there.
    given = {who: units for (who, asset), units in paid(admitted, found).items() if asset == "BCY"}
    assert given == {"C1": 400, "FUND": 200, "C2": 400}
    assert shares(admitted, found)["C1", "BTC"] == (5 * BTC, 0)
    assert all(one.agrees for one in replay(admitted))


def test_coins_paid_out_before_the_fork_brought_it_to_who_held_them(admitted, desk) -> None:
    """Holder by holder. What is under way may have come in time: its part is kept back until the result is there."""
    one = {"asset": "BTC", "on_day": "2026-12-01"}
    decide_one(admitted, event="transferred", customer_id="C1", units="200000000", to="FUND", **one)
    payees(admitted, desk.payees(*(f"{who},BTC,addr-{who},verified" for who in ("C1", "C2", "FUND"))))
    terms = desk.terms("basis: per_asset", POOLS, "hold_back: 1/2")
    plan(admitted, terms)
    approve(by(admitted, "suzuki"), 1)
    sent = pay(admitted, 1).file.read_text("utf-8").splitlines()[1:]
    keys = {payee: key for key, payee in (line.split(",")[:2] for line in sent)}
    told = desk.results(f"{keys['FUND']},paid,2026-12-08", f"{keys['C2']},paid,2026-12-12")
    results(admitted, told)
    declare_forks(admitted, desk.forks(BCX.format(price="")))
    move_estate(admitted, "segregated_crypto", "BCX", 9 * NEW, "swept")  # half of it is given: 4.5
    found = plan(admitted, terms)
    # FUND was paid 1 of 2 BTC on the 8th: 1 left, 0.5 BCX. C1's 2 of 4 are under way: 1 BCX, and 1 kept back.
    # C2's 2 of 4 came on the 12th, after the fork: 2 BCX.
    given = {who: now for (who, asset), now in shares(admitted, found).items() if asset == "BCX"}
    assert given == {"C1": (1_500_000, 1_000_000), "C2": (2_000_000, 0)}
    assert paid(admitted, found)["FUND", "BCX"] == 500_000
    results(admitted, desk.results(f"{keys['C1']},paid,2026-12-09"))
    with pytest.raises(WindDownRefused, match="changed since"):
        approve(by(admitted, "suzuki"), 2)
    again = shares(admitted, plan(admitted, terms))  # C1's came on the 9th: nothing is due on them
    assert (again["C1", "BCX"], again["C2", "BCX"]) == ((1_500_000, 0), (2_000_000, 0))


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
        ("BCX,X,30,BTC,100000001,2026-12-10,claimants,,x", "finer than"),  # × 10^30 / 10^8: above 10^30
    ],
)
def test_what_is_no_fork_of_the_case_is_refused(at, desk, row, message) -> None:
    with pytest.raises(WindDownRefused, match=message):
        declare_forks(at, desk.forks(row))
    assert (forks_of(at), len(at.record().entries)) == ((), 1)


def test_a_fork_of_a_fork_comes_after_it_and_never_of_itself(at, desk) -> None:
    declare_forks(at, desk.forks(BCX.format(price="")))
    child = "BCY,Y,2,BCX,2,{day},claimants,,x"
    with pytest.raises(WindDownRefused, match="before its parent"):
        declare_forks(at, desk.forks(child.format(day="2026-12-09")))
    declare_forks(at, desk.forks(child.format(day="2026-12-10")))
    with pytest.raises(WindDownRefused, match="comes of itself"):
        declare_forks(at, desk.forks(BCX.format(price="").replace("BTC", "BCY")))
    assert [(one.child, one.parent) for one in forks_of(at)] == [("BCX", "BTC"), ("BCY", "BCX")]


def test_nobody_files_a_claim_in_the_new_asset(at, desk) -> None:
    declare_forks(at, desk.forks(BCX.format(price="")))
    payees(at, desk.payees("C1,BCX,addr-new,verified"))
    with pytest.raises(RowsRefused, match="unknown-asset"):
        file_claims(at, desk.claims("C1,BCX,1,2026-12-12"))
