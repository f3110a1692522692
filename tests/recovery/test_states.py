"""The states of a claim."""

from __future__ import annotations

import pytest

from hozen.rules.recovery.states import MOVES, ClaimState, Treatment, may_become


def test_only_an_admitted_claim_is_paid():
    assert [one for one in ClaimState if one.treatment is Treatment.PAID] == [ClaimState.ADMITTED]


@pytest.mark.parametrize("state", ["prefilled", "filed", "disputed", "late", "unclaimed"])
def test_what_may_still_have_to_be_paid_is_held(state):
    assert ClaimState(state).treatment is Treatment.HELD


@pytest.mark.parametrize("state", ["transferred", "set_off", "rejected", "withdrawn"])
def test_what_is_over_is_left_out(state):
    assert ClaimState(state).treatment is Treatment.LEFT_OUT


@pytest.mark.parametrize(
    ("now", "then", "fits"),
    [
        ("filed", "admitted", True),
        ("filed", "prefilled", False),
        ("rejected", "admitted", True),  # contested, and won
        ("transferred", "admitted", False),
        ("admitted", "transferred", True),
        ("unclaimed", "filed", True),
    ],
)
def test_which_state_may_follow(now, then, fits):
    assert may_become(ClaimState(now), ClaimState(then)) is fits


def test_each_state_says_what_may_follow_and_can_be_reached():
    assert set(MOVES) == set(ClaimState)
    reached = set().union(*MOVES.values())
    assert set(ClaimState) - reached == {ClaimState.PREFILLED}
