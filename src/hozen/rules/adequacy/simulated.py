"""Years thrown with dice: what the Fourier transform cannot do. Law-neutral; chance comes in from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hozen.rules.adequacy.arrays import Array, Whole
from hozen.rules.adequacy.facts import Cover, Firm, LossModel
from hozen.rules.adequacy.frequency import Frequency
from hozen.rules.adequacy.severity import Severity


@dataclass(frozen=True, slots=True)
class Losses:
    """Every simulated loss: the year it falls in (in order), and how large it is."""

    years: int
    year: Whole
    loss: Array

    def yearly(self, part: Array) -> Array:
        """Σ of a part of each loss, by year."""
        return np.bincount(self.year, weights=part, minlength=self.years)


@dataclass(frozen=True, slots=True)
class SimulatedNeed:
    """Simulated needs: the years' needs in rising order."""

    values: Array

    def at_most(self, x: float) -> float:
        """The part of the years that need no more than x."""
        return float(np.searchsorted(self.values, x, side="right") / len(self.values))

    def value_at_risk(self, level: float) -> float:
        """The smallest need that at least `level` of the years do not exceed."""
        place = int(np.ceil(level * len(self.values) - 1e-9)) - 1
        return float(self.values[max(0, place)])

    def tail_value_at_risk(self, level: float) -> float:
        """VaR + mean excess over it / (1 − level)."""
        least = self.value_at_risk(level)
        return least + self.above(least) / (1 - level)

    def above(self, x: float) -> float:
        """The mean of max(0, need − x)."""
        return float(np.maximum(0.0, self.values - x).mean())

    def exceedance(self, points: Array) -> Array:
        """The part of the years above each point."""
        return 1 - np.searchsorted(self.values, points, side="right") / len(self.values)


def losses(frequency: Frequency, severity: Severity, years: int, chance: np.random.Generator) -> Losses:
    """Losses of so many years."""
    counts = frequency.draw(chance, years)
    year = np.repeat(np.arange(years), counts)
    return Losses(years, year, severity.at(chance.standard_normal(len(year))))


def paid(found: Losses, cover: Cover, answers: Array | None = None) -> Array:
    """What a cover pays in each year: Σ over losses, at most its yearly limit. `answers`: 1 where it answers."""
    within = np.minimum(np.maximum(found.loss - cover.attachment, 0.0), cover.limit)
    if cover.share != 1 or cover.retention:
        within = np.maximum(cover.share * within - cover.retention, 0.0)
    if answers is not None:
        within = within * answers
    return np.minimum(found.yearly(within), cover.share * cover.aggregate)


@dataclass(frozen=True, slots=True)
class Simulated:
    """Simulated years: by year, all losses, and what each cover paid."""

    lost: Array
    paid: tuple[Array, ...]

    @property
    def need(self) -> SimulatedNeed:
        """Σ losses − Σ what the covers paid, at least 0."""
        left = self.lost
        for one in self.paid:
            left = left - one
        return SimulatedNeed(np.sort(np.maximum(0.0, left)))


def simulated(model: LossModel, firm: Firm, years: int, chance: np.random.Generator) -> Simulated:
    """So many years with yearly limits; each loss is at most custody."""
    drawn = losses(model.frequency, model.severity, years, chance)
    found = Losses(years, drawn.year, np.minimum(drawn.loss, firm.custody))
    cause = drawn_causes(model, len(found.loss), chance)
    each = tuple(paid(found, cover, answering(model, cover)[cause]) for cover in firm.covers)
    return Simulated(found.yearly(found.loss), each)


def answering(model: LossModel, cover: Cover) -> Array:
    """1 for each cause that the cover answers for, else 0."""
    return np.array([1.0 if one.name in cover.causes else 0.0 for one in model.causes])


def drawn_causes(model: LossModel, count: int, chance: np.random.Generator) -> Whole:
    """The place of a cause for each loss, by weight."""
    sums = np.cumsum([one.weight for one in model.causes])
    return np.asarray(np.searchsorted(sums[:-1], chance.random(count), side="right"))


def simulate_layers(
    frequency: Frequency, severity: Severity, covers: Sequence[Cover], years: int, chance: np.random.Generator
) -> list[Array]:
    """What each cover pays in each of `years`, whatever the cause."""
    found = losses(frequency, severity, years, chance)
    return [paid(found, one) for one in covers]
