"""Splitting over arrays gives to the unit what the plain split gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.values.splitting import DOWN, LARGEST_REMAINDER, SplitRefused, split
from hozen.values.splitting.arrays import split_wide
from hozen.values.splitting.shares import CHUNK
from hozen.values.splitting.smallest import smallest
from hozen.values.wide import (
    Wide,
    at_most,
    chosen,
    from_decimals,
    largest,
    less,
    minus,
    plus,
    sum_of,
    to_decimals,
    wide,
)

SIZES = st.sampled_from([3, 2**20, 2**52, 2**63, 2**64, 2**65, 10**27, 10**38])
RULES = st.sampled_from([DOWN, LARGEST_REMAINDER])


def numbers(found: Wide) -> list[int]:
    return [found.number(at) for at in range(len(found))]


@st.composite
def cases(draw):
    most = draw(SIZES)
    weights = draw(st.lists(st.integers(0, most - 1), min_size=1, max_size=40).filter(any))
    total = draw(st.integers(0, min(2 * sum(weights), 10**38 - 1)))
    return total, weights


@given(cases(), RULES)
def test_the_same_to_the_unit_as_the_plain_split(case, rule):
    total, weights = case
    assert numbers(split_wide(total, wide(weights), rule)) == split(total, weights, rule)


@given(cases(), st.randoms())
def test_ties_go_to_the_smaller_rank(case, chance):
    total, weights = case
    ranks = chance.sample(range(len(weights)), len(weights))
    keys = [f"{rank:03}" for rank in ranks]
    assert numbers(split_wide(total, wide(weights), ranks=np.array(ranks))) == split(
        total, weights, keys=keys
    )


@pytest.mark.parametrize("unit", [1, 10**10, 10**25])
def test_more_rows_than_one_chunk(unit):
    count = 2 * CHUNK + 5
    weights = [unit * (1 + at % 7) + at % 3 for at in range(count)]
    total = sum(weights) * 3 // 5
    assert numbers(split_wide(total, wide(weights))) == split(total, weights)


@pytest.mark.parametrize("unit", [5, 5 * 10**10, 5 * 10**25, 5 * 10**35])
@pytest.mark.parametrize("rule", [DOWN, LARGEST_REMAINDER])
def test_parts_that_come_out_exactly_are_not_one_too_small(unit, rule):
    # Three fifths of multiples of five: a factor that is cut after so many digits stays a hair below each of them.
    weights = [unit * at for at in range(1, 60)] + [3, 1, 1]
    total = sum(weights) * 3 // 5
    assert numbers(split_wide(total, wide(weights), rule)) == split(total, weights, rule)


WORD = 1 << 64


def test_numbers_of_one_word_stay_exact_when_they_grow_out_of_it():
    ones = from_decimals(to_decimals(wide([WORD - 1, 5])).ravel())
    assert not ones.high.flags.writeable  # one zero for all
    assert numbers(plus(ones, ones)) == [2 * WORD - 2, 10]
    assert numbers(less(plus(ones, ones), ones)) == [WORD - 1, 5]
    assert numbers(chosen(np.array([True, False]), ones, wide([0, 7 * WORD]))) == [WORD - 1, 7 * WORD]
    assert numbers(at_most(ones, WORD)) == [WORD - 1, 5]
    assert numbers(at_most(plus(ones, ones), WORD)) == [WORD, 10]
    assert (sum_of(ones), largest(ones), sum_of(plus(ones, ones))) == (WORD + 4, WORD - 1, 2 * WORD + 8)
    with pytest.raises(OverflowError):
        minus(wide([5]), wide([6]))


def test_equal_weights_and_one_unit_less_than_all():
    # 99,999 units for 100,000 equal claims of 1: each fraction is the same, the last rank goes without.
    assert numbers(split_wide(99_999, wide([1] * 100_000))) == [1] * 99_999 + [0]


@pytest.mark.parametrize(
    ("total", "weights", "said"), [(-1, [1], "below nothing"), (1, [0], "nothing to split by")]
)
def test_what_cannot_be_split_is_refused(total, weights, said):
    with pytest.raises(SplitRefused, match=said):
        split_wide(total, wide(weights))


def test_a_part_that_the_format_cannot_hold_is_refused():
    with pytest.raises(SplitRefused, match="more than 38 digits"):
        split_wide(2**130, wide([1]))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30), st.data())
def test_the_first_rows_by_two_columns_are_those_of_a_sort(rows, data):
    count = data.draw(st.integers(0, len(rows)))
    levels = [np.array(column, np.uint64) for column in zip(*rows, strict=True)]
    by_sort = sorted(range(len(rows)), key=lambda at: (*rows[at], at))[:count]
    assert sorted(smallest(count, levels).tolist()) == sorted(by_sort)


@given(st.lists(st.integers(0, 2**127 - 1), max_size=20))
def test_sums_the_largest_and_the_decimals_of_arrow(said):
    assert sum_of(wide(said)) == sum(said)
    assert largest(wide(said)) == max(said, default=0)
    assert numbers(from_decimals(to_decimals(wide(said)).ravel())) == said


def test_a_negative_decimal_is_refused():
    memory = np.frombuffer((-5).to_bytes(16, "little", signed=True), np.uint64)
    with pytest.raises(OverflowError, match="below nothing"):
        from_decimals(memory)
