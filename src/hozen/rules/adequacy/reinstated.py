"""A limit that comes back for a premium. Law-neutral."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hozen.rules.adequacy.arrays import Array


@dataclass(frozen=True, slots=True)
class Reinstatement:
    """復元: the limit comes back `times` in a year, each whole limit for `rate` of `premium`, a part of it pro rata.

    Pro rata as to amount, not as to time: a loss in December costs as much as one in January.
    """

    times: int
    rate: float
    premium: float

    def costs(self, paid: Array, limit: float) -> Array:
        """rate × premium × min(paid / limit, times), for what a layer paid in each year."""
        return self.rate * self.premium * np.minimum(paid / limit, self.times)

    @property
    def most(self) -> float:
        """What a year costs at the most."""
        return self.rate * self.premium * self.times
