"""Splitting a whole amount: what must hold for any, and edges by hand; worked splits are among the vectors."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.values.splitting import DOWN, SplitRefused, split, split_at_most

BIG = st.integers(0, 10**38 - 1)


def test_down_leaves_the_rest_in_the_pool():
    assert split(100, [1, 1, 1], DOWN) == [33, 33, 33]


def test_equal_fractions_go_to_the_smaller_key_wherever_it_stands():
    assert split(1, [5, 5, 5], keys=["c", "a", "b"]) == [0, 1, 0]
    assert split(2, [5, 5, 5], keys=["c", "a", "b"]) == [0, 1, 1]


def test_nobody_gets_more_than_the_claim():
    assert split_at_most(1000, [3, 4]) == [3, 4]
    assert split_at_most(7, [3, 4]) == [3, 4]
    assert split_at_most(6, [3, 4]) == [3, 3]  # 2 4/7 and 3 3/7: the larger fraction is the first


def test_nothing_is_split_among_nobody():
    assert split(0, []) == []
    assert split(0, [0, 0]) == [0, 0]


@pytest.mark.parametrize(
    ("total", "weights", "keys", "said"),
    [
        (-1, [1], None, "the amount to split is below nothing"),
        (1, [2, -1], None, "a weight is below nothing"),
        (1, [0, 0], None, "nothing to split by"),
        (1, [], None, "nothing to split by"),
        (1, [1, 1], ["a", "a"], "keys are not one to a row"),
        (1, [1, 1], ["a"], "keys are not one to a row"),
    ],
)
def test_what_cannot_be_split_is_refused(total, weights, keys, said):
    with pytest.raises(SplitRefused, match=said):
        split(total, weights, keys=keys)


@given(BIG, st.lists(BIG, min_size=1, max_size=30))
def test_nothing_is_lost_or_made_and_each_is_within_one_unit_of_its_share(total, weights):
    if not any(weights):
        return
    parts, whole = split(total, weights), sum(weights)
    assert sum(parts) == total
    assert all(abs(part - Fraction(total * one, whole)) < 1 for part, one in zip(parts, weights, strict=True))
    down = split(total, weights, DOWN)
    assert down == [total * one // whole for one in weights]
    assert 0 <= total - sum(down) < len(weights)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.data())
def test_nobody_gets_more_than_the_claim_of_any_total_that_the_claims_cover(claims, data):
    total = data.draw(st.integers(0, sum(claims) + 10))
    parts = split_at_most(total, claims)
    assert sum(parts) == min(total, sum(claims))
    assert all(part <= claim for part, claim in zip(parts, claims, strict=True))


@given(st.integers(0, 300), st.lists(st.integers(1, 9), min_size=1, max_size=20), st.randoms())
def test_the_order_of_rows_does_not_matter_when_they_have_keys(total, weights, chance):
    rows = [(f"k{place:02}", weight) for place, weight in enumerate(weights)]
    shuffled = chance.sample(rows, len(rows))
    one = dict(zip([k for k, _ in rows], split(total, weights, keys=[k for k, _ in rows]), strict=True))
    keys = [k for k, _ in shuffled]
    assert dict(zip(keys, split(total, [w for _, w in shuffled], keys=keys), strict=True)) == one
