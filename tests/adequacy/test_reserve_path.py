"""The reserve through the years: certain losses by hand, then what must hold of chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hozen.rules.adequacy import Cause, Cover, Firm, Given, LossModel, Poisson
from hozen.rules.adequacy.observed import observed
from hozen.rules.adequacy.reserve_path import PathTerms, reserve_path
from hozen.rules.adequacy.severity import Lognormal

KEYS = "key_compromise"
STILL = PathTerms(years=2, level=10, yearly_addition=2, volatility=0, with_market=0, in_crypto=0)
ONE_A_YEAR = LossModel(Given((0.0, 1.0)), observed([6.0]), (Cause(KEYS, 1.0),))


def layer_of(late: int, limit: float = 4, aggregate: float = 100) -> Cover:
    return Cover("P1", 2, limit, 1, 0, aggregate, frozenset({KEYS}), late)


def run(model: LossModel, firm: Firm, terms: PathTerms = STILL, paths: int = 50, seed: int = 1):
    return reserve_path(model, firm, terms, paths, np.random.default_rng(seed))


def test_a_loss_each_year_by_hand() -> None:
    # 10 − 6 + 2 = 6, then 6 − 6 + 2 = 2: nobody waits
    found = run(ONE_A_YEAR, Firm(100, 10, 0))
    assert list(found.reserve_after) == [6, 2]
    assert list(found.whole_at_once) == [1, 1]
    assert (found.whole_in_the_end, found.left_at_once) == (1, 0)


def test_own_capital_pays_after_the_reserve_and_the_rest_is_owed() -> None:
    # year 1: 6 = 3 of the reserve + 1 of capital + 2 owed; year 2: 6 = 2 (built up) + 4 owed
    found = run(ONE_A_YEAR, Firm(100, 3, 1))
    assert list(found.whole_at_once) == [0, 0]
    assert found.left_at_once == found.left_in_the_end == 6


def test_insurance_that_comes_at_once_spares_the_reserve() -> None:
    # 4 over 2 of a loss of 6: the insurer has 4, the firm 2 a year, refilled by 2
    found = run(ONE_A_YEAR, Firm(100, 10, 0, (layer_of(0),)))
    assert list(found.reserve_after) == [10, 10]


def test_late_insurance_makes_customers_wait_but_whole_in_the_end() -> None:
    found = run(ONE_A_YEAR, Firm(100, 2, 0, (layer_of(6),)), replace(STILL, years=1))
    assert list(found.whole_at_once) == [0]
    assert (found.left_at_once, found.left_in_the_end, found.whole_in_the_end) == (4, 0, 1)


def test_a_yearly_limit_is_renewed_each_year() -> None:
    twice = LossModel(Given((0.0, 0.0, 1.0)), observed([6.0]), (Cause(KEYS, 1.0),))
    # two losses of 6 a year: the insurer has 4 and then 1 of a yearly limit of 5, the firm 7 a year
    found = run(
        twice, Firm(100, 7, 0, (layer_of(0, aggregate=5),)), replace(STILL, level=7, yearly_addition=7)
    )
    assert list(found.whole_at_once) == [1, 1]
    assert list(found.reserve_after) == [7, 7]


def test_no_loss_is_larger_than_custody() -> None:
    found = run(ONE_A_YEAR, Firm(5, 5, 0), replace(STILL, years=1))
    assert list(found.whole_at_once) == [1]


MODEL = LossModel(Poisson(0.3), Lognormal(1, 1.5), (Cause(KEYS, 1.0),))
MOVING = replace(STILL, volatility=0.6, with_market=0.3, in_crypto=0.5, years=3)


def test_more_reserve_never_helps_less_and_the_same_seed_gives_the_same() -> None:
    chances = [run(MODEL, Firm(50, held, 0), MOVING, 2000).whole_at_once[-1] for held in (0, 2, 5, 20)]
    assert chances == sorted(chances)
    again = [run(MODEL, Firm(50, 5, 0), MOVING, 500, 7).left_at_once for _ in range(2)]
    assert again[0] == again[1]


def test_as_many_losses_fall_as_the_rate_says() -> None:
    # P(no loss in a year) = exp(−0.3); without any money it is the chance that nobody waits
    found = run(MODEL, Firm(50, 0, 0), replace(STILL, years=1, level=0), 40_000)
    assert found.whole_at_once[0] == pytest.approx(np.exp(-0.3), abs=0.01)


def test_losses_that_come_with_a_falling_market_cost_a_reserve_in_crypto_more() -> None:
    firm = Firm(1000, 8, 0)
    calm, falling = (
        run(MODEL, firm, replace(MOVING, with_market=one, in_crypto=1, volatility=1.2), 40_000).left_at_once
        for one in (0.0, 0.9)
    )
    assert falling != calm
