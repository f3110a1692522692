"""Proportional entitlement from the first round on, where some were paid before. Law-neutral."""

from __future__ import annotations

import numpy as np

from hozen.rules.recovery.slices import Slice
from hozen.values.splitting import SplitRule
from hozen.values.splitting.arrays import Ranks, split_wide, split_wide_at_most
from hozen.values.wide import Wide, below, chosen, none, sum_of, the_larger


def entitled(cash: int, part: Slice, ranks: Ranks | None, rule: SplitRule) -> Wide:
    """Each row's entitlement when `cash` is there beyond what was paid before; never below what was paid.

    Everybody comes to one rate of the claim, late claims too, out of what is there. Who was already paid above that
    rate keeps it, gets nothing now, and the rate of the others is worked out without him.
    """
    if part.paid is None:
        return split_wide_at_most(cash, part.claims, rule, ranks)
    nothing = none(len(part.claims))
    active = ~below(part.claims, part.paid)
    while True:
        everybody = bool(active.all())  # mostly so, and then nothing has to be copied
        claims = part.claims if everybody else chosen(active, part.claims, nothing)
        paid = part.paid if everybody else chosen(active, part.paid, nothing)
        reached = split_wide(min(cash + sum_of(paid), sum_of(claims)), claims, rule, ranks)
        above = below(reached, paid)
        if not np.any(above):
            return reached if everybody else the_larger(reached, part.paid)
        active &= ~above
