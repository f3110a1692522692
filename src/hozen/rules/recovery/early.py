"""The early lump sum against the final payment (Mt. Gox). Law-neutral."""

from __future__ import annotations

from hozen.rules.recovery.errors import RecoveryRefused
from hozen.rules.recovery.slices import Slice
from hozen.values.ratio import Ratio
from hozen.values.splitting.arrays import parts_of
from hozen.values.wide import Marks, Wide, chosen, none, sum_of, the_larger


def early_and_final(cash: int, part: Slice, early: Marks, rate: Ratio) -> Wide:
    """Early: rate × rest. Final: rest × assets / Σ rests of all, early payments not taken off the assets.

    Both rounded down; neither is due before there is anything for the rests. RecoveryRefused where
    early payments leave too little for the final ones.
    """
    before = 0 if part.paid is None else sum_of(part.paid)
    assets, rests = cash + before, sum_of(part.claims)
    if not assets:
        return none(len(part.claims))
    lump = parts_of(part.claims, rate.value.numerator, rate.value.denominator)
    final = parts_of(part.claims, min(assets, rests), rests) if rests else part.claims
    due = chosen(early, lump, final)
    due = due if part.paid is None else the_larger(due, part.paid)
    if sum_of(due) > assets:
        raise RecoveryRefused(
            "early lump sums leave too little for the final payments",
            found=f"{sum_of(due)} due",
            expected=f"at most {assets}",
            try_next="a lower early rate",
        )
    return due
