"""Distributions fitted to losses, each loss with a weight. Law-neutral."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from hozen.rules.adequacy.arrays import Array
from hozen.rules.adequacy.observed import WithTail, observed
from hozen.rules.adequacy.severity import Exponential, Lognormal, Pareto, generalised_pareto


def lognormal(values: Array, weights: Array) -> Lognormal:
    """By the greatest likelihood: weighted mean and deviation (divided by n, not n − 1) of the logarithms."""
    return Lognormal(*mean_and_sd(np.log(values), weights))


def mean_and_sd(values: Array, weights: Array) -> tuple[float, float]:
    """Weighted mean, and the root of the weighted mean square around it."""
    whole = weights / weights.sum()
    mean = float(whole @ values)
    return mean, math.sqrt(float(whole @ (values - mean) ** 2))


def mean_and_sample_sd(values: Array, weights: Array) -> tuple[float, float]:
    """As `mean_and_sd`, the squares divided by 1 − Σ w²: by n − 1 where all weights are alike."""
    mean, sd = mean_and_sd(values, weights)
    whole = weights / weights.sum()
    return mean, sd / math.sqrt(1 - float(whole @ whole))


def hill(values: Array, largest: int) -> float:
    """Hill's estimate of the tail's exponent alpha from the `largest` values over the next one."""
    ordered = np.sort(values)[::-1]
    return largest / float(np.log(ordered[:largest] / ordered[largest]).sum())


def over_threshold(excesses: Array, weights: Array) -> Pareto | Exponential:
    """The generalised Pareto tail with the greatest likelihood, xi ≥ 0.

    For a given theta = xi / scale the best xi is the weighted mean of ln(1 + theta x); what is left is one dimension,
    searched over ln theta. An exponential where xi would fall below 0.
    """
    whole = weights / weights.sum()

    def xi_of(theta: float) -> float:
        return float(whole @ np.log1p(theta * excesses))

    def cost(log_theta: float) -> float:
        xi = xi_of(math.exp(log_theta))
        return math.log(xi) - log_theta + xi

    middle = math.log(1 / float(whole @ excesses))
    best = _least(cost, middle - 12, middle + 12)
    xi = xi_of(math.exp(best))
    if xi < 1e-4:
        return Exponential(float(whole @ excesses))
    return generalised_pareto(xi, xi / math.exp(best))


def list_with_tail(values: Array, weights: Array, threshold: float) -> WithTail:
    """The list up to the threshold, and the tail fitted above it. ValueError for fewer than three above."""
    above = values > threshold
    if above.sum() < 3:
        raise ValueError("a tail is fitted to at least three losses over the threshold")
    tail = over_threshold(values[above] - threshold, weights[above])
    return WithTail(observed(values, weights), threshold, tail)


def _least(cost: Callable[[float], float], low: float, high: float) -> float:
    """Where the cost is least: a coarse grid, then the golden section around its best point."""
    grid = np.linspace(low, high, 97)
    place = int(np.argmin([cost(float(one)) for one in grid]))
    low, high = float(grid[max(0, place - 1)]), float(grid[min(96, place + 1)])
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(80):
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if cost(left) < cost(right) else (left, high)
    return (low + high) / 2
