"""Examples whose answers are published or follow from a closed form: Loss Models, and the agreed layer problem."""

from __future__ import annotations

import math

import numpy as np
import pytest

from hozen.rules.adequacy import Given, NegativeBinomial, Poisson, annual_loss
from hozen.rules.adequacy.annual_loss import bracket
from hozen.rules.adequacy.on_grid import on_grid
from hozen.rules.adequacy.part_of_loss import Borne, layer
from hozen.rules.adequacy.severity import Exponential, Lognormal, Pareto

# Klugman, Panjer, Willmot, Loss Models, examples 9.5 and 9.6: a group dental plan, in units of 25
DENTAL = np.array([0, 0.15, 0.2, 0.25, 0.125, 0.075, 0.05, 0.05, 0.05, 0.025, 0.025])
CLAIMS = Given((0.05, 0.1, 0.15, 0.2, 0.25, 0.15, 0.06, 0.03, 0.01))


def test_group_dental() -> None:
    year = annual_loss(CLAIMS, DENTAL, 1, 128)
    assert year.mean == pytest.approx(12.58, abs=1e-12)
    assert year.sd == pytest.approx(7.664620016674016, abs=1e-12)
    expected = [
        *(0.05, 0.015, 0.023375, 0.034675, 0.0325765625, 0.035786390625, 0.0398078709375),
        *(0.0435623156328125, 0.047518001281640625, 0.0490338014703125, 0.05189806481328125),
        *(0.05137885769609375, 0.051186914775),
    ]
    assert year.probabilities[:13] == pytest.approx(expected, abs=1e-14)
    stop = [12.58, 11.63, 10.695, 9.783375, 8.906425, 8.0620515625, 7.253464515625, 6.4846853396875]
    assert [year.above(deductible) for deductible in range(8)] == pytest.approx(stop, abs=1e-12)


def test_compound_poisson_of_exercise_9_34() -> None:
    severity = np.zeros(11)
    severity[[1, 5, 10]] = 0.8, 0.16, 0.04
    year = annual_loss(Poisson(5), severity, 1, 512)
    assert year.probabilities[6] == pytest.approx(0.059892862214093054, abs=1e-14)
    expected = [
        *(0.006737946999085467, 0.03368973499542734, 0.08759331098811107, 0.15946474564502272),
        *(0.23133618030193437, 0.29422368562673207, 0.35411654784082514, 0.4191430839589833),
        *(0.4875920693465182, 0.5499567004773833, 0.6014051444594656, 0.6467932172574097, 0.6925820162282244),
    ]
    assert np.cumsum(year.probabilities)[:13] == pytest.approx(expected, abs=1e-13)


def test_two_policies_as_in_example_9_9() -> None:
    # A: 2 claims, 1 or 2 with 0.6, 0.4. B: 1 claim, 1 or 3 with 0.7, 0.3. Together 3 claims: 1.9/3, 0.8/3, 0.3/3.
    year = annual_loss(Poisson(3), np.array([0, 1.9 / 3, 0.8 / 3, 0.3 / 3]), 1, 128)
    assert year.probabilities[2] == pytest.approx(0.12969531309828555, abs=1e-15)


def test_stop_loss_of_exercise_9_24() -> None:
    # 0 to 4 claims with 1, 4, 6, 4, 1 sixteenths, of 2 or 3 with 0.4, 0.6: the employer bears at most 5.
    claims = Given((1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16))
    year = annual_loss(claims, np.array([0, 0, 0.4, 0.6]), 1, 32)
    assert year.limited_mean(5) == pytest.approx(1611 / 400, abs=1e-13)
    assert year.limited_mean(5) + 1.472 == pytest.approx(5.4995, abs=1e-12)


