"""The Fourier transform against Panjer's recursion, the brackets, and dice against both."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panjer import panjer

from hozen.rules.adequacy import (
    Binomial,
    Cause,
    Cover,
    Firm,
    LossModel,
    NegativeBinomial,
    Poisson,
    annual_loss,
)
from hozen.rules.adequacy.annual_loss import bracket
from hozen.rules.adequacy.made_whole import at_least_one, grid, need, need_of_cause, reserve_needed
from hozen.rules.adequacy.on_grid import on_grid
from hozen.rules.adequacy.part_of_loss import Borne, capped, layer, left_by
from hozen.rules.adequacy.severity import Lognormal, Pareto
from hozen.rules.adequacy.simulated import losses, paid, simulated

KEYS, VENDOR = "key_compromise", "third_party_signing_compromise"
CAUSES = (Cause(KEYS, 0.75), Cause(VENDOR, 0.25))
MODEL = LossModel(Poisson(0.8), Lognormal(0, 2), CAUSES)


def cover(
    attachment=2.0, limit=10.0, share=1.0, aggregate=1e9, causes=(KEYS, VENDOR), retention=0.0, late=0
) -> Cover:
    return Cover("P1", attachment, limit, share, retention, aggregate, frozenset(causes), late)


@pytest.mark.parametrize(
    ("kind", "one", "two", "frequency"),
    [
        ("poisson", 0.8, 0, Poisson(0.8)),
        ("negative_binomial", 1, 2.0, NegativeBinomial(1, 2.0)),
        ("negative_binomial", 2.5, 0.4, NegativeBinomial(2.5, 0.4)),
        ("binomial", 3, 0.4, Binomial(3, 0.4)),
    ],
)
def test_fourier_and_panjer_agree(kind, one, two, frequency) -> None:
    severity = [0.1, 0.4, 0.2, 0.0, 0.3]
    year = annual_loss(frequency, np.array(severity), 1, 1024)
    assert year.probabilities[:60] == pytest.approx(panjer(kind, one, two, severity, 60), abs=1e-14)
    mean = sum(k * p for k, p in enumerate(severity))
    assert year.mean == pytest.approx(frequency.mean * mean, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 3), st.floats(0.5, 2.5), st.floats(0, 5), st.floats(0.5, 20), st.floats(0.1, 1))
def test_what_is_kept_lies_between_lower_and_upper(rate, sigma, attachment, limit, share) -> None:
    part = Borne(Lognormal(0, sigma), layer(attachment, limit, share))
    step = limit * share / 64
    found = bracket(Poisson(rate), part, step, 66, 2**12)
    for level in (0.9, 0.99, 0.995):
        assert found.lower.value_at_risk(level) <= found.kept.value_at_risk(level) + step
        assert found.kept.value_at_risk(level) <= found.upper.value_at_risk(level) + step
    assert found.lower.mean <= found.kept.mean + 1e-9 <= found.upper.mean + 2e-9
    exact = rate * float(part.limited_mean(np.array(limit * share)))
    assert found.kept.mean == pytest.approx(exact, rel=1e-6, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 30), st.floats(0.1, 20), st.floats(0.05, 1)), max_size=3),
    st.floats(0, 60),
)
def test_what_layers_pay_and_what_is_left_make_the_loss(terms, loss) -> None:
    parts = [layer(*one) for one in terms]
    cap = 50.0
    at = np.array([min(loss, cap)])
    together = sum((part.of(at)[0] for part in parts), start=0.0)
    left = left_by(parts, cap).of(np.array([loss]))[0]
    if all(sum(a <= x < a + n for a, n, _ in terms) <= 1 for x in np.linspace(0, 60, 601)):
        assert left + together == pytest.approx(min(loss, cap), abs=1e-9)
    assert -1e-9 <= left <= min(loss, cap) + 1e-9


def test_a_retention_is_borne_in_full() -> None:
    # 80% of 10 over 2, 1 retained: of a loss of 7 the layer has 5, 80% is 4, less 1 is 3; of 3.25 exactly nothing
    part = layer(2, 10, 0.8, 1)
    assert part.of(np.array([3.0, 3.25, 7, 12, 100])) == pytest.approx([0, 0, 3, 7, 7])
    assert layer(2, 10, 0.5, 6).of(np.array([100.0])) == pytest.approx([0])


def test_the_part_above_its_most_never_happens() -> None:
    part = Borne(Pareto(1.2, 1.5), capped(10))
    assert part.exceeds(np.array([9.999, 10, 11])) == pytest.approx(
        [float(Pareto(1.2, 1.5).exceeds(np.array(9.999))), 0, 0]
    )


def test_dice_agree_with_the_exact_year() -> None:
    firm = Firm(40, 5, 0, (cover(),))
    exact = need(MODEL, 40, firm.covers, at=2)  # a loss of 2 to 12 leaves just 2
    thrown = simulated(MODEL, firm, 200_000, np.random.default_rng(1)).need
    for x in (0, 2, 5, 20):
        assert thrown.at_most(x) == pytest.approx(exact.at_most(x), abs=4e-3)
    assert thrown.above(5) == pytest.approx(exact.above(5), rel=0.03)


def test_a_yearly_limit_holds_and_costs() -> None:
    found = losses(Poisson(0.8), Lognormal(0, 2), 200_000, np.random.default_rng(2))
    free, held = paid(found, cover()), paid(found, cover(aggregate=10))
    assert held.max() == 10 < free.max()
    assert free.mean() == pytest.approx(1.4802850691132987, rel=0.02)  # the agreed problem's mean
    assert held.mean() == pytest.approx(1.3858707412165352, rel=0.02)  # and under a yearly limit of 10


def test_causes_together_are_the_whole() -> None:
    whole = need(MODEL, 40)
    parts = [need_of_cause(MODEL, 40, (), one) for one in CAUSES]
    assert sum(one.mean for one in parts) == pytest.approx(whole.mean, rel=1e-9)
    # no loss of either cause: the product, for Poisson losses are independent by cause
    assert parts[0].no_loss * parts[1].no_loss == pytest.approx(whole.no_loss, rel=1e-9)
    assert at_least_one(Poisson(0.8), 0.25) == pytest.approx(1 - math.exp(-0.2), abs=1e-15)


def test_cover_that_answers_for_one_cause_helps_that_cause_alone() -> None:
    one = (cover(causes=(KEYS,)),)
    vendor = need_of_cause(MODEL, 40, one, CAUSES[1])
    assert vendor.probabilities == pytest.approx(need_of_cause(MODEL, 40, (), CAUSES[1]).probabilities)
    assert need_of_cause(MODEL, 40, one, CAUSES[0]).mean < need_of_cause(MODEL, 40, (), CAUSES[0]).mean


def test_the_reserve_needed_below_on_and_above() -> None:
    exact, step = need(MODEL, 40), 40 / 4096
    needed = reserve_needed(exact, 0, 0.9)
    assert exact.at_most(needed) >= 0.9 > exact.at_most(needed - step)
    assert reserve_needed(exact, needed, 0.9) == 0
    assert reserve_needed(exact, needed - step, 0.9) == pytest.approx(step)


def test_custody_caps_each_loss() -> None:
    one = on_grid(Borne(Lognormal(5, 2), capped(1)), 1 / 8, 8)
    assert one.sum() == pytest.approx(1)
    assert one[-1] == pytest.approx(float(Lognormal(5, 2).exceeds(np.array(1.0))), abs=2e-3)


def test_the_grid_meets_the_reserve_where_a_layer_begins() -> None:
    # 2 is no multiple of 40/4096; the chance that stands at 2 would be split between two points
    step, points = grid(40, 4096, 2)
    assert 2 / step == pytest.approx(round(2 / step))
    assert points * step >= 40
    assert grid(40, 4096, 0) == grid(40, 4096, 50) == (40 / 4096, 4096)
    certain = LossModel(
        Poisson(0.5), Lognormal(1.5, 0.01), (Cause(KEYS, 1.0),)
    )  # about 4.48, between 2 and 12
    year = need(certain, 40, (cover(causes=(KEYS,)),), at=2)
    assert year.at_most(2) == pytest.approx(math.exp(-0.5) * 1.5, abs=1e-9)  # no loss, or one
