"""Proportional entitlement from the first round on, where some were paid before. Law-neutral."""

from __future__ import annotations

import numpy as np

from hozen.rules.recovery.slices import Slice
from hozen.values.splitting import SplitRule
from hozen.values.splitting.arrays import Ranks, split_wide
from hozen.values.wide import Wide, below, chosen, none, sum_of, the_larger


def entitled(cash: int, part: Slice, ranks: Ranks | None, rule: SplitRule) -> Wide:
    """Each row's entitlement when `cash` is there beyond what was paid before; never below what was paid.

    Everybody comes to one rate of the claim, late claims too, out of what is there. Who was already paid above that
    rate keeps it, gets nothing now, and the rate of the others is worked out without him.
    """
    total = min(cash + part.before, part.whole)
    reached = split_wide(total, part.claims, rule, ranks, part.whole)
    if part.paid is None or not np.any(below(reached, part.paid)):  # mostly so: nobody had more before
        return reached
    return _without_who_had_more(cash, part.claims, part.paid, ranks, rule)


def _without_who_had_more(cash: int, claims: Wide, paid: Wide, ranks: Ranks | None, rule: SplitRule) -> Wide:
    nothing, active = none(len(claims)), ~below(claims, paid)
    while True:
        of_active, paid_to = chosen(active, claims, nothing), chosen(active, paid, nothing)
        total = min(cash + sum_of(paid_to), sum_of(of_active))
        reached = split_wide(total, of_active, rule, ranks)
        above = below(reached, paid_to)
        if not np.any(above):
            return the_larger(reached, paid)
        active &= ~above
