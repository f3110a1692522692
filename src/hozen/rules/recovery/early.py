"""The early lump sum against the final payment (Mt. Gox). Law-neutral."""

from __future__ import annotations

from hozen.rules.recovery.entitled import entitled
from hozen.rules.recovery.errors import RecoveryRefused
from hozen.rules.recovery.slices import Slice, slice_of
from hozen.values.ratio import Ratio
from hozen.values.splitting import DOWN
from hozen.values.splitting.arrays import parts_of
from hozen.values.wide import Marks, Wide, chosen, none, plus, sum_of, the_larger


def early_and_final(cash: int, part: Slice, early: Marks, rate: Ratio) -> Wide:
    """Early: rate × rest. Final: rest × assets / Σ rests of all, early payments not taken off the assets.

    Both rounded down and never below what was paid; neither is due before there is anything for the rests. Where some
    had more than the final rate before a late claim came, the others get what there is, at one rate. RecoveryRefused
    where early payments that are new leave too little for the final ones; what was paid early stops no later round.
    """
    nothing = none(len(part.claims))
    paid = part.paid or nothing
    assets, rests = cash + part.before, part.whole
    if not assets:
        return nothing
    had_early, had = chosen(early, paid, nothing), chosen(early, nothing, paid)
    lump = the_larger(chosen(early, _part(part.claims, rate), nothing), had_early)
    final = parts_of(part.claims, min(assets, rests), rests) if rests else part.claims
    final = chosen(early, nothing, final)
    due, new = the_larger(final, had), sum_of(lump) - sum_of(had_early)
    if sum_of(lump) + sum_of(due) > assets:
        _refuse_new(new, cash, sum_of(lump) + sum_of(final), assets)
        due = entitled(cash - new, slice_of(chosen(early, nothing, part.claims), had), None, DOWN)
    return plus(lump, due)


def _part(rests: Wide, rate: Ratio) -> Wide:
    return parts_of(rests, rate.value.numerator, rate.value.denominator)


def _refuse_new(new: int, cash: int, due: int, assets: int) -> None:
    if new and (new > cash or due > assets):
        raise RecoveryRefused(
            "early lump sums leave too little for the final payments",
            found=f"{due} due",
            expected=f"at most {assets}",
            try_next="a lower early rate",
        )
