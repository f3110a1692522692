"""How many losses a year brings. Law-neutral."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from hozen.rules.adequacy.arrays import Array, Whole

Complex = npt.NDArray[np.complex128]


class Frequency(Protocol):
    """頻度. `generating` is E[z^N]; with it one Fourier transform yields the year's loss."""

    @property
    def mean(self) -> float:
        """E[N]."""

    @property
    def variance(self) -> float:
        """Var[N]."""

    def generating(self, z: Complex) -> Complex:
        """E[z^N] for |z| ≤ 1."""

    def draw(self, chance: np.random.Generator, years: int) -> Whole:
        """The number of losses in each of `years`."""


@dataclass(frozen=True, slots=True)
class Poisson:
    """Losses that know nothing of each other; `rate` a year."""

    rate: float

    @property
    def mean(self) -> float:
        """The rate."""
        return self.rate

    @property
    def variance(self) -> float:
        """The rate."""
        return self.rate

    def generating(self, z: Complex) -> Complex:
        """exp(rate (z − 1))."""
        return np.exp(self.rate * (z - 1))

    def draw(self, chance: np.random.Generator, years: int) -> Whole:
        """One number a year."""
        return chance.poisson(self.rate, years)


@dataclass(frozen=True, slots=True)
class NegativeBinomial:
    """Losses that come in bunches: variance = mean × (1 + beta), mean = size × beta. Size 1 is the geometric."""

    size: float
    beta: float

    @property
    def mean(self) -> float:
        """size × beta."""
        return self.size * self.beta

    @property
    def variance(self) -> float:
        """size × beta × (1 + beta)."""
        return self.mean * (1 + self.beta)

    def generating(self, z: Complex) -> Complex:
        """(1 − beta (z − 1))^−size."""
        return np.power(1 - self.beta * (z - 1), -self.size)

    def draw(self, chance: np.random.Generator, years: int) -> Whole:
        """One number a year."""
        return chance.negative_binomial(self.size, 1 / (1 + self.beta), years)


@dataclass(frozen=True, slots=True)
class Binomial:
    """At most `most` losses, each with the same chance: the third of Panjer's family."""

    most: int
    chance_of_each: float

    @property
    def mean(self) -> float:
        """most × chance."""
        return self.most * self.chance_of_each

    @property
    def variance(self) -> float:
        """most × chance × (1 − chance)."""
        return self.mean * (1 - self.chance_of_each)

    def generating(self, z: Complex) -> Complex:
        """(1 + chance (z − 1))^most."""
        return np.power(1 + self.chance_of_each * (z - 1), self.most)

    def draw(self, chance: np.random.Generator, years: int) -> Whole:
        """One number a year."""
        return chance.binomial(self.most, self.chance_of_each, years)


@dataclass(frozen=True, slots=True)
class Given:
    """Probabilities of 0, 1, 2, … losses, as given. They add to 1."""

    probabilities: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Σ n p."""
        return sum(n * p for n, p in enumerate(self.probabilities))

    @property
    def variance(self) -> float:
        """Σ n² p − mean²."""
        return sum(n * n * p for n, p in enumerate(self.probabilities)) - self.mean**2

    def generating(self, z: Complex) -> Complex:
        """Σ p z^n, by Horner."""
        found = np.zeros_like(z)
        for one in reversed(self.probabilities):
            found = found * z + one
        return found

    def draw(self, chance: np.random.Generator, years: int) -> Whole:
        """One number a year."""
        sums: Array = np.cumsum(self.probabilities)
        return np.asarray(np.searchsorted(sums, chance.random(years) * sums[-1], side="right"))
