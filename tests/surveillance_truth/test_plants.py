"""Each planted case is what it is said to be, by the written definition; each twin is not."""

from __future__ import annotations

import pytest
from tape_definitions import DEFINITIONS, Tape

from hozen.workflows.market_sim import PLANTS, TYPOLOGIES


@pytest.fixture(scope="module")
def tape(small) -> Tape:
    return Tape(small)


def test_every_play_is_in_the_tape(tape) -> None:
    assert {one.play for one in tape.cases.values()} == set(PLANTS)


@pytest.mark.parametrize("typology", TYPOLOGIES)
def test_a_case_meets_its_definition_and_a_twin_does_not(tape, typology) -> None:
    found = {
        (one.case, one.play): DEFINITIONS[typology](tape, one)
        for one in tape.cases.values()
        if one.typology == typology
    }
    assert found == {key: not PLANTS[key[1]].twin for key in found}


def test_the_truth_names_the_accounts_that_sent_the_orders(tape) -> None:
    for case in tape.cases.values():
        assert {one.account for one in case.events} == case.accounts
        assert {one.symbol for one in case.events} == set(case.symbols)
