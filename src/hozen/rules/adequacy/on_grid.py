"""A random loss on an even grid. Law-neutral.

`mean` keeps the mean of the loss up to the grid's end exactly; `lower` and `upper` round each loss down and up, so that
every quantile of the year's loss lies between theirs: the stated error.
"""

from __future__ import annotations

from enum import Enum

import numpy as np

from hozen.rules.adequacy.arrays import Array
from hozen.rules.adequacy.severity import Severity


class Way(Enum):
    """How a loss between two points is put on them."""

    MEAN = "mean"
    LOWER = "lower"
    UPPER = "upper"


def on_grid(loss: Severity, step: float, cells: int, way: Way = Way.MEAN) -> Array:
    """Probabilities of 0, step, …, cells × step. What lies beyond the grid is left out: they then add to less than 1."""
    points = np.arange(cells + 2) * step
    if way is Way.MEAN:
        return _keeping_the_mean(loss.limited_mean(points), step)
    return _rounded(loss.exceeds(points[:-1]), way)


def _keeping_the_mean(limited: Array, step: float) -> Array:
    slopes = np.diff(limited) / step  # the average of P(X > x) over each cell
    return np.append(1 - slopes[0], slopes[:-1] - slopes[1:])


def _rounded(tails: Array, way: Way) -> Array:
    inside = tails[:-1] - tails[1:]  # P((k − 1) step < X ≤ k step)
    zero = 1 - tails[0]
    if way is Way.UPPER:
        return np.append(zero, inside)
    found = np.append(inside, 0.0)
    found[0] += zero
    return found
