"""A loss as a share of what the firm holds: the share's log odds are normal. Law-neutral."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hozen.rules.adequacy.arrays import Array, normal_tail

_CELLS = 4096  # of the integral behind the limited mean; its error is below 1e-6 of custody


@dataclass(frozen=True, slots=True)
class ShareOfCustody:
    """A share of custody: custody / (1 + exp(−(mean + sd Z)))."""

    mean: float  # of the log odds
    sd: float
    custody: float

    def exceeds(self, x: Array) -> Array:
        """P(Z > (ln(x / (custody − x)) − mean) / sd); 0 from custody on."""
        share = np.asarray(x, dtype=float) / self.custody
        inside = np.clip(share, 1e-300, 1 - 1e-16)
        odds = np.log(inside) - np.log1p(-inside)
        found = normal_tail((odds - self.mean) / self.sd)
        return np.asarray(np.where(share >= 1, 0.0, np.where(share <= 0, 1.0, found)))

    def limited_mean(self, x: Array) -> Array:
        """∫ P(X > t) dt from 0 to x, by trapezoids that end at x."""
        grid = np.linspace(0.0, self.custody, _CELLS + 1)
        tails = self.exceeds(grid)
        cells = (tails[1:] + tails[:-1]) * (self.custody / _CELLS / 2)
        sums = np.append(0.0, np.cumsum(cells))
        at = np.minimum(np.asarray(x, dtype=float), self.custody)
        place = np.minimum((at / self.custody * _CELLS).astype(int), _CELLS - 1)
        return np.asarray(sums[place] + (at - grid[place]) * (tails[place] + self.exceeds(at)) / 2)

    def at(self, scores: Array) -> Array:
        """The share at the score, times custody."""
        return np.asarray(self.custody / (1 + np.exp(-(self.mean + self.sd * scores))))


def log_odds(percent: Array) -> Array:
    """ln(p / (100 − p))."""
    return np.asarray(np.log(percent / (100 - percent)))
