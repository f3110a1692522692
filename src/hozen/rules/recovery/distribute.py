"""One round on one pool: who gets what, what is held back, what is left. Law-neutral; exact to the unit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hozen.rules.recovery.distribution import Distribution
from hozen.rules.recovery.early import early_and_final
from hozen.rules.recovery.entitled import entitled
from hozen.rules.recovery.errors import RecoveryRefused
from hozen.rules.recovery.facts import Claims, PlanTerms, Pool
from hozen.rules.recovery.slices import Slice, slices
from hozen.values.wide import Marks, Wide, below, chosen, less, none, plus, repeated, sum_of


def distribute(claims: Claims, pool: Pool, terms: PlanTerms = PlanTerms()) -> Distribution:  # noqa: B008  # frozen: one for all
    """配当計算: distribute all that the pool realised, on top of what was paid before.

    Classes in their order; in each the convenience class, the base payment, then the rest, each paid in full before
    the next, and in proportion to the claims. Who took the early lump sum has all that he will have: he keeps nobody
    after him waiting. Each creditor's entitlement counts from the first round on and is never
    taken back. Equal fractions go to the smaller rank, so the order of rows does not matter. RecoveryRefused where
    claims, pool and terms do not fit.
    """
    cash = left = _cash(claims, pool, terms)
    due: Wide | None = None
    before: tuple[Slice, Wide] | None = None
    for part in _in_order(claims, terms):
        if before:
            cash = (
                left if cash and _satisfied(*before, claims, terms) else 0
            )  # cut fractions are for those who lack them
        found = _one(cash, part, claims, terms)
        left -= sum_of(found, part.whole + part.before) - part.before
        due, before = found if due is None else plus(due, found), (part, found)
    return _parted(due or none(len(claims)), claims, terms, left)


def _one(cash: int, part: Slice, claims: Claims, terms: PlanTerms) -> Wide:
    if part.rests and terms.early is not None and claims.early is not None and claims.early.any():
        return early_and_final(cash, part, claims.early, terms.early)
    return entitled(cash, part, claims.ranks, terms.rule)


def _satisfied(part: Slice, due: Wide, claims: Claims, terms: PlanTerms) -> bool:
    """Whether the next slice may have what is left: each has all of this one, or the lump sum that is final for him."""
    if part.rests and terms.early is not None and claims.early is not None:
        due = chosen(
            claims.early, part.claims, due
        )  # no lump sum is due where nothing is there, nor is there a rest then
    return part.is_full(due)


def _in_order(claims: Claims, terms: PlanTerms) -> Iterator[Slice]:
    for place in range(len(terms.classes)):
        yield from _of_class(claims, place, terms)


def _of_class(claims: Claims, place: int, terms: PlanTerms) -> Iterator[Slice]:
    units, paid = claims.units, claims.paid
    if len(terms.classes) > 1:
        mine, nothing = _members(claims, place), none(len(claims))
        units, paid = chosen(mine, units, nothing), paid and chosen(mine, paid, nothing)
    return slices(units, paid, terms)


def _members(claims: Claims, place: int) -> Marks:
    if claims.priority is None:
        return np.full(len(claims), place == 0)
    found: Marks = claims.priority == place
    return found


def _parted(due: Wide, claims: Claims, terms: PlanTerms, left: int) -> Distribution:
    """What is due now, parted into what is paid, held back for a dispute, unclaimed, and put off as too small."""
    pay = due if claims.paid is None else less(due, claims.paid)  # never below what was paid
    held = unclaimed = deferred = nothing = none(len(claims))
    if claims.disputed is not None:
        held, pay = chosen(claims.disputed, pay, nothing), chosen(claims.disputed, nothing, pay)
    if claims.unclaimed is not None:
        unclaimed, pay = chosen(claims.unclaimed, pay, nothing), chosen(claims.unclaimed, nothing, pay)
    if terms.minimum > 1:
        small = below(pay, repeated(terms.minimum, len(claims)))
        deferred, pay = chosen(small, pay, nothing), chosen(small, nothing, pay)
    return Distribution(due, pay, held, unclaimed, deferred, left)


def _cash(claims: Claims, pool: Pool, terms: PlanTerms) -> int:
    """What is there now. RecoveryRefused where it is below nothing, or a claim is of no class."""
    paid = 0 if claims.paid is None else sum_of(claims.paid)
    if pool.realised < paid:
        raise RecoveryRefused(
            "more was paid before than ever came in",
            where=pool.name,
            found=f"{paid} paid",
            expected=f"at most {pool.realised}",
        )
    if claims.priority is not None and len(claims):
        found = int(claims.priority.min()), int(claims.priority.max())
        if found[0] < 0 or found[1] >= len(terms.classes):
            raise RecoveryRefused(
                "a claim of no class", where=pool.name, found=found, expected=f"0 to {len(terms.classes) - 1}"
            )
    return pool.realised - paid
