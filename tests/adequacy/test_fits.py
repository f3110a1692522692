"""Fits of the incident list against scipy, and by hand. An independent computation of them is among the vectors."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from hozen.rules.adequacy import fitted
from hozen.rules.adequacy.arrays import normal_tail
from hozen.rules.adequacy.interval import exact_poisson
from hozen.rules.adequacy.observed import observed
from hozen.rules.adequacy.severity import Lognormal, Pareto
from hozen.rules.adequacy.share_of_custody import ShareOfCustody
from hozen.workflows.adequacy import fit
from hozen.workflows.adequacy.losses_of_list import list_losses


def test_weights_by_confidence_change_the_fit() -> None:
    rows = {one.figure: one for one in fit().fitted}
    assert rows["lognormal_mu"].weighted != rows["lognormal_mu"].equal


def test_a_weight_of_two_is_the_row_twice() -> None:
    values, weights = np.array([1.0, 2, 5, 9, 30]), np.array([1.0, 2, 1, 1, 2])
    twice = np.repeat(values, weights.astype(int))
    assert fitted.lognormal(values, weights) == pytest.approx(fitted.lognormal(twice, np.ones(7)))
    one, two = (fitted.over_threshold(a, b) for a, b in ((values, weights), (twice, np.ones(7))))
    assert (one.alpha, one.theta) == pytest.approx((two.alpha, two.theta), rel=1e-4)


def test_five_events_by_chi_square() -> None:
    # Garwood: chi² of 2k and 2k + 2 degrees, halved
    low, high = stats.chi2.ppf(0.05, 10) / 2, stats.chi2.ppf(0.95, 12) / 2
    assert exact_poisson(5, 0.9) == pytest.approx((low, high), abs=1e-10)
    assert exact_poisson(5, 0.9)[0] / 259.7 == pytest.approx(0.008, abs=5e-4)
    assert exact_poisson(5, 0.9)[1] / 259.7 == pytest.approx(0.040, abs=6e-4)
    assert exact_poisson(0, 0.9) == pytest.approx((0, -np.log(0.05)))


def test_the_tail_is_that_of_scipy() -> None:
    excess = list_losses(None).yen
    excess = (excess[excess > 5e9] - 5e9) / 1e9
    ours = fitted.over_threshold(excess, np.ones(len(excess)))
    xi, _, scale = stats.genpareto.fit(excess, floc=0)
    assert 1 / ours.alpha == pytest.approx(xi, abs=2e-3)
    assert ours.theta / ours.alpha == pytest.approx(scale, rel=3e-3)
    mine = stats.genpareto.logpdf(excess, 1 / ours.alpha, scale=ours.theta / ours.alpha).sum()
    assert mine >= stats.genpareto.logpdf(excess, xi, scale=scale).sum() - 1e-9


def test_the_normal_tail_is_that_of_scipy() -> None:
    x = np.linspace(-8, 30, 77)
    assert normal_tail(x) == pytest.approx(stats.norm.sf(x), rel=1e-12)


def test_tails_at_scores_are_quantiles() -> None:
    scores = np.array([-2.0, 0, 1, 3])
    for loss in (Lognormal(1, 2), Pareto(1.2, 1.5), ShareOfCustody(-1.7, 1.2, 45)):
        assert loss.exceeds(loss.at(scores)) == pytest.approx(stats.norm.sf(scores), rel=1e-9)


def test_the_mean_of_a_share_by_quadrature() -> None:
    loss = ShareOfCustody(-1.7413, 1.1817, 45)
    z = np.linspace(-9, 9, 200_001)
    values, weights = loss.at(z), stats.norm.pdf(z) * (z[1] - z[0])
    for cap in (1, 7, 20, 45):
        assert loss.limited_mean(np.array(cap)) == pytest.approx(np.minimum(values, cap) @ weights, abs=2e-5)


def test_the_list_itself_as_a_distribution() -> None:
    # 1, 2, 4 with weights 1, 1, 2: P(X > 1) = 3/4, E[min(X, 3)] = (1 + 2 + 2·3)/4
    loss = observed([4.0, 1, 2], [2, 1, 1])
    assert loss.exceeds(np.array([0.5, 1, 2, 4])) == pytest.approx([1, 0.75, 0.5, 0])
    assert loss.limited_mean(np.array([3.0, 9])) == pytest.approx([2.25, 2.75])
    assert list(loss.of_tail(np.array([0.9, 0.5, 0.1]))) == [1, 2, 4]


def test_a_list_with_a_tail_joins_without_a_step() -> None:
    values = np.array([1.0, 2, 3, 6, 8, 12, 40])
    loss = fitted.list_with_tail(values, np.ones(7), 5)
    assert loss.above == pytest.approx(4 / 7)
    assert loss.exceeds(np.array([4.999, 5.0])) == pytest.approx([4 / 7, 4 / 7])
    drawn = loss.at(np.random.default_rng(3).standard_normal(200_000))
    assert (drawn > 5).mean() == pytest.approx(4 / 7, abs=0.005)
    assert np.minimum(drawn, 20).mean() == pytest.approx(float(loss.limited_mean(np.array(20.0))), rel=0.01)
