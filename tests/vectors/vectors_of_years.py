"""A year's loss: Loss Models' examples, closed forms, and the agreed layer; by transform, recursion and brackets."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from panjer import panjer
from told import Told

from hozen.rules.adequacy import AnnualLoss, Frequency, Given, NegativeBinomial, Poisson, annual_loss
from hozen.rules.adequacy.annual_loss import Bracket, bracket
from hozen.rules.adequacy.on_grid import on_grid
from hozen.rules.adequacy.part_of_loss import Borne, layer
from hozen.rules.adequacy.severity import Exponential, Lognormal, Pareto, Severity


@cache
def bracketed(frequency: Frequency, loss: Severity, step: float, cells: int, size: int) -> Bracket:
    """Worked out once for all checks of the same year."""
    return bracket(frequency, loss, step, cells, size)


def severity(points: Told) -> np.ndarray:
    """Probabilities of 0, 1, 2, … out of {"1": p, …}."""
    found = {int(key): chance for key, chance in points.items()}
    return np.array([found.get(at, 0.0) for at in range(max(found) + 1)])


def group_dental(told: Told) -> None:
    """Examples 9.5 and 9.6: a dental plan in units of 25."""
    year = annual_loss(Given(tuple(told["frequency"])), severity(told["severity"]), told["unit"], 128)
    units = annual_loss(Given(tuple(told["frequency"])), severity(told["severity"]), 1, 128)
    assert units.mean == pytest.approx(told["mean_units"], abs=1e-12)
    assert units.sd == pytest.approx(told["sd_units"], abs=1e-12)
    assert units.probabilities[:13] == pytest.approx(list(told["pmf_0_to_12"]), abs=1e-14)
    stop = list(told["stop_loss_units_d0_to_7"])
    assert [units.above(at) for at in range(8)] == pytest.approx(stop, abs=1e-12)
    assert year.mean == pytest.approx(25 * stop[0], abs=1e-10)


def compound_poisson_934(told: Told) -> None:
    """Exercise 9.34, by transform and by Panjer's recursion."""
    rate, sizes = told["lambda"], severity(told["severity"])
    year = annual_loss(Poisson(rate), sizes, 1, 512)
    recursed = panjer("poisson", rate, 0, list(sizes), 13)
    for chances in (year.probabilities[:13], recursed):
        assert chances[6] == pytest.approx(told["p_S_eq_6"], abs=1e-14)
        assert np.cumsum(chances) == pytest.approx(list(told["cdf_0_to_12"]), abs=1e-13)


def compound_poisson_99(told: Told) -> None:
    """Example 9.9. A: 2 claims, 1 or 2 with 0.6, 0.4. B: 1 claim, 1 or 3 with 0.7, 0.3. Together 3: 1.9, 0.8, 0.3 of 3."""
    sizes = np.array([0, 1.9 / 3, 0.8 / 3, 0.3 / 3])
    for chances in (annual_loss(Poisson(3), sizes, 1, 128).probabilities, panjer("poisson", 3, 0, sizes, 3)):
        assert chances[2] == pytest.approx(told["p_S_eq_2"], abs=1e-15)


def stop_loss_924(told: Told) -> None:
    """Exercise 9.24. 0 to 4 claims with 1, 4, 6, 4, 1 sixteenths, of 2 or 3 with 0.4, 0.6: 5 retained, 1.472 premium."""
    claims = Given((1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16))
    kept = annual_loss(claims, np.array([0, 0, 0.4, 0.6]), 1, 32).limited_mean(5)
    top, bottom = map(int, told["exact_retained"].split("/"))
    assert kept == pytest.approx(told["retained_mean_thousand"], abs=1e-13)
    assert kept * bottom == pytest.approx(top, abs=1e-10)
    assert kept + 1.472 == pytest.approx(told["retained_plus_premium"], abs=1e-12)


def _tail(year: AnnualLoss, x: float) -> float:
    """P(S > x) where the mass at x stands for what lies half a step to either side."""
    return 1 - (year.at_most(x) + year.at_most(x - year.step)) / 2


def compound_poisson_exponential(told: Told) -> None:
    """Poisson × exponential: each tail lies between those of losses rounded down and up."""
    found = bracketed(Poisson(told["lambda"]), Exponential(told["theta"]), 1 / 256, 2**15, 2**16)
    assert found.kept.mean == pytest.approx(told["mean"], abs=1e-6)
    assert found.kept.sd**2 == pytest.approx(told["variance"], abs=1e-3)
    assert found.upper.no_loss == pytest.approx(told["p0"], abs=1e-13)  # no loss is rounded up to none
    for x, tail in told["sf"].items():
        assert 1 - found.lower.at_most(int(x)) <= tail <= 1 - found.upper.at_most(int(x))
        assert _tail(found.kept, int(x)) == pytest.approx(tail, abs=1e-6)


