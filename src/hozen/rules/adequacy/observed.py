"""Losses as they were: the list itself as the distribution, alone or below a fitted tail. Law-neutral."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hozen.rules.adequacy.arrays import Array, normal_tail
from hozen.rules.adequacy.severity import Exponential, Pareto


@dataclass(frozen=True, slots=True)
class Observed:
    """The list as a distribution: each value with its weight; weights add to 1, values rise. Made by `observed`."""

    values: Array
    weights: Array

    def exceeds(self, x: Array) -> Array:
        """The weight of what is above x."""
        tails = np.append(np.cumsum(self.weights[::-1])[::-1], 0.0)
        return tails[np.searchsorted(self.values, x, side="right")]

    def limited_mean(self, x: Array) -> Array:
        """Σ weight × min(value, x)."""
        upto = np.append(0.0, np.cumsum(self.weights * self.values))
        found = upto[np.searchsorted(self.values, x, side="right")]
        return np.asarray(found + np.asarray(x) * self.exceeds(x))

    def at(self, scores: Array) -> Array:
        """The value at which the weights from above reach P(Z > z)."""
        return self.of_tail(normal_tail(scores))

    def of_tail(self, chance: Array) -> Array:
        """The smallest value that is exceeded with at most that chance."""
        below = np.cumsum(self.weights)
        place = np.searchsorted(below, 1 - np.asarray(chance), side="left")
        return self.values[np.minimum(place, len(self.values) - 1)]


def observed(values: Sequence[float] | Array, weights: Sequence[float] | Array | None = None) -> Observed:
    """The values in order, their weights brought to 1. ValueError without values, or for a weight below 0."""
    found = np.asarray(values, dtype=float)
    given = np.ones(len(found)) if weights is None else np.asarray(weights, dtype=float)
    if not len(found) or given.min() < 0 or not given.sum() > 0:
        raise ValueError("at least one value, and weights of at least 0 that are not all 0")
    order = np.argsort(found, kind="stable")
    return Observed(found[order], given[order] / given.sum())


@dataclass(frozen=True, slots=True)
class WithTail:
    """The list up to the threshold, a fitted tail above it, which has the weight that the list has there."""

    body: Observed
    threshold: float
    tail: Pareto | Exponential

    @property
    def above(self) -> float:
        """P(X > threshold)."""
        return float(self.body.exceeds(np.array([self.threshold]))[0])

    def exceeds(self, x: Array) -> Array:
        """The list's up to the threshold, then P(X > threshold) × the tail's."""
        beyond = np.maximum(0.0, np.asarray(x) - self.threshold)
        upper = self.above * self.tail.exceeds(beyond)
        return np.where(np.asarray(x) < self.threshold, self.body.exceeds(x), upper)

    def limited_mean(self, x: Array) -> Array:
        """The list's up to the threshold, then what the tail adds."""
        below = self.body.limited_mean(np.minimum(x, self.threshold))
        beyond = np.maximum(0.0, np.asarray(x) - self.threshold)
        return below + self.above * self.tail.limited_mean(beyond)

    def at(self, scores: Array) -> Array:
        """By the chance of more, from the list or from the tail."""
        chance, above = normal_tail(scores), self.above
        low = self.body.of_tail(np.maximum(chance, above))
        if not above:
            return low
        high = self.tail.of_tail(np.minimum(chance / above, 1.0))
        return np.where(chance < above, self.threshold + high, low)
