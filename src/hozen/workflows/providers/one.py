"""One provider as of a day, with all that is on file of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction

from hozen.findings import Finding
from hozen.rules.providers import ProviderOnDay, Register, Share
from hozen.rules.providers.register import (
    Contract,
    Handing,
    KeyPerson,
    Link,
    Provider,
    ProviderIncident,
    Review,
    StatusPeriod,
)
from hozen.rules.providers.shares import part_of
from hozen.values import Ratio
from hozen.workflows.providers.errors import RegisterFile
from hozen.workflows.providers.looking import ProviderDay


@dataclass(frozen=True, slots=True)
class OneProvider:
    """委託先の一件: as of `day`; the lists hold all days. Shares are of customers' crypto found in wallets."""

    day: date
    on_day: ProviderOnDay
    keeps: Ratio
    signs_for: Ratio
    statuses: tuple[StatusPeriod, ...]
    links: tuple[Link, ...]
    contracts: tuple[Contract, ...]
    chain: tuple[Handing, ...]
    reviews: tuple[Review, ...]
    incidents: tuple[ProviderIncident, ...]
    persons: tuple[KeyPerson, ...]
    findings: tuple[Finding, ...]


def one_provider(found: ProviderDay, provider_id: str) -> OneProvider:
    """Everything of one provider. RegisterFile for an id that the register lacks."""
    name, register = known(found.register, provider_id).provider_id, found.register
    return OneProvider(
        day=found.day,
        on_day=next(one for one in found.providers if one.provider.provider_id == name),
        keeps=_part(found.facts.keepers, name, found.facts.total),
        signs_for=_part(found.facts.technologies, name, found.facts.total),
        statuses=tuple(one for one in register.statuses if one.provider_id == name),
        links=tuple(one for one in register.links if one.provider_id == name),
        contracts=tuple(one for one in register.contracts if one.provider_id == name),
        chain=tuple(one for one in register.chain if name in (one.provider_id, one.sub_provider_id)),
        reviews=tuple(one for one in register.reviews if one.provider_id == name),
        incidents=tuple(one for one in register.incidents if one.provider_id == name),
        persons=tuple(one for one in register.persons if one.provider_id == name),
        findings=tuple(one for one in found.findings if one.subject == name),
    )


def known(register: Register, provider_id: str) -> Provider:
    """The provider of that id. RegisterFile, with the nearest ids, where there is none."""
    found = register.find(provider_id)
    if found:
        return found
    ids = [one.provider_id for one in register.providers]
    near = get_close_matches(provider_id, ids, 1)
    raise RegisterFile(
        "the register has no such provider",
        where="providers",
        found=provider_id,
        expected=", ".join(ids) or "a row of the table providers",
        try_next=f"{near[0]}?" if near else None,
    )


def _part(shares: tuple[Share, ...], name: str, total: Share) -> Ratio:
    found = next((one for one in shares if one.who == name), Share(name, Fraction(0), 0, 0))
    return Ratio(part_of(found, total))
