"""Other rules for dividing what is too little, as study tools: the law divides in proportion. Exact fractions.

Proportional; constrained equal awards (everybody up to one amount); constrained equal losses (everybody loses up to
one amount); Talmud (Aumann and Maschler 1985); random arrival (O'Neill 1982). Each gives the awards in the order of the
claims. ValueError for an estate below 0 or above Σ claims, and for a claim below 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial

Number = Fraction | int
Awards = tuple[Fraction, ...]
MOST_ARRIVALS = 16
"""Claims that random arrival goes through in every order: the work doubles with each."""


def proportional(estate: Number, claims: Sequence[Number]) -> Awards:
    """estate × claim / Σ claims."""
    whole = _whole(estate, claims)
    return tuple(Fraction(estate) * claim / whole if whole else Fraction(0) for claim in claims)


def constrained_equal_awards(estate: Number, claims: Sequence[Number]) -> Awards:
    """min(claim, one amount for all)."""
    _whole(estate, claims)
    left, awards = Fraction(estate), [Fraction(0)] * len(claims)
    waiting = sorted(range(len(claims)), key=lambda at: claims[at])
    for done, at in enumerate(waiting):
        awards[at] = min(Fraction(claims[at]), left / (len(waiting) - done))
        left -= awards[at]
    return tuple(awards)


def constrained_equal_losses(estate: Number, claims: Sequence[Number]) -> Awards:
    """max(0, claim − one amount for all): the losses are constrained equal awards of what is missing."""
    missing = _whole(estate, claims) - estate
    return _less(claims, constrained_equal_awards(missing, claims))


def talmud(estate: Number, claims: Sequence[Number]) -> Awards:
    """Equal awards on the half-claims up to half of Σ, equal losses on the half-claims above it."""
    whole = _whole(estate, claims)
    halves = [Fraction(claim) / 2 for claim in claims]
    if 2 * estate <= whole:
        return constrained_equal_awards(estate, halves)
    return _less(claims, constrained_equal_awards(whole - estate, halves))


def random_arrival(estate: Number, claims: Sequence[Number]) -> Awards:
    """The average over every order of arrival, each being paid in full while it lasts. At most 16 claims."""
    _whole(estate, claims)
    if len(claims) > MOST_ARRIVALS:
        raise ValueError(f"random arrival goes through every order: at most {MOST_ARRIVALS} claims")
    return tuple(_arrival(at, Fraction(estate), claims) for at in range(len(claims)))


def contested_garment(estate: Number, one: Number, other: Number) -> tuple[Fraction, Fraction]:
    """Two claims: each first gets what the other does not claim, and half of what both do."""
    first, second = (max(Fraction(0), Fraction(estate) - claim) for claim in (other, one))
    contested = (Fraction(estate) - first - second) / 2
    return first + contested, second + contested


def is_consistent(awards: Sequence[Number], claims: Sequence[Number]) -> bool:
    """Whether every two divide what they have together as the contested garment would. Talmud's always do."""
    pairs = combinations(range(len(claims)), 2)
    return all(
        contested_garment(awards[i] + awards[j], claims[i], claims[j]) == (awards[i], awards[j])
        for i, j in pairs
    )


RULES: Mapping[str, Callable[[Number, Sequence[Number]], Awards]] = {
    "proportional": proportional,
    "constrained_equal_awards": constrained_equal_awards,
    "constrained_equal_losses": constrained_equal_losses,
    "talmud": talmud,
    "random_arrival": random_arrival,
}


def _arrival(mine: int, estate: Fraction, claims: Sequence[Number]) -> Fraction:
    others = [claim for at, claim in enumerate(claims) if at != mine]
    found = Fraction(0)
    for before in range(len(claims)):
        orders = Fraction(factorial(before) * factorial(len(others) - before), factorial(len(claims)))
        for earlier in combinations(others, before):
            found += orders * min(Fraction(claims[mine]), max(Fraction(0), estate - sum(earlier)))
    return found


def _less(claims: Sequence[Number], losses: Awards) -> Awards:
    return tuple(Fraction(claim) - loss for claim, loss in zip(claims, losses, strict=True))


def _whole(estate: Number, claims: Sequence[Number]) -> Fraction:
    whole = sum(map(Fraction, claims), Fraction(0))
    if min(claims, default=0) < 0 or not 0 <= estate <= whole:
        raise ValueError(f"an estate of {estate} for claims of {whole}: 0 to Σ claims, and no claim below 0")
    return whole
