"""An incident as the list gives it: facts with sources, confidence and what is not verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from hozen.values import Yen


class Kind(Enum):
    """事案の種類. Only an outflow (theft or fault) is what a liability reserve is meant for."""

    THEFT = "theft"  # 流出: coins taken by somebody
    FAULT = "fault"  # 自社システムの欠陥: coins lost through the firm's own software
    WRONG_CREDIT = "wrong_credit"  # 誤付与: the ledger showed what was not there
    INSOLVENCY = "insolvency"  # 破綻: the firm, not a theft alone, is the event

    @property
    def outflow(self) -> bool:
        """Whether customers' coins left through a theft or a fault."""
        return self in (Kind.THEFT, Kind.FAULT)


class Confidence(Enum):
    """確度: how well the list's compiler could source the row."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Whose(Enum):
    """Whose coins were lost."""

    CUSTOMER = "customer"
    OWN = "own"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Incident:
    """事案. Missing stays None. `usd` figures are millions of dollars, exact as written; yen are whole.

    `loss` is the yen of the day: as `reported`, or `converted` from dollars at `usd_jpy` (an approximate
    rate of the day, rounded to the million by the compiler). `customer` and `own` are the parts where a
    source states them in yen; `customer_basis` says how (`reported`, `paid`, `made_up`).
    `unverified` are keys of what rests on general knowledge or differs between sources.
    """

    id: str  # '2024-05-dmmbitcoin': the list's own id, never changes
    name: str  # 'dmm-2024'
    aliases: tuple[str, ...]
    day: date
    firm: str
    jurisdiction: str
    registered_jp: bool  # registered, or deemed registered, in Japan at the time
    kind: Kind
    cause: str
    wallet: str
    whose: Whose
    assets: str
    units: str
    loss_usd_m: Decimal | None
    loss: Yen | None
    yen_basis: str  # 'reported', 'converted' or ''
    usd_jpy: Decimal
    customer_usd_m: Decimal | None
    own_usd_m: Decimal | None
    customer: Yen | None
    own: Yen | None
    customer_basis: str
    custody_usd_m: Decimal | None
    custody_pct: Decimal | None
    paid_by: str
    outcome: str
    outcome_ja: str
    recovery_pct: Decimal | None
    recovered_usd_m: Decimal | None
    days: int | None  # from the incident to compensation
    context: str
    unverified: tuple[str, ...]
    unverified_note: str
    confidence: Confidence
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirmSize:
    """事業者の規模: one known figure of the firm at, or just before, the incident.

    `value_m` is millions of `currency`, exact as written. `product` is set for volumes only.
    """

    incident: str  # short name
    measure: str  # 'custody' (customers' assets held) or 'volume' (of the month)
    period: str  # '2017-12'
    value_m: Decimal
    currency: str  # 'JPY' or 'USD'
    product: str
    basis: str  # 'reported', 'derived', 'general_knowledge'
    confidence: Confidence
    source: str  # '' where none was reached
