"""What a format binds, and what it cannot: the same list of claims for every format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Claim(Enum):
    """拘束事項: something that a proof should leave no freedom about. Told of the format's own check."""

    BALANCE = "balance"  # what a customer is owed is in the leaf
    ACCOUNT = "account"  # one leaf cannot serve two customers
    TOTAL = "total"  # the published total is no less than what all customers are shown together
    NEGATIVE = "negative"  # an amount below zero is refused by whoever is shown it
    ENCODING = "encoding"  # what is hashed can be read in one way only
    ASSET = "asset"  # the asset is named in what is hashed
    SNAPSHOT = "snapshot"  # the day is in what is hashed
    COMPLETE = "complete"  # nobody was left out: no tree can bind that


CRUCIAL = frozenset({Claim.BALANCE, Claim.ACCOUNT, Claim.TOTAL})  # without one of them a false total can pass


@dataclass(frozen=True, slots=True)
class Bound:
    """A format's claims, each on one side."""

    binds: tuple[Claim, ...]
    cannot: tuple[Claim, ...]

    @property
    def is_unsafe(self) -> bool:
        """Whether something crucial is left open."""
        return bool(CRUCIAL.intersection(self.cannot))


def bound(claims: Iterable[Claim]) -> Bound:
    """The claims that are bound, in the order of the list; all others cannot be."""
    there = frozenset(claims)
    return Bound(tuple(one for one in Claim if one in there), tuple(one for one in Claim if one not in there))
