"""払込み: approving a round, its pay files, and what became of them. Nobody is paid twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.files import write_parts, write_table
from hozen.workflows.wind_down.planning import CHANGES
from hozen.workflows.wind_down.take_in import TakenIn, take_in
from hozen.workflows.wind_down.views import BATCH_EVENTS, case_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hozen.books import CaseEntry, CaseRecord


@dataclass(frozen=True, slots=True)
class PayLine:
    """払込みの集計: payments of one asset; `hold` is why they are not sent, '' for those that are."""

    hold: str
    asset: str
    payments: int
    units: int


@dataclass(frozen=True, slots=True)
class Sent:
    """払込ファイル: what one attempt sends and holds. `entry` None: there was nothing left to send."""

    number: int
    attempt: int
    lines: tuple[PayLine, ...]
    file: Path | None
    entry: CaseEntry | None


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


def pay(at: At, number: int) -> Sent:
    """Write the pay file of a round that is approved: what was not sent yet, or came back.

    A payee who changed account after the approval is held until released. Killed before its entry, the same call makes the
    identical file; called again after it, nothing is sent twice.
    """
    record = at.work()
    attempt = 1 + sum(one.body["round"] == number for one in record.of("sent"))
    name = f"rounds/{number:02d}-pay-{attempt:02d}-{record.last:06d}"
    file = pay_file(at, record.entries, number, attempt, f"{name}.parquet", at.folder)
    at.engine.view("pay_file", f"SELECT * FROM {at.engine.scan([at.folder / file.name], 'parquet', {})}")
    lines = tuple(
        PayLine(str(hold), str(asset), whole(count), whole(units))
        for hold, asset, count, units in at.engine.rows(_SUMS)
    )
    if not any(one.hold == "" for one in lines) and _same_holds(record, number, lines):
        (at.folder / file.name).unlink()
        return Sent(number, attempt - 1, lines, None, None)
    csv = write_parts(_csv(at), at.folder, f"{name}.csv")
    body = {
        "round": number,
        "attempt": attempt,
        "files": [file.body()],
        "csv": csv.body(),
        "lines": [[one.hold, one.asset, one.payments, one.units] for one in lines],
    }
    entry = at.enter("sent", body, key=f"{at.case} pay {number} {attempt}", after=record.last)
    return Sent(number, attempt, lines, at.folder / csv.name, entry)


def pay_file(
    at: At, entries: Sequence[CaseEntry], number: int, attempt: int, name: str, to: Path
) -> CaseFile:
    """The payments of a round that are to be sent or held, as `name` below `to`."""
    plan = [
        one for one in entries if one.event == "planned" and one.body["round"] == number and one.approved_by
    ]
    if not plan:
        raise WindDownRefused(
            "the round is not approved",
            where=f"case {at.case} round {number}",
            expected="an approval by another person",
            try_next=f"hozen wind-down approve BOOK {at.case} {number}",
        )
    case_views(at.engine, at.folder, entries)
    approval = plan[-1].approval or 0
    known = [int(str(one.body["batch"])) for one in entries if one.event == "payees" and one.seq < approval]
    sql = _TO_SEND.format(
        number=number,
        attempt=attempt,
        known=max(known, default=0),
        batches=sum(one.event in BATCH_EVENTS for one in entries),
    )
    return write_table(at.engine, Query("pay file", sql, ("payments",)), to, name)


def results(at: At, file: Path) -> TakenIn:
    """Take in what became of payments. Raises WindDownRefused for a payment never sent, or said to be paid twice."""
    return take_in(at, "results", file, _fit_payments)


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


def _same_holds(record: CaseRecord, number: int, lines: Sequence[PayLine]) -> bool:
    """Whether the newest attempt held just this and sent the rest: then there is nothing new to say."""
    before = [one for one in record.of("sent") if one.body["round"] == number]
    held = [[one.hold, one.asset, one.payments, one.units] for one in lines]
    told = before[-1].body["lines"] if before else []
    return bool(before) and held == [one for one in (told if isinstance(told, list) else []) if one[0]]


def _csv(at: At) -> Iterator[bytes]:
    """The payments that are sent, as CSV with every digit."""
    import csv
    from io import StringIO

    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("payment", "payee", "asset", "units", "destination", "name"))
    for batch in at.engine.stream(_CSV):
        writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


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


_FAULTS = (
    (
        "a result of a payment that was never sent",
        "SELECT payment FROM results r WHERE r.batch = {number} AND NOT EXISTS "
        "(SELECT 1 FROM ever_sent s WHERE s.payment = r.payment) ORDER BY payment LIMIT 1",
    ),
    (
        "a payment is said to be paid twice",
        "SELECT payment FROM results WHERE result = 'paid' GROUP BY payment HAVING count(*) > 1 "
        "AND max(batch) = {number} ORDER BY payment LIMIT 1",
    ),
)
_TO_SEND = """
    SELECT p.round, CAST({attempt} AS BIGINT) AS attempt, p.payment, p.customer_id, p.holder, p.asset, p.units,
           n.destination, n.name,
           CASE WHEN h.customer_id IS NOT NULL THEN 'held'
                WHEN n.destination IS NULL THEN 'no_payee'
                WHEN n.identity <> 'verified' THEN 'identity'
                WHEN t.destination IS NOT NULL AND t.destination <> n.destination AND coalesce(f.batch, 0) < n.batch
                THEN 'changed_payee' ELSE '' END AS hold,
           CAST({batches} AS BIGINT) AS known
    FROM payments p
    LEFT JOIN payees_now n ON n.payee_id = p.holder AND n.asset = p.asset
    LEFT JOIN (
        SELECT payee_id, asset, destination FROM (
            SELECT *, row_number() OVER (PARTITION BY payee_id, asset ORDER BY batch DESC) AS n
            FROM payees WHERE batch <= {known}
        ) AS each_payee WHERE n = 1
    ) t ON t.payee_id = p.holder AND t.asset = p.asset
    LEFT JOIN holds h ON h.customer_id = p.holder
    LEFT JOIN (SELECT customer_id, max(batch) AS batch FROM events WHERE event = 'released' GROUP BY customer_id) f
           ON f.customer_id = p.holder
    WHERE p.round = {number} AND NOT EXISTS (SELECT 1 FROM on_its_way w WHERE w.payment = p.payment)
    ORDER BY p.asset, p.payment
"""
_SUMS = Query(
    "sums of the pay file",
    "SELECT hold, asset, count(*), CAST(sum(units) AS DECIMAL(38,0)) FROM pay_file GROUP BY hold, asset ORDER BY hold, asset",
    ("pay_file",),
)
_CSV = Query(
    "pay file as CSV",
    "SELECT payment, holder, asset, CAST(units AS VARCHAR) AS units, destination, coalesce(name, '') AS name "
    "FROM pay_file WHERE hold = '' ORDER BY asset, payment",
    ("pay_file",),
)
