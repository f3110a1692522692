"""How a loss falls due and how a shortfall falls on customers; figures of the public cases beside their working."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.compensation import (
    IN_KIND,
    IN_YEN,
    AssetLoss,
    Method,
    Recovery,
    SourceKind,
    Spread,
    loss_of,
    payments,
)
from hozen.rules.compensation.in_kind import guarantee_value, recovered_sources, worth
from hozen.rules.compensation.payment import entitled
from hozen.rules.compensation.spread import Need, paid_by_asset
from hozen.values import Price, Ratio, Yen, total

DAY = date(2018, 1, 26)


def lost(units: int, price: str, decimals: int = 0, **more: int) -> AssetLoss:
    return AssetLoss("X", decimals, units, Price.parse(price), **more)


def test_zaif_2018_sixty_per_cent_in_coin_and_the_rest_at_144_548() -> None:
    """1,000 MONA: 600 back in coin, 400 × 144.548 = 57,819.2 → 57,820 yen."""
    due = entitled(lost(1000 * 10**8, "144.548", 8), Method(Ratio.parse("0.6")))
    assert (due.coin_units, due.yen, due.method.word) == (600 * 10**8, Yen(57_820), "mixed")


def test_money_for_all_closes_the_gap_per_asset_and_in_one_pool() -> None:
    """A lacks 60,000 and B nothing (vector shortfall_by_asset_or_pool); with as much for all, nobody lacks anything."""
    needs = (Need("A", Fraction(150_000), Fraction(90_000)), Need("B", Fraction(15_000), Fraction(15_000)))
    for how in Spread:
        assert paid_by_asset(needs, Fraction(60_000), how) == {"A": 150_000, "B": 15_000}
        assert paid_by_asset(needs, Fraction(99_999), how) == {"A": 150_000, "B": 15_000}


def test_guarantee_crypto_counts_for_the_hot_part_only() -> None:
    assert guarantee_value(lost(100, "10", hot=30, guarantee=50)) == Yen(300)
    assert guarantee_value(lost(100, "10", hot=30, guarantee=20)) == Yen(200)
    assert guarantee_value(lost(100, "10", hot=100, guarantee=100, recovered=90)) == Yen(100)
    assert guarantee_value(lost(100, "10", guarantee=100)) == Yen(0)


def test_more_recovered_than_lost_is_refused() -> None:
    with pytest.raises(ValueError, match="between nothing and the loss"):
        lost(100, "10", recovered=101)
    with pytest.raises(ValueError, match="between nothing and the loss"):
        recovered_sources(
            [lost(100, "10")], [Recovery("X", 60, DAY, "police"), Recovery("X", 41, DAY, "police")]
        )
    assert lost(100, "10", recovered=100).recovered == 100


def test_what_comes_back_lowers_the_loss_by_whole_yen_that_add_up() -> None:
    """3 coins at 3.5: 10.5 → 11 yen. Two gone: 7; one gone: 3.5 → 4. So the first is worth 4, the second 3."""
    found = recovered_sources(
        [lost(3, "3.5")], [Recovery("X", 1, DAY, "police"), Recovery("X", 1, date(2018, 2, 1), "police")]
    )
    assert [(one.kind, one.amount) for one in found] == [
        (SourceKind.RECOVERED, Yen(4)),
        (SourceKind.RECOVERED, Yen(3)),
    ]


LOSSES = st.lists(
    st.builds(
        lambda units, price, share, decimals: (units, f"{price}.{price % 97:02d}", share, decimals),
        st.integers(1, 10**9),
        st.integers(1, 10**6),
        st.integers(0, 100),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=5,
)


@given(
    LOSSES,
    st.integers(0, 100),
    st.sampled_from(Spread),
    st.sampled_from([IN_KIND, IN_YEN, Method(Ratio.parse("3/5"))]),
)
def test_what_is_paid_is_what_is_there(drawn, percent, how, method) -> None:
    losses = tuple(
        AssetLoss(f"A{at}", decimals, units, Price.parse(price), recovered=units * share // 100)
        for at, (units, price, share, decimals) in enumerate(drawn)
    )
    loss = loss_of(losses)
    back = total([worth(one, one.units) - worth(one, one.units - one.recovered) for one in losses])
    covered = back + Yen((loss - back).amount * percent // 100)
    found = payments(losses, {one.asset: method for one in losses}, covered, how)
    assert total([one.value for one in found]) == covered
    for one, of in zip(found, losses, strict=True):
        assert one.coin_units <= one.due.coin_units <= one.due.lost
        assert one.yen <= one.due.yen
        in_coin = of.price.value_of(one.coin_units, of.decimals)
        assert in_coin + one.yen.amount >= one.value.amount - of.price.value_of(1, of.decimals) - 1
        if method is IN_YEN:
            assert (one.kept, one.yen) == (0, one.value)
    if covered == loss:
        assert all(one.value == one.due.value and one.coin_units == one.due.coin_units for one in found)
