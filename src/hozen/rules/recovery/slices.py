"""A claim cut into the slices that a plan pays one after the other. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hozen.rules.recovery.facts import Convenience, PlanTerms
from hozen.values.splitting.arrays import parts_of
from hozen.values.wide import Marks, Wide, at_most, below, chosen, minus, none, repeated, sum_of


@dataclass(frozen=True, slots=True)
class Slice:
    """債権の区分: the part of each claim that is paid at one step of the plan, and what was paid on it before.

    `whole` and `before` are their sums. `rests`: the last slice, on which an early lump sum may be chosen.
    """

    claims: Wide
    paid: Wide | None
    whole: int
    before: int
    rests: bool = False

    def is_full(self, due: Wide) -> bool:
        """Whether this pays every claim of the slice in full."""
        return not np.any(below(due, self.claims))


def slice_of(claims: Wide, paid: Wide | None, *, rests: bool = False) -> Slice:
    """With its sums."""
    return Slice(claims, paid, sum_of(claims), 0 if paid is None else sum_of(paid), rests)


def slices(claims: Wide, paid: Wide | None, terms: PlanTerms) -> Iterator[Slice]:
    """Convenience class, base payment, the rest. What was paid before counts on the first slices first."""
    if terms.convenience:
        small = ~below(repeated(terms.convenience.limit, len(claims)), claims)
        yield _convenient(claims, paid, small, terms.convenience)
        claims, paid = _without(claims, small), paid and _without(paid, small)
    if terms.base:
        first, paid_first = at_most(claims, terms.base), paid and at_most(paid, terms.base)
        yield slice_of(first, paid_first)
        claims, paid = minus(claims, first), paid and paid_first and minus(paid, paid_first)
    yield slice_of(claims, paid, rests=True)


def _convenient(claims: Wide, paid: Wide | None, small: Marks, terms: Convenience) -> Slice:
    rate = terms.rate.value
    due = parts_of(_only(claims, small), rate.numerator, rate.denominator)
    return slice_of(due, paid and _only(paid, small))


def _only(numbers: Wide, which: Marks) -> Wide:
    return chosen(which, numbers, none(len(numbers)))


def _without(numbers: Wide, which: Marks) -> Wide:
    return chosen(which, none(len(numbers)), numbers)
