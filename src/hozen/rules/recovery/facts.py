"""The exact input of a distribution: what is claimed, what is there, and the terms of the plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hozen.rules.recovery.errors import RecoveryRefused
from hozen.values.ratio import Ratio
from hozen.values.splitting import DOWN, SplitRule
from hozen.values.splitting.arrays import Ranks
from hozen.values.wide import Marks, Wide


@dataclass(frozen=True, slots=True)
class Claims:
    """債権の列: the claims on one pool, a row a claim, in the pool's unit (smallest units of its asset, or yen).

    `ranks` is each row's place in the order of claim ids; None where the rows stand in that order. A row of a disputed
    claim is reckoned in full and its share held back; the share of an `unclaimed` one is kept for whom it belongs to.
    `paid` is all that the row was paid before, `priority` the place
    of its class in the terms, `early` who chose the early lump sum; None: nobody, nothing, the first class.
    """

    units: Wide
    ranks: Ranks | None = None
    paid: Wide | None = None
    disputed: Marks | None = None
    priority: NDArray[np.int64] | None = None
    early: Marks | None = None
    unclaimed: Marks | None = None

    def __post_init__(self) -> None:
        others = (self.ranks, self.paid, self.disputed, self.priority, self.early, self.unclaimed)
        lengths = {len(self.units), *(len(one) for one in others if one is not None)}
        if len(lengths) > 1:
            raise RecoveryRefused(
                "columns of different length", found=sorted(lengths), expected="one row a claim"
            )

    def __len__(self) -> int:
        return len(self.units)


@dataclass(frozen=True, slots=True)
class Pool:
    """配当財団: what has come in for these claims from the first day on, after costs, in the pool's unit.

    What was paid out before is not taken off: each round is reckoned on all that ever came in.
    """

    name: str  # an asset, or 'JPY'
    realised: int


@dataclass(frozen=True, slots=True)
class Convenience:
    """少額債権の特則: a claim of at most `limit` is paid `rate` of it, before others, and nothing more."""

    limit: int
    rate: Ratio


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """計画の条項: how a plan pays.

    `classes` in order of priority: one is paid in full before the next gets anything. `base` is paid on each claim
    first (Mt. Gox: min(claim, 200,000)). `early` is the rate of an early lump sum on the rest of the claim, final for
    who chose it. A payment below `minimum` waits for a later round. Ratios are at most 1: nobody gets more than the claim.
    """

    classes: tuple[str, ...] = ("customers",)
    base: int = 0
    convenience: Convenience | None = None
    early: Ratio | None = None
    minimum: int = 0
    rule: SplitRule = DOWN

    def __post_init__(self) -> None:
        rates = [one for one in (self.early, self.convenience and self.convenience.rate) if one]
        wrong = [one.value for one in rates if not 0 <= one.value <= 1]
        if wrong or min(self.base, self.minimum) < 0 or not self.classes:
            raise RecoveryRefused(
                "terms that cannot be",
                found=f"base {self.base}, minimum {self.minimum}, rates {wrong}, classes {self.classes}",
                expected="amounts of 0 or more, rates from 0 to 1, at least one class",
            )
