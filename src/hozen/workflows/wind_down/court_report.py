"""裁判所報告: the estate, claims by state, rounds, payments, what nobody claimed, and that nothing was lost or made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from hozen.findings import Finding
from hozen.records import Query
from hozen.workflows.wind_down.available import Unvalued
from hozen.workflows.wind_down.case_book import At, told
from hozen.workflows.wind_down.claims import StateLine, register, whole
from hozen.workflows.wind_down.estate import EstateLine, estate
from hozen.workflows.wind_down.forks import ForkLine, forks
from hozen.workflows.wind_down.paying import PaymentLine, payments
from hozen.workflows.wind_down.priority import priority
from hozen.workflows.wind_down.round_facts import ClassLine, MixLine
from hozen.workflows.wind_down.views import approved

if TYPE_CHECKING:
    from hozen.books import CaseEntry

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class RoundLine:
    """配当回の一行: one asset of a round. available = before + pay + reserve + deferred + left."""

    number: int
    asset: str
    approved_by: str
    available: int
    claims: int
    before: int
    pay: int
    reserve: int
    deferred: int
    left: int


@dataclass(frozen=True, slots=True)
class Tie:
    """突合せ: two sums that must be one and the same, by asset or round; `name` says which."""

    name: str
    subject: str
    first: int
    second: int

    @property
    def holds(self) -> bool:
        """Whether they are."""
        return self.first == self.second


@dataclass(frozen=True, slots=True)
class RoundPart(Generic[_Part]):
    """配当回の細目: a line of a round: a class of priority, or a coin of a pool."""

    number: int
    part: _Part


@dataclass(frozen=True, slots=True)
class CourtReport:
    """裁判所報告: the whole case in bounded figures."""

    book: str
    case: str
    firm: str
    firm_ja: str
    day: date
    anchor: str
    decimals: Mapping[str, int]
    estate: tuple[EstateLine, ...]
    priority: tuple[Finding, ...]
    claims: tuple[StateLine, ...]
    forks: tuple[ForkLine, ...]
    unvalued: tuple[Unvalued, ...]
    rounds: tuple[RoundLine, ...]
    classes: tuple[RoundPart[ClassLine], ...]
    mix: tuple[RoundPart[MixLine], ...]
    payments: tuple[PaymentLine, ...]
    ties: tuple[Tie, ...]

    @property
    def ties_hold(self) -> bool:
        """Whether nothing was lost or made."""
        return all(one.holds for one in self.ties)


def court_report(at: At) -> CourtReport:
    """Everything the court asks, worked out anew from the sealed files and the journal."""
    record = at.record()
    lines, claims, paid = estate(at), register(at), payments(at)
    plans = approved(record.entries)
    rounds = tuple(line for entry in plans for line in _rounds(entry))
    mix, first = _parts(plans, "mix", MixLine), record.entries[0]
    decimals = at.engine.rows(Query("decimals", "SELECT asset, decimals FROM case_assets ORDER BY asset", ()))
    return CourtReport(
        book=at.book,
        case=at.case,
        firm=str(first.body["firm"]),
        firm_ja=str(first.body["firm_ja"]),
        day=first.day,
        anchor=record.anchor,
        decimals={str(asset): whole(places) for asset, places in decimals},
        estate=lines,
        priority=priority(at, lines),
        claims=claims,
        forks=forks(at),
        unvalued=tuple(one.part for one in _parts(plans[-1:], "unvalued", Unvalued)),
        rounds=rounds,
        classes=_parts(plans, "classes", ClassLine),
        mix=mix,
        payments=paid,
        ties=(*_ledger_ties(at, first), *_round_ties(at, rounds, mix)),
    )


def _rounds(entry: CaseEntry) -> list[RoundLine]:
    out = []
    for one in told(entry.body, "buckets", list):
        parts = {
            name: int(one[name]) for name in ("available", "claims", "before", "pay", "reserve", "deferred")
        }
        left = parts["available"] - parts["before"] - parts["pay"] - parts["reserve"] - parts["deferred"]
        out.append(
            RoundLine(int(str(entry.body["round"])), str(one["asset"]), entry.approved_by, **parts, left=left)
        )
    return out


def _parts(plans: Sequence[CaseEntry], name: str, make: Callable[..., _Part]) -> tuple[RoundPart[_Part], ...]:
    """Lines that the entries of the rounds keep under a name."""
    return tuple(
        RoundPart(int(str(entry.body["round"])), make(**one))
        for entry in plans
        for one in told(entry.body, name, list)
    )


def _ledger_ties(at: At, first: CaseEntry) -> list[Tie]:
    """The register's ledger side is the sealed ledger, asset by asset, as the journal has its totals."""
    text = (
        "SELECT asset, CAST(sum(ledger_units) AS DECIMAL(38,0)) FROM register GROUP BY asset ORDER BY asset"
    )
    found = {
        str(asset): whole(units) for asset, units in at.engine.rows(Query("ledger of the register", text, ()))
    }
    owed = first.body["owed"]
    sealed = {str(asset): int(units) for asset, units, _ in (owed if isinstance(owed, list) else [])}
    return [
        Tie("ledger", asset, sealed.get(asset, 0), found.get(asset, 0)) for asset in sorted(sealed | found)
    ]


def _round_ties(at: At, rounds: tuple[RoundLine, ...], mix: tuple[RoundPart[MixLine], ...]) -> list[Tie]:
    """What a round pays is the sum of its payments; where a pool pays in coins, coin by coin. No payment is of no round."""
    text = "SELECT round, asset, CAST(sum(units) AS DECIMAL(38,0)) FROM payments GROUP BY round, asset ORDER BY round, asset"
    rows = at.engine.rows(Query("sums of payments", text, ("payments",)))
    found = {(whole(number), str(asset)): whole(units) for number, asset, units in rows}
    in_coins = {one.number for one in mix}
    said = {(one.number, one.asset): one.pay for one in rounds if one.number not in in_coins}
    said |= {(one.number, one.part.asset): one.part.pay for one in mix}
    return [
        Tie("round", f"{number} {asset}", said.get((number, asset), 0), found.get((number, asset), 0))
        for number, asset in sorted(said | found)
    ]
