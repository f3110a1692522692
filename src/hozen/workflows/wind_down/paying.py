"""払込み: approving a round, where creditors are paid, and what became of payments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.wind_down.case_book import At, told
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.planning import CHANGES
from hozen.workflows.wind_down.reserve_held import must_hold
from hozen.workflows.wind_down.take_in import TakenIn, take_in
from hozen.workflows.wind_down.views import case_views

if TYPE_CHECKING:
    from hozen.books import CaseEntry, CaseRecord


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """払込みの状況: payments of a round and asset in one state."""

    number: int
    state: str
    asset: str
    payments: int
    units: int


def approve(at: At, number: int, note: str = "") -> CaseEntry:
    """Approve the newest plan of a round; another person than who made it.

    Raises SamePerson, CaseMoved where another plan of the round replaced it, WindDownRefused where the case changed since.
    """
    record = at.work()
    entry = planned(record, number)
    since = changes_since(record, entry)
    if since and not entry.approved_by:
        raise WindDownRefused(
            "the case has changed since the round was planned",
            where=f"case {at.case} round {number}",
            found=f"entry {since[0].seq}: {since[0].event}",
            expected="a plan of the case as it now is",
            try_next="plan the round again",
        )
    if not entry.approved_by:
        must_hold(at, told(entry.body, "reserve", int))
    return at.books.cases.approve(
        at.book,
        at.case,
        entry.seq,
        actor=at.actor,
        note=note,
        after=None if entry.approved_by else record.last,
    )


def changes_since(record: CaseRecord, plan: CaseEntry) -> list[CaseEntry]:
    """Entries after a plan by which it would be another; a link that was undone changes it once that is confirmed.

    With forks also what became of payments: it tells who had his coins before a fork.
    """
    events = (*CHANGES, "results") if record.of("forks") else CHANGES
    return [
        one
        for one in record.entries
        if one.seq > plan.seq and (one.event in events or _confirms(record, one, events))
    ]


def _confirms(record: CaseRecord, entry: CaseEntry, events: Sequence[str]) -> bool:
    of = None if entry.of is None else record.numbered(entry.of)
    if of is None:
        return False
    frees = of.body.get("frees")
    undone = isinstance(frees, list) and "unlinked" in frees
    return undone or (of.event == "results" and of.event in events)


def payees(at: At, file: Path, key: str = "") -> TakenIn:
    """Take in where creditors are to be paid. A later file takes the place of what it names again."""
    return take_in(at, "payees", file, key=key)


def payments(at: At) -> tuple[PaymentLine, ...]:
    """Payments of every approved round by state."""
    case_views(at.engine, at.folder, at.record().entries)
    text = (
        "SELECT round, state, asset, count(*), CAST(sum(units) AS DECIMAL(38,0)) FROM payment_states "
        "GROUP BY round, state, asset ORDER BY round, asset, state"
    )
    rows = at.engine.rows(Query("payments by state", text, ("payment_states",)))
    return tuple(
        PaymentLine(whole(number), str(state), str(asset), whole(count), whole(units))
        for number, state, asset, count, units in rows
    )


def planned(record: CaseRecord, number: int) -> CaseEntry:
    """The newest plan of a round. Raises WindDownRefused."""
    found = [one for one in record.of("planned") if one.body["round"] == number]
    if not found:
        raise WindDownRefused(
            "no such round was planned",
            where=f"case {record.case}",
            found=number,
            try_next=f"hozen wind-down plan BOOK {record.case} TERMS",
        )
    return found[-1]