def geometric_exponential(told: Told) -> None:
    """P(S > x) = 2/3 exp(−x/9): VaR99 = 9 ln(200/3), TVaR = VaR + 9."""
    losses = NegativeBinomial(1, told["beta"])
    found = bracketed(losses, Exponential(told["theta"]), 1 / 256, 2**15, 2**17)
    assert found.upper.no_loss == pytest.approx(told["p0"], abs=1e-13)
    for x, tail in told["sf"].items():
        assert 1 - found.lower.at_most(int(x)) <= tail <= 1 - found.upper.at_most(int(x))
        assert _tail(found.kept, int(x)) == pytest.approx(tail, abs=1e-6)
    var, tail_var = told["var_0.99"], told["tvar_0.99"]
    assert found.lower.value_at_risk(0.99) <= var <= found.upper.value_at_risk(0.99)
    assert found.kept.value_at_risk(0.99) == pytest.approx(var, abs=found.kept.step)
    assert found.kept.tail_value_at_risk(0.99) == pytest.approx(tail_var, abs=1e-4)


LOGNORMAL, PARETO = Lognormal(0, 2), Pareto(1.2, 1.5)


def limited_expected_value(told: Told) -> None:
    """Closed forms; and a layer of ten over two as their difference."""
    for name, loss in (("lognormal_mu0_sigma2", LOGNORMAL), ("pareto_alpha1.2_theta1.5", PARETO)):
        limits = {float(limit): mean for limit, mean in told[name].items()}
        assert loss.limited_mean(np.array(list(limits))) == pytest.approx(list(limits.values()), abs=1e-13)
        mean = told["layer_10_xs_2"][name.partition("_")[0]]
        assert Borne(loss, layer(2, 10)).limited_mean(np.array([10.0]))[0] == pytest.approx(mean, abs=1e-13)


def annual_layer_lognormal(told: Told) -> None:
    """The agreed problem: Poisson(0.8) × lognormal(0, 2), 10 over 2 of each loss; brackets of h = 1/4096."""
    ours = _agreed_layer()
    for name in ("mean", "mean_with_annual_limit_10", "mean_with_annual_limit_20", "sd", "p0"):
        assert ours[name] == pytest.approx(told[name], abs=1e-8 if name == "sd" else 1e-9)
    for level in ("0.99", "0.995"):
        ends = ours[f"var{level}_bracket"]
        assert ends == tuple(told[f"var{level}_bracket"])
        assert ours[f"var{level}"] == told[f"var{level}"]
        assert ends[0] <= ours[f"var{level}"] <= ends[1]
        assert ours[f"tvar{level}_bracket"] == pytest.approx(tuple(told[f"tvar{level}_bracket"]), abs=1e-8)
        assert ours[f"tvar{level}"] == pytest.approx(told[f"tvar{level}"], abs=1e-8)
    assert _coarse().mean == pytest.approx(told["mean"], abs=1e-11)
    assert _coarse().value_at_risk(0.99) == pytest.approx(told["var0.99"], abs=1 / 64)


@cache
def _agreed_layer() -> dict[str, Any]:
    found = bracketed(Poisson(0.8), Borne(LOGNORMAL, layer(2, 10)), 1 / 4096, 40_960, 2**19)
    kept, ends = found.kept, (found.lower, found.upper)
    ours: dict[str, Any] = {"mean": kept.mean, "sd": kept.sd, "p0": found.upper.no_loss}
    ours |= {f"mean_with_annual_limit_{limit}": kept.limited_mean(limit) for limit in (10, 20)}
    for level in (0.99, 0.995):
        ours[f"var{level}"] = kept.value_at_risk(level)
        ours[f"var{level}_bracket"] = tuple(one.value_at_risk(level) for one in ends)
        ours[f"tvar{level}"] = kept.tail_value_at_risk(level)
        ours[f"tvar{level}_bracket"] = tuple(one.tail_value_at_risk(level) for one in ends)
    return ours


@cache
def _coarse() -> AnnualLoss:
    """The same by h = 1/64 and 2^13 points, which Panjer's recursion gives to the last digits."""
    one = on_grid(Borne(LOGNORMAL, layer(2, 10)), 1 / 64, 640)
    year = annual_loss(Poisson(0.8), one, 1 / 64, 2**13)
    assert year.probabilities[:1500] == pytest.approx(panjer("poisson", 0.8, 0, one, 1500), abs=1e-14)
    return year


CHECKS = {
    "group_dental": group_dental,
    "compound_poisson_934": compound_poisson_934,
    "compound_poisson_99": compound_poisson_99,
    "stop_loss_924": stop_loss_924,
    "compound_poisson_exponential": compound_poisson_exponential,
    "geometric_exponential": geometric_exponential,
    "limited_expected_value": limited_expected_value,
    "annual_layer_lognormal": annual_layer_lognormal,
}
