"""The rows of the register of providers, as values. Law-neutral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.values.period import Period

KEEPS = ("keeper", "wallet")
SIGNS = ("keeper_technology", "wallet_technology")
RUNS = "system"


@dataclass(frozen=True, slots=True)
class Provider:
    """外部委託先: a custodian or a provider of technology. Texts that are not known are ''."""

    provider_id: str
    name: str
    name_ja: str
    lei: str
    corporate_number: str
    role: str
    regulator: str
    country: str


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """登録・届出の状況: 'registered', 'notified', 'exempt', 'lapsed' or 'none', on which article, and who says so."""

    provider_id: str
    status: str
    basis: str
    period: Period
    reference: str
    source: str


@dataclass(frozen=True, slots=True)
class Link:
    """委託の対象: what a provider keeps, signs for or runs. `ref` is '' for wallets, and `count` says how many."""

    provider_id: str
    what: str
    ref: str
    period: Period
    count: int


@dataclass(frozen=True, slots=True)
class Contract:
    """委託契約. `notice_days` None where none is agreed."""

    provider_id: str
    contract_id: str
    period: Period
    exit_terms: str
    notice_days: int | None


@dataclass(frozen=True, slots=True)
class Handing:
    """再委託: `provider_id` hands work on to `sub_provider_id`."""

    provider_id: str
    sub_provider_id: str
    period: Period


@dataclass(frozen=True, slots=True)
class Review:
    """委託先の審査: due diligence that counts up to and including `valid_until`."""

    provider_id: str
    reviewed_on: date
    valid_until: date
    reviewer: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ProviderIncident:
    """委託先の事案: what went wrong at a provider."""

    provider_id: str
    day: date
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class KeyPerson:
    """委託先の要員: a function at a provider, and whether somebody else can do it."""

    provider_id: str
    function: str
    has_deputy: bool


@dataclass(frozen=True, slots=True)
class Register:
    """外部委託先の登録簿: all days of it. Rows in the order of their keys."""

    providers: tuple[Provider, ...] = ()
    statuses: tuple[StatusPeriod, ...] = ()
    links: tuple[Link, ...] = ()
    contracts: tuple[Contract, ...] = ()
    chain: tuple[Handing, ...] = ()
    reviews: tuple[Review, ...] = ()
    incidents: tuple[ProviderIncident, ...] = ()
    persons: tuple[KeyPerson, ...] = ()

    def find(self, provider_id: str) -> Provider | None:
        """The provider of that id."""
        return next((one for one in self.providers if one.provider_id == provider_id), None)
