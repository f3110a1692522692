"""How much of customers' crypto each keeper keeps, and each technology signs for. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hozen.rules.providers.facts import NOBODY, SELF, Share


def part_of(share: Share, total: Share) -> Fraction:
    """A share's value over all; 0 where there is nothing."""
    return share.value / total.value if total.value else Fraction(0)


def outside(shares: Iterable[Share]) -> tuple[Share, ...]:
    """What providers hold: neither the firm itself nor a keeper nobody knows. The largest first, then by id."""
    found = (one for one in shares if one.who not in {SELF, NOBODY})
    return tuple(sorted(found, key=lambda one: (-one.value, one.who)))


def widest(shares: Iterable[Share]) -> Share | None:
    """The technology under most cold balances; None where no technology is stated."""
    return max(outside(shares), key=lambda one: (one.cold, one.value), default=None)
