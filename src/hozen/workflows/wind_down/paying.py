"""払込み: approving a round, where creditors are paid, and what became of payments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.planning import CHANGES
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
    since = [one for one in record.entries if one.seq > entry.seq and one.event in CHANGES]
    if since and not entry.approved_by:
        raise WindDownRefused(
            "the case has changed since the round was planned",
            where=f"case {at.case} round {number}",
            found=f"entry {since[0].seq}: {since[0].event}",
            expected="a plan of the case as it now is",
            try_next="plan the round again",
        )
    return at.books.cases.approve(
        at.book,
        at.case,
        entry.seq,
        actor=at.actor,
        note=note,
        after=None if entry.approved_by else record.last,
    )


def results(at: At, file: Path) -> TakenIn:
    """Take in what became of payments. Raises WindDownRefused for a payment never sent, or said to be paid twice.

    And for the very file that was taken before its payments went out again: a second return may read like the first.
    """
    found = take_in(at, "results", file, _fit_payments)
    if found.already_there:
        _not_out_again(at, found.entry)
    return found


def _not_out_again(at: At, entry: CaseEntry) -> None:
    case_views(at.engine, at.folder, at.record().entries)
    text = _OUT_AGAIN.format(number=entry.body["batch"])
    found = at.engine.rows(Query("sent again since", text, ("results",)))
    if found:
        raise WindDownRefused(
            "this very file was taken before its payments went out again",
            where=f"case {at.case}",
            found=f"entry {entry.seq}; {found[0][0]}",
            expected="a file that tells this time from the last, by its day or reference",
        )


def payees(at: At, file: Path) -> TakenIn:
    """Take in where creditors are to be paid. A later file takes the place of what it names again."""
    return take_in(at, "payees", file)


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


def _fit_payments(at: At, number: int) -> None:
    for message, sql in _FAULTS:
        found = at.engine.rows(Query("faults of results", sql.format(number=number), ("results",)))
        if found:
            raise WindDownRefused(
                message,
                where=f"case {at.case}",
                found=str(found[0][0]),
                expected="one result for each payment that was sent",
                try_next="correct the file; nothing of it was taken in",
            )


_OUT_AGAIN = """
    SELECT r.payment FROM results r JOIN ever_sent e ON e.payment = r.payment AND e.known >= r.batch
    LEFT JOIN newest_result n ON n.payment = r.payment AND n.batch > e.known
    WHERE r.batch = {number} AND n.payment IS NULL ORDER BY r.payment LIMIT 1
"""
_FAULTS = (
    (
        "a result of a payment that was never sent",
        "SELECT payment FROM results r WHERE r.batch = {number} AND NOT EXISTS "
        "(SELECT 1 FROM ever_sent s WHERE s.payment = r.payment) ORDER BY payment LIMIT 1",
    ),
    (
        "a payment is said to be paid twice",
        "SELECT r.payment FROM results r JOIN (SELECT payment, result, row_number() OVER "
        "(PARTITION BY payment ORDER BY batch DESC) AS n FROM results WHERE batch < {number}) b "
        "ON b.payment = r.payment AND b.n = 1 WHERE r.batch = {number} AND r.result = 'paid' "
        "AND b.result = 'paid' ORDER BY r.payment LIMIT 1",
    ),
)