def test_compound_poisson_of_exponentials() -> None:
    # mean = 0.8 × 5 = 4; variance = 0.8 × 2 × 25 = 40; each tail lies between those of losses rounded down and up
    found = bracket(Poisson(0.8), Exponential(5), 1 / 1024, 2**17, 2**18)
    assert (found.kept.mean, found.kept.sd**2) == (pytest.approx(4, abs=1e-6), pytest.approx(40, abs=1e-3))
    tails = {1: 0.4829473798375803, 5: 0.28222381877865094, 10: 0.14088813904875894}
    tails |= {20: 0.033123596762799815, 40: 0.0015674023229468256}
    for x, tail in tails.items():
        assert 1 - found.lower.at_most(x) <= tail <= 1 - found.upper.at_most(x)
        assert 1 - found.kept.at_most(x) == pytest.approx(tail, abs=1e-4)
    assert found.upper.no_loss == pytest.approx(math.exp(-0.8), abs=1e-13)  # no loss is rounded down to none


def test_geometric_of_exponentials() -> None:
    # P(S > x) = 2/3 exp(−x/9): VaR99 = 9 ln(200/3) = 37.797, TVaR = VaR + 9
    step = 1 / 256
    year = annual_loss(NegativeBinomial(1, 2.0), on_grid(Exponential(3), step, 2**17), step, 2**18)
    assert year.value_at_risk(0.99) == pytest.approx(37.797345700919344, abs=step)
    assert year.tail_value_at_risk(0.99) == pytest.approx(46.797345700919344, abs=1e-3)
    for x, tail in {1: 0.5965595445429132, 9: 0.24525296078096154, 45: 0.004491964666056978}.items():
        assert 1 - year.at_most(x) == pytest.approx(tail, abs=5e-4)


LIMITS = np.array([1.0, 2, 12, 40])


def test_limited_means_in_closed_form() -> None:
    lognormal = [0.6681020012231705, 1.0918773157081707, 2.9422336520997927, 4.540190809477451]
    assert Lognormal(0, 2).limited_mean(LIMITS) == pytest.approx(lognormal, abs=1e-13)
    pareto = [0.7283966141442426, 1.1690934011691745, 2.6670448876705932, 3.639265861489729]
    assert Pareto(1.2, 1.5).limited_mean(LIMITS) == pytest.approx(pareto, abs=1e-13)


def test_a_layer_of_ten_over_two() -> None:
    for loss, mean in ((Lognormal(0, 2), 1.850356336391622), (Pareto(1.2, 1.5), 1.4979514865014187)):
        part = Borne(loss, layer(2, 10))
        assert part.limited_mean(np.array([10.0]))[0] == pytest.approx(mean, abs=1e-13)


def test_the_agreed_yearly_layer_lies_within_its_brackets() -> None:
    # Poisson(0.8) × lognormal(0, 2), 10 over 2 of each loss; brackets of h = 1/4096 confirmed by five methods
    found = bracket(Poisson(0.8), Borne(Lognormal(0, 2), layer(2, 10)), 1 / 4096, 40_960, 2**19)
    assert found.kept.mean == pytest.approx(1.4802850691132987, abs=1e-11)
    assert found.kept.sd == pytest.approx(3.446522850346908, abs=1e-8)
    assert found.upper.no_loss == pytest.approx(0.7470936931661729, abs=1e-12)
    assert found.kept.limited_mean(10) == pytest.approx(1.3858707412165352, abs=1e-9)
    assert found.kept.limited_mean(20) == pytest.approx(1.4764258920042144, abs=1e-9)
    expected = {0.99: (13.452880859375, 13.453369140625), 0.995: (17.873291015625, 17.873779296875)}
    for level, ends in expected.items():
        assert (found.lower.value_at_risk(level), found.upper.value_at_risk(level)) == ends
    tails = {0.99: (17.90676026077545, 17.907301961567054), 0.995: (20.487259239082597, 20.487816110981406)}
    for level, (low, high) in tails.items():
        assert found.lower.tail_value_at_risk(level) == pytest.approx(low, abs=1e-9)
        assert found.upper.tail_value_at_risk(level) == pytest.approx(high, abs=1e-8)
        assert low < found.kept.tail_value_at_risk(level) < high
