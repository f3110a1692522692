"""The estate: pool by pool, whose it is, and whether customers' priority right covers what they are owed."""

from __future__ import annotations

from datetime import date

import pytest
from wind_case import CASE, by

from hozen.books import Movement, UseApproval
from hozen.findings import Status
from hozen.values import Yen
from hozen.workflows.wind_down.errors import EstateRefused
from hozen.workflows.wind_down.estate import estate, move_estate
from hozen.workflows.wind_down.paying import approve
from hozen.workflows.wind_down.planning import plan
from hozen.workflows.wind_down.priority import priority
from hozen.workflows.wind_down.sending import pay

BTC = 10**8


def test_the_estate_is_told_pool_by_pool_with_whose_it_is(at) -> None:
    found = {(one.pool, one.asset): (one.units, one.to) for one in estate(at)}
    assert found == {
        ("segregated_crypto", "BTC"): (10 * BTC, "customers"),
        ("segregated_crypto", "ETH"): (100 * 10**18, "customers"),
        ("guarantee_crypto", "BTC"): (3 * BTC // 10, "customers"),
        ("guarantee_crypto", "ETH"): (10**18, "customers"),
        ("trust_money", "JPY"): (1_500_000, "customers"),
        ("reserve", "JPY"): (100_000_000, "undecided"),
    }


def test_customers_priority_right_is_told_asset_by_asset(at) -> None:
    """C1 and C2 are owed 10 BTC, 100 ETH and ¥1.5m; 4% of the BTC is taken and the ETH's guarantee of 1 stands."""
    move_estate(at, "segregated_crypto", "BTC", -4 * BTC // 10, "stolen")
    found = {one.subject: (one.status, str(one.distance)) for one in priority(at, estate(at))}
    # BTC: 9.6 + 0.3 of 10. ETH: 100 + 1 of 100. Yen: 1.5m in trust of 1.5m; the reserve is nobody's first.
    assert found == {
        "BTC": (Status.ATTENTION, "-0.10000000 BTC"),
        "ETH": (Status.MET, f"1.{'0' * 18} ETH"),
        "JPY": (Status.MET, "0 JPY"),
    }


def test_a_pool_never_falls_below_nothing(at) -> None:
    move_estate(at, "trust_money", "JPY", -1_500_000, "costs")
    with pytest.raises(EstateRefused, match="below nothing"):
        move_estate(at, "trust_money", "JPY", -1, "costs")


def test_the_same_words_come_once_and_another_movement_has_a_name_of_its_own(at) -> None:
    def insurer(**key):
        return move_estate(at, "trust_money", "JPY", 700, "the insurer paid", **key)

    first = insurer(key="first")
    again = insurer(key="first")  # a machine that asks twice
    assert (again.already_there, again.entry) == (True, first.entry)
    with pytest.raises(EstateRefused, match="said before"):
        insurer()
    with pytest.raises(EstateRefused, match="another movement came under this key"):
        move_estate(at, "trust_money", "JPY", 701, "the insurer paid", key="first")
    with pytest.raises(EstateRefused, match="nothing came or went"):
        move_estate(at, "trust_money", "JPY", 0, "nothing")
    insurer(key="second")
    assert {one.pool: one.moved for one in estate(at)}["trust_money"] == 1400


def reserve(at, yen: int, movement: Movement = Movement.OPENING, **more: object) -> None:
    day = date(2026, 11, 21)
    at.books.enter_reserve("small", day, movement, Yen(yen), actor="sato", key=f"{movement} {yen}", **more)


def test_a_round_gives_no_more_of_the_reserve_than_its_journal_holds(admitted, desk) -> None:
    """The sealed position says ¥100m. Without a journal that is all that is known; with one the journal counts."""
    terms = desk.terms("basis: per_asset", "pools: [reserve]")
    assert plan(admitted, terms).made.buckets[-1].available == 100_000_000
    reserve(admitted, 99_999_999)
    with pytest.raises(EstateRefused, match="more than the reserve's journal") as refused:
        plan(admitted, terms)
    assert (refused.value.found, refused.value.expected) == ("¥100,000,000", "at most ¥99,999,999")
    reserve(admitted, 1, Movement.ADDITION)
    plan(admitted, terms)
    use = {"cause": "theft", "approval": UseApproval.NOT_NEEDED}
    reserve(admitted, 5, Movement.USE, link=CASE, **use)  # for this case: part of what it gives
    plan(admitted, terms)
    reserve(admitted, 6, Movement.USE, link="another", **use)
    with pytest.raises(EstateRefused, match="more than the reserve's journal"):
        approve(by(admitted, "suzuki"), 1)
    reserve(admitted, 6, Movement.ADDITION)
    approve(by(admitted, "suzuki"), 1)
    reserve(admitted, 7, Movement.USE, link="another", **use)
    with pytest.raises(EstateRefused, match="more than the reserve's journal"):
        pay(admitted, 1)
