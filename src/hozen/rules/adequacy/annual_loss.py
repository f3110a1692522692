"""The loss of a year, by the Fourier transform. Law-neutral."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from hozen.rules.adequacy.arrays import Array
from hozen.rules.adequacy.frequency import Frequency
from hozen.rules.adequacy.on_grid import Way, on_grid
from hozen.rules.adequacy.severity import Severity


@dataclass(frozen=True, slots=True)
class AnnualLoss:
    """年間損害額: probabilities of 0, step, 2 step, …"""

    step: float
    probabilities: Array

    @property
    def mean(self) -> float:
        """E[S]."""
        return float(self._points() @ self.probabilities)

    @property
    def sd(self) -> float:
        """√Var[S]."""
        second = float(self._points() ** 2 @ self.probabilities)
        return math.sqrt(max(0.0, second - self.mean**2))

    @property
    def no_loss(self) -> float:
        """P(S = 0)."""
        return float(self.probabilities[0])

    def at_most(self, x: float) -> float:
        """P(S ≤ x)."""
        upto = math.floor(x / self.step + 1e-9) + 1
        return float(self.probabilities[: max(0, upto)].sum())

    def value_at_risk(self, level: float) -> float:
        """VaR: the smallest x with P(S ≤ x) ≥ level."""
        place = np.searchsorted(np.cumsum(self.probabilities), level - 1e-13, side="left")
        return float(min(int(place), len(self.probabilities) - 1) * self.step)

    def tail_value_at_risk(self, level: float) -> float:
        """TVaR: VaR + E[max(0, S − VaR)] / (1 − level), the mean of the worst 1 − level."""
        least = self.value_at_risk(level)
        return least + self.above(least) / (1 - level)

    def above(self, x: float) -> float:
        """E[max(0, S − x)]: what a reserve of x leaves unpaid on average."""
        return float(np.maximum(0.0, self._points() - x) @ self.probabilities)

    def limited_mean(self, x: float) -> float:
        """E[min(S, x)]: the mean under a yearly limit."""
        return self.mean - self.above(x)

    def exceedance(self, points: Array) -> Array:
        """P(S > x) at each point."""
        upto = np.cumsum(self.probabilities)
        places = np.floor(points / self.step + 1e-9).astype(int)
        return np.asarray(np.maximum(0.0, 1 - upto[np.clip(places, 0, len(upto) - 1)]))

    def _points(self) -> Array:
        return np.arange(len(self.probabilities)) * self.step


@dataclass(frozen=True, slots=True)
class Bracket:
    """The year's loss with each loss rounded down, with its mean kept, and rounded up."""

    lower: AnnualLoss
    kept: AnnualLoss
    upper: AnnualLoss


def annual_loss(frequency: Frequency, one_loss: Array, step: float, size: int) -> AnnualLoss:
    """S = X₁ + … + X_N on `size` points. Mass beyond the last point comes back at the first: choose `size` for it.

    ValueError where the losses have more points than the year.
    """
    if len(one_loss) > size:
        raise ValueError(f"{len(one_loss)} points of one loss do not fit into {size} of the year")
    transformed = frequency.generating(np.fft.rfft(one_loss, size))
    return AnnualLoss(step, np.maximum(0.0, np.fft.irfft(transformed, size)))


def bracket(frequency: Frequency, loss: Severity, step: float, cells: int, size: int) -> Bracket:
    """The year's loss three ways: what lies between lower and upper is the error of the grid."""
    lower, kept, upper = (
        annual_loss(frequency, on_grid(loss, step, cells, way), step, size)
        for way in (Way.LOWER, Way.MEAN, Way.UPPER)
    )
    return Bracket(lower, kept, upper)


def size_for(frequency: Frequency, cells: int) -> int:
    """Points of the year, a power of two: room for eight deviations more losses than the mean, two at the least."""
    most = max(2.0, frequency.mean + 8 * math.sqrt(frequency.variance) + 2)
    return 1 << math.ceil(math.log2(cells * most + 2))
