"""A pool in yen that is paid in its coins: whole units, nothing lost, never worth more than the share."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wind_case import by, paid, shares

from hozen.rules.recovery.conversion import of_pool
from hozen.workflows.wind_down.court_report import court_report
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import move_estate
from hozen.workflows.wind_down.paying import approve
from hozen.workflows.wind_down.planning import plan

COINS = ("basis: pooled", "paid_in: coins", "pools: [segregated_crypto, trust_money]")
BTC, ETH = 10**8, 10**18
SIZES = {"BTC": (10_000_000, BTC), "ETH": (400_000, ETH), "JPY": (1, 1)}  # yen a coin, units a coin


def worth(asset: str, units: int) -> Fraction:
    price, size = SIZES[asset]
    return Fraction(price * units, size)


def test_each_share_is_a_part_of_every_asset_round_after_round(admitted, desk) -> None:
    move_estate(admitted, "segregated_crypto", "BTC", -5 * BTC, "stolen")
    first = plan(admitted, desk.terms(*COINS, "hold_back: 0"))
    # There: 5 BTC ¥50m, 100 ETH ¥40m, ¥1.5m: 91.5m for claims of 61m and 80.5m.
    c1, c2 = 91_500_000 * 610 // 1415, 91_500_000 * 805 // 1415
    assert shares(admitted, first) == {("C1", "JPY"): (c1, 0), ("C2", "JPY"): (c2, 0)}
    there = {"BTC": 5 * BTC, "ETH": 100 * ETH, "JPY": 1_500_000}
    expected = {
        (who, asset): due * units // 91_500_000
        for who, due in (("C1", c1), ("C2", c2))
        for asset, units in there.items()
    }
    assert paid(admitted, first) == expected
    for who, due in (("C1", c1), ("C2", c2)):
        value = sum(worth(asset, expected[who, asset]) for asset in there)
        assert 0 <= due - value < 3  # less than a unit of each of three assets
    approve(by(admitted, "suzuki"), 1)
    move_estate(admitted, "trust_money", "JPY", 15_000_000, "the insurer paid")
    second = plan(admitted, desk.terms(*COINS))
    left = {asset: units - expected["C1", asset] - expected["C2", asset] for asset, units in there.items()}
    left["JPY"] += 15_000_000
    assert {one.asset: one.there for one in second.made.mix} == left
    assert {one.asset: one.pay + one.left for one in second.made.mix} == left
    approve(by(admitted, "suzuki"), 2)
    assert court_report(admitted).ties_hold


def test_at_prices_of_the_day_what_is_left_is_valued_anew(admitted, desk) -> None:
    at_once = desk.put("asset,price\nBTC,10000000\nETH,400000\n")
    later = desk.put("asset,price\nBTC,1000000\nETH,400000\n")
    terms = desk.terms(*COINS, "hold_back: 1/2", "conversion_of:", "  BTC: distribution")
    plan(admitted, terms, at_once)
    approve(by(admitted, "suzuki"), 1)
    half = desk.terms(*COINS, "conversion_of:", "  BTC: distribution")
    (sums,) = plan(admitted, half, later).made.buckets
    # Half of 141.5m went out. The other half is 5 BTC, now ¥5m, 50 ETH ¥20m and ¥750,000, and the yen that was cut:
    # 750,000 × 30.5 ÷ 70.75 and × 40.25 ÷ 70.75 leave one.
    assert (sums.before, sums.available) == (70_750_000, 70_750_000 + 25_750_001)


def test_more_paid_than_is_there_and_another_basis_are_refused(admitted, desk) -> None:
    plan(admitted, desk.terms(*COINS))
    approve(by(admitted, "suzuki"), 1)
    move_estate(admitted, "segregated_crypto", "BTC", -BTC, "lost")
    with pytest.raises(WindDownRefused, match="more of an asset was paid"):
        plan(admitted, desk.terms(*COINS))
    with pytest.raises(WindDownRefused, match="another basis"):
        plan(admitted, desk.terms("basis: per_asset", "pools: [trust_money]"))


@pytest.mark.parametrize(("first", "then"), [("coins", "yen"), ("yen", "coins")])
def test_rounds_are_paid_in_one_kind(admitted, desk, first, then) -> None:
    """Were half of the coins gone and the rest twice as dear, a sum in yen would give more than is there."""
    pool = ("basis: pooled", "pools: [segregated_crypto, trust_money]", "hold_back: 1/2")
    plan(admitted, desk.terms(*pool, f"paid_in: {first}"))
    approve(by(admitted, "suzuki"), 1)
    with pytest.raises(WindDownRefused, match="paid in something else"):
        plan(admitted, desk.terms(*pool, f"paid_in: {then}"))


def test_all_converts_at_distribution_but_what_the_terms_except(admitted, desk) -> None:
    terms = ("basis: pooled", "pools: [trust_money]", "conversion: distribution", "conversion_of:")
    told = desk.put("asset,price\nBTC,1000000\nETH,500000\n")
    (sums,) = plan(admitted, desk.terms(*terms, "  BTC: commencement"), told).made.buckets
    assert sums.claims == 100_000_000 + 50_000_000 + 1_500_000  # 10 BTC as sealed, 100 ETH as of now


def test_without_a_price_of_the_day_nothing_converts_at_the_sealed_one(admitted, desk) -> None:
    terms = desk.terms("basis: pooled", "pools: [trust_money]", "conversion: distribution")
    with pytest.raises(WindDownRefused, match="no price") as refused:
        plan(admitted, terms, desk.put("asset,price\nBTC,1000000\n"))
    assert refused.value.where == "ETH"


def test_a_file_of_prices_that_is_not_there_is_told(admitted, desk) -> None:
    with pytest.raises(WindDownRefused, match="no such file of prices"):
        plan(admitted, desk.terms(*COINS), desk.folder / "none.csv")


def test_a_conversion_of_an_asset_that_the_case_lacks_is_refused(admitted, desk) -> None:
    terms = desk.terms(*COINS, "conversion_of:", "  BTX: distribution")
    with pytest.raises(WindDownRefused, match="the case does not have") as refused:
        plan(admitted, terms, desk.put("asset,price\nBTC,10000000\n"))
    assert refused.value.found == "BTX"


@pytest.mark.parametrize(
    ("prices", "found"), [("BTC,1e7\n", "1e7"), ("BTC,1\nBTC,2\n", "2"), ("BTC,0\n", "0")]
)
def test_prices_that_cannot_be_used_are_refused(admitted, desk, prices, found) -> None:
    with pytest.raises(WindDownRefused, match="cannot be used") as refused:
        plan(admitted, desk.terms(*COINS), desk.put("asset,price\n" + prices))
    assert refused.value.found == found


@given(
    dues=st.lists(st.integers(0, 10**12), min_size=1, max_size=6),
    there=st.lists(st.tuples(st.integers(0, 10**24), st.integers(1, 10**9)), min_size=1, max_size=5),
)
def test_whatever_the_shares_nothing_is_made_and_nobody_gets_more_than_the_share(dues, there) -> None:
    worth_of_all = sum(Fraction(units * price, 10**18) for units, price in there)
    value = -(-worth_of_all.numerator // worth_of_all.denominator)
    while sum(dues) > value:
        dues = [due // 2 for due in dues]
    if not value:
        return
    for units, _ in there:
        assert sum(of_pool(due, units, value) for due in dues) <= units
    for due in dues:
        assert sum(Fraction(of_pool(due, units, value) * price, 10**18) for units, price in there) <= due
