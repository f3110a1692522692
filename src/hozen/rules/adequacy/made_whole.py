"""What is left for the reserve in a year, exactly, cause by cause. Law-neutral."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from hozen.rules.adequacy.annual_loss import AnnualLoss, annual_loss, size_for
from hozen.rules.adequacy.arrays import Array, Whole
from hozen.rules.adequacy.facts import Cause, Cover, LossModel
from hozen.rules.adequacy.frequency import Complex, Frequency
from hozen.rules.adequacy.on_grid import Way, on_grid
from hozen.rules.adequacy.part_of_loss import Borne, left_by

CELLS = 4096  # of custody


def need(
    model: LossModel,
    custody: float,
    covers: Sequence[Cover] = (),
    *,
    at: float = 0.0,
    way: Way = Way.MEAN,
    cells: int = CELLS,
) -> AnnualLoss:
    """年間の必要額: Σ over the year of min(loss, custody) less what the covers pay of each loss.

    Yearly limits are not seen here: each loss finds them whole. Exact but for a grid of about custody / `cells`, laid
    so that `at` is one of its points: often a layer begins where the reserve ends, and much chance stands just there.
    """
    step, points = grid(custody, cells, at)
    one = np.zeros(points + 1)
    for answering, weight in _answering(model, covers).items():
        left = Borne(model.severity, left_by([cover.part for cover in answering], custody))
        one = one + weight * on_grid(left, step, points, way)
    return annual_loss(model.frequency, one, step, size_for(model.frequency, points))


def need_of_cause(
    model: LossModel, custody: float, covers: Sequence[Cover], cause: Cause, at: float = 0.0
) -> AnnualLoss:
    """The same as if `cause` were the only one; the others do not happen."""
    step, points = grid(custody, CELLS, at)
    answering = [one.part for one in covers if cause.name in one.causes]
    one = on_grid(Borne(model.severity, left_by(answering, custody)), step, points)
    thinned = Thinned(model.frequency, cause.weight)
    return annual_loss(thinned, one, step, size_for(thinned, points))


def grid(custody: float, cells: int, at: float) -> tuple[float, int]:
    """A step of about custody / cells of which `at` is a multiple, and how many of them reach custody."""
    step = custody / cells
    if 0 < at < custody:
        step = at / math.ceil(at / step)
    return step, math.ceil(custody / step - 1e-9)


def _answering(model: LossModel, covers: Sequence[Cover]) -> dict[tuple[Cover, ...], float]:
    """The weight of the causes that the same covers answer for."""
    found: dict[tuple[Cover, ...], float] = {}
    for cause in model.causes:
        answering = tuple(one for one in covers if cause.name in one.causes)
        found[answering] = found.get(answering, 0.0) + cause.weight
    return found


def at_least_one(frequency: Frequency, weight: float) -> float:
    """P(a year has a loss of a cause with that weight) = 1 − E[(1 − weight)^N]."""
    return float(1 - frequency.generating(np.array([1 - weight], dtype=complex)).real[0])


@dataclass(frozen=True, slots=True)
class Thinned:
    """Of all losses each stays with the chance `kept`: E[z^N] at 1 + kept (z − 1)."""

    whole: Frequency
    kept: float

    @property
    def mean(self) -> float:
        """kept × mean."""
        return self.kept * self.whole.mean

    @property
    def variance(self) -> float:
        """kept² × variance + kept (1 − kept) × mean."""
        return self.kept**2 * self.whole.variance + self.kept * (1 - self.kept) * self.whole.mean

    def generating(self, z: Complex) -> Complex:
        """The generating function of the whole, nearer to 1."""
        return self.whole.generating(1 + self.kept * (z - 1))

    def draw(self, chance: np.random.Generator, years: int) -> Whole:
        """Those of the whole that stay."""
        return chance.binomial(self.whole.draw(chance, years), self.kept)


class YearlyNeed(Protocol):
    """What a reserve is measured against: exact, or simulated."""

    def at_most(self, x: float) -> float:
        """P(S ≤ x)."""

    def value_at_risk(self, level: float) -> float:
        """The smallest x with P(S ≤ x) ≥ level."""

    def tail_value_at_risk(self, level: float) -> float:
        """The mean of the worst 1 − level."""

    def above(self, x: float) -> float:
        """E[max(0, S − x)]."""

    def exceedance(self, points: Array) -> Array:
        """P(S > x) at each point."""


def reserve_needed(needs: YearlyNeed, capital: float, level: float) -> float:
    """The smallest reserve that with `capital` beside it makes customers whole with `level`; at least 0."""
    return max(0.0, needs.value_at_risk(level) - capital)
