"""A reserve pays the smaller of itself and the loss."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.values import Ratio, Yen
from hozen.workflows.replay.payout import payout, pooled

BN = 1_000_000_000
amounts = st.integers(0, 10**15).map(Yen)


@pytest.mark.parametrize(
    ("reserve", "covered", "left"),
    [
        (Yen(2_059_999_999), Yen(2_059_999_999), Yen(1)),
        (Yen(2_060_000_000), Yen(2_060_000_000), Yen(0)),
        (Yen(2_060_000_001), Yen(2_060_000_000), Yen(0)),
    ],
)
def test_one_yen_below_the_loss_leaves_one_yen(reserve: Yen, covered: Yen, left: Yen) -> None:
    paid = payout(reserve, Yen(2_060_000_000))
    assert (paid.covered, paid.left, paid.in_full) == (covered, left, left == Yen(0))


def test_the_share_is_exact() -> None:
    assert payout(Yen(2), Yen(3)).share == Ratio(Fraction(2, 3))


def test_without_a_loss_there_is_no_share_and_nothing_is_left() -> None:
    paid = payout(Yen(5), Yen(0))
    assert paid.share is None
    assert (paid.covered, paid.left, paid.in_full) == (Yen(0), Yen(0), True)
    assert pooled(Yen(5), []).share is None


@pytest.mark.parametrize(("reserve", "loss"), [(-1, 5), (5, -1)])
def test_a_negative_amount_is_refused(reserve: int, loss: int) -> None:
    with pytest.raises(ValueError, match="at least ¥0"):
        payout(Yen(reserve), Yen(loss))


def test_a_pool_never_moves_money_between_firms() -> None:
    # 5 + 2 of 9 + 2: the second firm's unused 3 stay with it.
    pool = pooled(Yen(5), [Yen(9), Yen(2)])
    assert (pool.covered, pool.left, pool.firms, pool.in_full) == (Yen(7), Yen(4), 2, 1)
    assert pool.share == Ratio(Fraction(7, 11))


@given(amounts, amounts)
def test_covered_and_left_are_the_loss_and_covered_never_exceeds_either(reserve: Yen, loss: Yen) -> None:
    paid = payout(reserve, loss)
    assert paid.covered + paid.left == loss
    assert Yen(0) <= paid.covered <= min(reserve, loss)
    assert paid.in_full == (reserve >= loss)


@given(amounts, amounts, amounts)
def test_a_larger_reserve_never_covers_less(one: Yen, other: Yen, loss: Yen) -> None:
    smaller, larger = sorted((one, other))
    assert payout(smaller, loss).covered <= payout(larger, loss).covered


@given(amounts, st.lists(amounts, max_size=8))
def test_a_pool_is_the_sum_of_its_firms(reserve: Yen, losses: list[Yen]) -> None:
    pool = pooled(reserve, losses)
    each = [min(reserve.amount, loss.amount) for loss in losses]
    assert pool.covered == Yen(sum(each))
    assert pool.left == Yen(sum(loss.amount for loss in losses) - sum(each))
    assert pool.in_full == sum(reserve >= loss for loss in losses)
