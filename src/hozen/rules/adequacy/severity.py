"""How large one loss is. Law-neutral; any unit of money, one for all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from hozen.rules.adequacy.arrays import Array, normal_tail


class Severity(Protocol):
    """損害額. E[min(X, x)] in closed form is what makes layers exact."""

    def exceeds(self, x: Array) -> Array:
        """P(X > x), for x ≥ 0."""

    def limited_mean(self, x: Array) -> Array:
        """E[min(X, x)], for x ≥ 0."""

    def at(self, scores: Array) -> Array:
        """The losses that stand at standard normal scores: a higher score, a larger loss."""


@dataclass(frozen=True, slots=True)
class Lognormal:
    """exp(mu + sigma Z)."""

    mu: float
    sigma: float

    def exceeds(self, x: Array) -> Array:
        """P(Z > (ln x − mu) / sigma)."""
        return normal_tail((self._log(x) - self.mu) / self.sigma)

    def limited_mean(self, x: Array) -> Array:
        """exp(mu + sigma²/2) P(Z < (ln x − mu − sigma²) / sigma) + x P(X > x)."""
        score = (self._log(x) - self.mu) / self.sigma
        below = math.exp(self.mu + self.sigma**2 / 2) * normal_tail(self.sigma - score)
        return np.asarray(below + np.asarray(x) * normal_tail(score))

    def at(self, scores: Array) -> Array:
        """exp(mu + sigma z)."""
        return np.exp(self.mu + self.sigma * scores)

    def _log(self, x: Array) -> Array:
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(np.asarray(x, dtype=float)))


@dataclass(frozen=True, slots=True)
class Exponential:
    """A loss with mean `theta` that forgets how large it is already."""

    theta: float

    def exceeds(self, x: Array) -> Array:
        """exp(−x / theta)."""
        return np.exp(-np.asarray(x) / self.theta)

    def limited_mean(self, x: Array) -> Array:
        """theta (1 − exp(−x / theta))."""
        return -self.theta * np.expm1(-np.asarray(x) / self.theta)

    def at(self, scores: Array) -> Array:
        """−theta ln P(Z > z)."""
        return self.of_tail(normal_tail(scores))

    def of_tail(self, chance: Array) -> Array:
        """The loss that is exceeded with that chance."""
        return -self.theta * np.log(chance)


@dataclass(frozen=True, slots=True)
class Pareto:
    """P(X > x) = (theta / (x + theta))^alpha; no mean where alpha ≤ 1, but every limited mean."""

    alpha: float
    theta: float

    def exceeds(self, x: Array) -> Array:
        """(theta / (x + theta))^alpha."""
        return np.power(self.theta / (np.asarray(x) + self.theta), self.alpha)

    def limited_mean(self, x: Array) -> Array:
        """theta / (alpha − 1) (1 − (theta / (x + theta))^(alpha − 1)); theta ln(1 + x / theta) where alpha is 1."""
        logs = np.log1p(np.asarray(x) / self.theta)
        if self.alpha == 1:
            return self.theta * logs
        return -self.theta / (self.alpha - 1) * np.expm1(-(self.alpha - 1) * logs)

    def at(self, scores: Array) -> Array:
        """theta (P(Z > z)^(−1/alpha) − 1)."""
        return self.of_tail(normal_tail(scores))

    def of_tail(self, chance: Array) -> Array:
        """The loss that is exceeded with that chance."""
        return self.theta * np.expm1(-np.log(chance) / self.alpha)


def generalised_pareto(xi: float, scale: float) -> Pareto | Exponential:
    """The tail over a threshold, measured from it, xi ≥ 0: a Pareto with alpha = 1/xi and theta = scale/xi.

    ValueError for a xi below 0: such a tail ends, and no theft is known to have an end but custody.
    """
    if xi < 0 or scale <= 0:
        raise ValueError(f"a tail has xi ≥ 0 and a scale above 0, not {xi} and {scale}")
    return Pareto(1 / xi, scale / xi) if xi else Exponential(scale)
