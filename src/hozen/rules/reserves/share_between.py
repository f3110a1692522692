"""A share of a base, between a floor and a ceiling. Law-neutral, and of any currency."""

from __future__ import annotations

from fractions import Fraction

from hozen.values import Ratio


def share_between(base: int, share: Ratio, floor: int, ceiling: int) -> Fraction:
    """share × base, at least `floor` and at most `ceiling`; exact. ValueError for a floor above the ceiling."""
    if floor > ceiling:
        raise ValueError("the floor must not be above the ceiling")
    return min(max(share.value * base, Fraction(floor)), Fraction(ceiling))
