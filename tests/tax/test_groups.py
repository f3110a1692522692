"""The fast kernels against the plain versions, group by group."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tax_cases import made

from hozen.rules.tax import Move, Pool, TaxRefused, sheet_moving_average, total_average
from hozen.rules.tax.exact_division import mul_floor_div
from hozen.rules.tax.grouped import Groups, sheet_groups, total_average_groups


def together(cases: list[tuple[Pool, list[Move]]]) -> Groups:
    sizes = [len(trades) for _, trades in cases]
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    rows = [one for _, trades in cases for one in trades]
    columns = (
        starts,
        [one.units for one in rows],
        [int(one.yen) for one in rows],
        [pool.units for pool, _ in cases],
        [int(pool.yen) for pool, _ in cases],
    )
    return Groups(*(np.array(one, dtype=np.int64) for one in columns))


@pytest.mark.parametrize(("groups", "most"), [(900, 25), (3, 400)], ids=["side by side", "one by one"])
def test_kernels_answer_what_the_plain_versions_answer(groups, most) -> None:
    rng = random.Random(groups)  # noqa: S311  # cases that come again, no secrets
    cases = [made(rng, most) for _ in range(groups)]
    average, sheet = total_average_groups(together(cases)), sheet_groups(together(cases))
    for place, (pool, trades) in enumerate(cases):
        plain, cells = total_average(pool, trades), sheet_moving_average(pool, trades)
        exact = int(average.cost_floor[place]) + Fraction(
            int(average.rest[place]), int(average.divisor[place])
        )
        assert exact == plain.cost
        assert sheet.cost_floor[place] == cells.cost
        assert average.closing_units[place] == sheet.closing_units[place] == plain.closing.units
        assert average.paid[place] - exact == plain.closing.yen


@given(st.lists(st.tuples(st.integers(0, 2**62), st.integers(0, 2**62), st.integers(1, 2**62)), min_size=1))
def test_the_division_is_exact_at_any_size(rows) -> None:
    rows = [(a, min(b, q), q) for a, b, q in rows]
    a, b, q = (np.array(one, dtype=np.int64) for one in zip(*rows, strict=True))
    floor, rest = mul_floor_div(a, b, q)
    assert [divmod(x * y, z) for x, y, z in rows] == list(zip(floor.tolist(), rest.tolist(), strict=True))


def groups_of(units: list[int], yen: list[int]) -> Groups:
    return Groups(*(np.array(one, dtype=np.int64) for one in ([0], units, yen, [0], [0])))


def test_a_group_below_nothing_is_refused_with_its_row() -> None:
    with pytest.raises(TaxRefused) as refusal:
        sheet_groups(groups_of([5, -3, -3], [10, 0, 0]))
    assert refusal.value.where == "row 2"
    assert refusal.value.expected == "at most the 2 units held"


def test_eighteen_decimals_beyond_64_bits_are_refused_and_not_wrapped() -> None:
    """Ten coins of 18 decimals are 10^19 units, above 2^63. Here three purchases of 4 coins each."""
    with pytest.raises(TaxRefused, match="beyond 64 bits"):
        total_average_groups(groups_of([4 * 10**18] * 3, [1, 1, 1]))


@pytest.mark.parametrize("kernel", [total_average_groups, sheet_groups])
@pytest.mark.parametrize("rounds", range(2, 40))
def test_a_sum_that_wraps_round_to_little_is_refused_too(kernel, rounds) -> None:
    """2^61 units bought and sold over and over: after 8 rounds what was bought is 2^64, which 64 bits tell as 0."""
    with pytest.raises(TaxRefused, match="beyond 64 bits"):
        kernel(groups_of([2**61, -(2**61)] * rounds, [100, 0] * rounds))
    with pytest.raises(TaxRefused, match="beyond 64 bits"):
        kernel(groups_of([2, -1] * rounds, [2**62, 0] * rounds))


def test_the_largest_sums_that_fit_are_taken() -> None:
    """2^62 − 1 units moved and as many yen paid: at the limit, and exact. One unit more is refused."""
    found = total_average_groups(groups_of([2**61, -(2**61 - 1)], [2**62 - 1, 0]))
    exact = int(found.cost_floor[0]) + Fraction(int(found.rest[0]), int(found.divisor[0]))
    assert exact == Fraction((2**62 - 1) * (2**61 - 1), 2**61)
    with pytest.raises(TaxRefused, match="beyond 64 bits"):
        total_average_groups(groups_of([2**61, -(2**61)], [1, 0]))
