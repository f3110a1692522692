"""The small exact input of the provider rules: one row per provider, whatever the number of wallets."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hozen.rules.providers.register import Contract, KeyPerson, Provider, Review, StatusPeriod
from hozen.values import Ratio

SELF = "self"
NOBODY = ""  # a keeper that the register does not know


@dataclass(frozen=True, slots=True)
class ProviderOnDay:
    """当日の委託先: what one provider did for the firm on the day, and what the register says of it.

    `keeps`: keys of wallets; `signs`: its technology is in the signing path; `systems` it runs;
    `indirect`: it works for one that is used. `review` is the newest up to the day, `contracts` all that had begun;
    `persons`: its functions on file.
    """

    provider: Provider
    status: StatusPeriod | None
    keeps: bool
    signs: bool
    systems: tuple[str, ...]
    indirect: bool
    contracts: tuple[Contract, ...]
    review: Review | None
    persons: tuple[KeyPerson, ...] = ()

    @property
    def used(self) -> bool:
        """Whether the firm itself uses it."""
        return self.keeps or self.signs or bool(self.systems)

    @property
    def alone(self) -> tuple[str, ...]:
        """Functions at the provider that nobody else can do."""
        return tuple(one.function for one in self.persons if not one.has_deputy)


@dataclass(frozen=True, slots=True)
class Share:
    """One keeper's, or one technology's, part of customers' crypto; `who` is a provider, SELF or NOBODY.

    `value`: exact yen. `holdings`: balances above zero, `cold` those of cold wallets among them.
    """

    who: str
    value: Fraction
    holdings: int
    cold: int


@dataclass(frozen=True, slots=True)
class UnknownKeepers:
    """Customers' and guarantee wallets with a balance whose keeper the register does not know on the day."""

    wallets: int = 0
    keepers: int = 0
    first: str = ""  # the first of those keepers by name
    value: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class HouseLimits:
    """社内上限: the largest share for one keeper, and under one technology; None where house rules name none."""

    keeper: Ratio | None = None
    technology: Ratio | None = None


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """委託の事実: who kept what on the day. `total` is all customers' crypto found in wallets.

    `on_file`: the book has a register at all. `providers`: used or indirect on the day, by id.
    A technology's shares may overlap, for several can stand under one wallet. `unstated`: cold wallets under which the
    register states none.
    """

    on_file: bool
    providers: tuple[ProviderOnDay, ...]
    keepers: tuple[Share, ...]
    technologies: tuple[Share, ...]
    total: Share
    unknown: UnknownKeepers
    limits: HouseLimits = HouseLimits()
    unstated: Share = Share(NOBODY, Fraction(0), 0, 0)
