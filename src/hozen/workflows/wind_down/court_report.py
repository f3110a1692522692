"""裁判所報告: the estate, claims by state, rounds, payments, what nobody claimed, and that nothing was lost or made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hozen.findings import Finding
from hozen.records import Query
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import StateLine, register, whole
from hozen.workflows.wind_down.estate import EstateLine, estate
from hozen.workflows.wind_down.paying import PaymentLine, payments
from hozen.workflows.wind_down.priority import priority

if TYPE_CHECKING:
    from hozen.books import CaseEntry


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
    rounds: tuple[RoundLine, ...]
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
    rounds = tuple(line for entry in record.of("planned") if entry.approved_by for line in _rounds(entry))
    first = record.entries[0]
    decimals = at.engine.rows(
        Query("decimals", "SELECT asset, decimals FROM sealed_assets ORDER BY asset", ())
    )
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
        rounds=rounds,
        payments=paid,
        ties=(*_ledger_ties(at, first), *_round_ties(at, rounds)),
    )


def _rounds(entry: CaseEntry) -> list[RoundLine]:
    told = entry.body["buckets"]
    out = []
    for one in told if isinstance(told, list) else []:
        parts = {
            name: int(one[name]) for name in ("available", "claims", "before", "pay", "reserve", "deferred")
        }
        left = parts["available"] - parts["before"] - parts["pay"] - parts["reserve"] - parts["deferred"]
        out.append(
            RoundLine(int(str(entry.body["round"])), str(one["asset"]), entry.approved_by, **parts, left=left)
        )
    return out


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


def _round_ties(at: At, rounds: tuple[RoundLine, ...]) -> list[Tie]:
    """What a round pays is the sum of its payments."""
    text = "SELECT round, asset, CAST(sum(units) AS DECIMAL(38,0)) FROM payments GROUP BY round, asset ORDER BY round, asset"
    rows = at.engine.rows(Query("sums of payments", text, ("payments",)))
    found = {(whole(number), str(asset)): whole(units) for number, asset, units in rows}
    return [
        Tie("round", f"{one.number} {one.asset}", one.pay, found.get((one.number, one.asset), 0))
        for one in rounds
    ]
