"""The part of a loss that somebody bears: straight pieces, never falling. Law-neutral.

A layer, a cap and what the layers leave to the firm are all of this form, so that one exact formula serves them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hozen.rules.adequacy.arrays import Array
from hozen.rules.adequacy.severity import Severity


@dataclass(frozen=True, slots=True)
class PartOfLoss:
    """The part somebody bears: slopes[i] of each yen between knots[i] and knots[i + 1]; the last piece has no end.

    knots rise and begin with 0; slopes are at least 0.
    """

    knots: tuple[float, ...]
    slopes: tuple[float, ...]

    def of(self, loss: Array) -> Array:
        """The part of each loss."""
        rises = np.diff(self.knots) * np.array(self.slopes[:-1])
        base = np.append(0.0, np.cumsum(rises))
        place = np.searchsorted(self.knots, loss, side="right") - 1
        slopes, knots = np.array(self.slopes), np.array(self.knots)
        return np.asarray(base[place] + slopes[place] * (loss - knots[place]))


def layer(attachment: float, limit: float, share: float = 1.0, retention: float = 0.0) -> PartOfLoss:
    """max(0, share × min(limit, loss − attachment) − retention): a layer of cover."""
    start = attachment + (retention / share if share else limit)
    end = attachment + limit
    if start >= end:
        return PartOfLoss((0.0,), (0.0,))
    return _tidy((0.0, start, end), (0.0, share, 0.0))


def capped(most: float) -> PartOfLoss:
    """min(loss, most)."""
    return PartOfLoss((0.0, most), (1.0, 0.0))


def left_by(parts: Sequence[PartOfLoss], most: float) -> PartOfLoss:
    """What others leave of min(loss, most). Where they would pay more than the loss, nothing is left, not less."""
    knots = sorted({0.0, most, *(knot for part in parts for knot in part.knots if knot < most)})
    paid = [sum(_slope(part, knot) for part in parts) for knot in knots]
    slopes = [max(0.0, 1.0 - one) if knot < most else 0.0 for knot, one in zip(knots, paid, strict=True)]
    return PartOfLoss(tuple(knots), tuple(slopes))


def _slope(part: PartOfLoss, at: float) -> float:
    return part.slopes[int(np.searchsorted(part.knots, at, side="right")) - 1]


def _tidy(knots: tuple[float, ...], slopes: tuple[float, ...]) -> PartOfLoss:
    kept = [
        place for place in range(len(knots)) if place == len(knots) - 1 or knots[place] < knots[place + 1]
    ]
    return PartOfLoss(tuple(knots[one] for one in kept), tuple(slopes[one] for one in kept))


@dataclass(frozen=True, slots=True)
class Borne:
    """What is borne: the part of a random loss, itself a random loss."""

    loss: Severity
    part: PartOfLoss

    def exceeds(self, x: Array) -> Array:
        """P(X > the largest loss whose part is at most x)."""
        return np.where(np.asarray(x) >= self.most, 0.0, self.loss.exceeds(self._reaching(x)))

    def limited_mean(self, x: Array) -> Array:
        """Σ slope × (E[min(X, end)] − E[min(X, knot)]) over the pieces up to the loss whose part is x."""
        reach = self._reaching(x)
        found = np.zeros(np.shape(x))
        ends = (*self.part.knots[1:], np.inf)
        for knot, end, slope in zip(self.part.knots, ends, self.part.slopes, strict=True):
            if slope:
                upto = self.loss.limited_mean(np.clip(reach, knot, end))
                found = found + slope * (upto - self.loss.limited_mean(np.array(knot)))
        return found

    def at(self, scores: Array) -> Array:
        """The part of the loss at the score."""
        return self.part.of(self.loss.at(scores))

    @property
    def most(self) -> float:
        """The largest part there can be."""
        return float("inf") if self.part.slopes[-1] else float(self.part.of(np.array(self.part.knots[-1])))

    def _reaching(self, x: Array) -> Array:
        """The largest loss whose part is at most x."""
        knots, slopes = np.array(self.part.knots), np.array(self.part.slopes)
        base = self.part.of(knots)
        place = np.searchsorted(base, x, side="right") - 1
        # flat pieces lie before the place that searchsorted finds; the last flat one is reached only at the top
        rise = np.where(slopes[place] > 0, slopes[place], 1.0)
        return np.where(slopes[place] > 0, knots[place] + (np.asarray(x) - base[place]) / rise, knots[place])
