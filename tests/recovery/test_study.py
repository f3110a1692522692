"""Rules for dividing what is too little: what holds of any claims. The published tables are among the vectors."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.recovery.study import RULES, is_consistent, random_arrival, talmud

ORDER = (
    "proportional",
    "constrained_equal_awards",
    "constrained_equal_losses",
    "talmud",
    "random_arrival",
)


@st.composite
def problems(draw):
    claims = draw(st.lists(st.integers(0, 100), min_size=1, max_size=7))
    return draw(st.integers(0, sum(claims))), claims


@given(problems(), st.sampled_from(ORDER))
def test_all_of_the_estate_is_awarded_and_nobody_gets_more_than_the_claim(problem, rule):
    estate, claims = problem
    awards = RULES[rule](estate, claims)
    assert sum(awards) == estate
    assert all(0 <= award <= claim for award, claim in zip(awards, claims, strict=True))


@given(problems(), st.sampled_from(ORDER))
def test_equal_claims_get_the_same_and_larger_claims_no_less(problem, rule):
    estate, claims = problem
    awards = sorted(zip(claims, RULES[rule](estate, claims), strict=True))
    for (small, less), (large, more) in pairwise(awards):
        assert less <= more
        assert small != large or less == more


@given(problems())
def test_talmud_is_consistent_with_the_contested_garment_for_every_pair(problem):
    estate, claims = problem
    assert is_consistent(talmud(estate, claims), claims)


def test_proportional_awards_are_not_consistent_with_the_contested_garment():
    assert not is_consistent(RULES["proportional"](200, [100, 200, 300]), [100, 200, 300])


@pytest.mark.parametrize(("estate", "claims"), [(-1, [5]), (6, [5]), (1, [5, -1])])
@pytest.mark.parametrize("rule", ORDER)
def test_an_estate_that_cannot_be_is_refused(rule, estate, claims):
    with pytest.raises(ValueError, match="0 to Σ claims"):
        RULES[rule](estate, claims)


def test_random_arrival_takes_sixteen_claims_and_no_more():
    with pytest.raises(ValueError, match="at most 16"):
        random_arrival(1, [1] * 17)
