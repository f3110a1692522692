"""Rules for dividing what is too little, in exact fractions, against the published tables."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.recovery.study import RULES, contested_garment, is_consistent, random_arrival, talmud

# Aumann and Maschler (1985), O'Neill (1982): claims 100, 200, 300
ORDER = (
    "proportional",
    "constrained_equal_awards",
    "constrained_equal_losses",
    "talmud",
    "random_arrival",
)
TABLE = {
    50: ("25/3 50/3 25", "50/3 50/3 50/3", "0 0 50", "50/3 50/3 50/3", "50/3 50/3 50/3"),
    100: ("50/3 100/3 50", "100/3 100/3 100/3", "0 0 100", "100/3 100/3 100/3", "100/3 100/3 100/3"),
    150: ("25 50 75", "50 50 50", "0 25 125", "50 50 50", "100/3 175/3 175/3"),
    200: ("100/3 200/3 100", "200/3 200/3 200/3", "0 50 150", "50 75 75", "100/3 250/3 250/3"),
    300: ("50 100 150", "100 100 100", "0 100 200", "50 100 150", "50 100 150"),
    400: ("200/3 400/3 200", "100 150 150", "100/3 400/3 700/3", "50 125 225", "200/3 350/3 650/3"),
    500: ("250/3 500/3 250", "100 200 200", "200/3 500/3 800/3", "200/3 500/3 800/3", "200/3 500/3 800/3"),
    550: ("275/3 550/3 275", "100 200 250", "250/3 550/3 850/3", "250/3 550/3 850/3", "250/3 550/3 850/3"),
    600: ("100 200 300",) * 5,
}
CASES = [
    (estate, rule, awards) for estate, row in TABLE.items() for rule, awards in zip(ORDER, row, strict=True)
]


def fractions(text: str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, text.split()))


@pytest.mark.parametrize(("estate", "rule", "awards"), CASES)
def test_claims_of_100_200_300(estate, rule, awards):
    assert RULES[rule](estate, [100, 200, 300]) == fractions(awards)


@pytest.mark.parametrize(
    ("rule", "awards"),
    list(zip(ORDER, ("100/3 200/3", "50 50", "25 75", "25 75", "25 75"), strict=True)),
)
def test_the_garment_that_one_claims_whole_and_one_half(rule, awards):
    # Bava Metzia 2a: claims 50 and 100 on 100.
    assert RULES[rule](100, [50, 100]) == fractions(awards)
    assert contested_garment(100, 50, 100) == (25, 75)


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
