"""What became of payments: a file of outcomes is checked whole, kept, and entered once. And payees that are accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hozen.books import CaseEntry
from hozen.records import Query
from hozen.workflows.case_folder import CaseFile, kept, sha256_of, unchanged
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.payment_rows import PAYEE, payees_on
from hozen.workflows.compensation.states import PAYEES, RESULTS, by_plan, file_of, lay_states
from hozen.workflows.compensation.working import Desk

COLUMNS = ("payment_id", "outcome", "day", "reason")
WHICH = "batch"
"""A column more: the number of the batch in which the payment went out. Needed once it went out a second time."""
OUTCOMES = ("paid", "failed")


@dataclass(frozen=True, slots=True)
class Outcome:
    """支払結果の受入: the entry; `already` when the very same file had been taken before."""

    entry: CaseEntry
    paid: int
    failed: int
    already: bool = False


def take_results(desk: Desk, file: Path, *, actor: str) -> Outcome:
    """Take a CSV of payment_id, outcome (paid or failed), day, reason, and batch. Every row must speak of one that is out.

    The same file twice is the same entry. CompensationRefused, with the first bad row, for an unknown payment, one that
    was not sent or has its result, one that stands twice, another word than paid or failed, and for a row of an earlier
    batch than that in which the payment is out now, or of a payment that went out twice where it says no batch.
    """
    lay_states(desk)
    before = _before(desk, file)
    if before is not None:
        return before
    scan = desk.engine.scan([file], "csv", {"encoding": "utf-8", "delimiter": ","})
    which = WHICH if _columns(desk, scan, file) else f"CAST(NULL AS VARCHAR) AS {WHICH}"
    desk.engine.view("told", f"SELECT {', '.join(COLUMNS)}, {which} FROM {scan}")
    _rows_fit(desk, file)
    number = len(desk.record.of(RESULTS)) + 1
    query = Query("results", f"SELECT {', '.join((*COLUMNS, WHICH))} FROM told ORDER BY payment_id", ())
    path = kept(desk.folder, f"results-{number}", lambda part: desk.engine.write_parquet(query, part))
    paid, failed = (_count(desk, outcome) for outcome in OUTCOMES)
    body = {
        "number": number,
        "file": CaseFile(path.name, sha256_of(path), paid + failed).body(),
        "source": {"name": file.name, "sha256": sha256_of(file)},
        "plans": by_plan(desk, "told", _BY_OUTCOME),
        "paid": paid,
        "failed": failed,
    }
    entry = desk.books.cases.enter(
        desk.record.book, desk.case, RESULTS, body, actor=actor, after=desk.record.last
    )
    return Outcome(entry, paid, failed)


def accept_payees(desk: Desk, day: date, *, actor: str) -> CaseEntry:
    """Take today's payees for payments that are held or unclaimed or failed; another person approves the entry."""
    lay_states(desk)
    wanted = "(SELECT payment_id, customer_id, asset, payee FROM states WHERE state IN ('approved', 'unclaimed', 'failed'))"
    known = ", ".join(f"k.{name}" for name in (*PAYEE, "payee"))
    query = Query(
        "payees accepted",
        f"SELECT s.payment_id, {known} FROM {wanted} s JOIN {payees_on(wanted)} k"
        " ON s.customer_id = k.customer_id AND s.asset = k.asset WHERE k.payee <> s.payee ORDER BY s.payment_id",
        ("payees",),
        {"day": day},
    )
    number = len(desk.record.of(PAYEES)) + 1
    rows = 0

    def write(part: Path) -> None:
        nonlocal rows
        rows = desk.engine.write_parquet(query, part).rows
        if not rows:
            raise CompensationRefused(
                "no payee differs from the approved one", where=f"case {desk.case}", found=day
            )

    path = kept(desk.folder, f"payees-{number}", write)
    body = {"number": number, "file": CaseFile(path.name, sha256_of(path), rows).body(), "payees_of": day}
    return desk.books.cases.enter(
        desk.record.book, desk.case, PAYEES, body, actor=actor, after=desk.record.last
    )


def _before(desk: Desk, file: Path) -> Outcome | None:
    """What was entered when the very same file was taken. CompensationRefused if its payments are out once more."""
    digest = sha256_of(file)
    for entry in desk.record.of(RESULTS):
        body: Any = entry.body
        if body["source"]["sha256"] == digest:
            _not_out_again(desk, entry, file)
            return Outcome(entry, body["paid"], body["failed"], already=True)
    return None


def _not_out_again(desk: Desk, entry: CaseEntry, file: Path) -> None:
    """A second failure may read like the first, to the byte; taken for the first it would be lost."""
    scan = desk.engine.scan([unchanged(desk.folder, file_of(entry))], "parquet", {})
    query = Query(
        "out again",
        f"SELECT count(*) AS n FROM {scan} t JOIN states s ON t.payment_id = s.payment_id"
        f" WHERE t.{WHICH} IS NULL AND s.state IN ('sent', 'retried')",
        (),
    )
    found: Any = desk.engine.rows(query)
    if found[0][0]:
        raise CompensationRefused(
            "this very file was taken before its payments went out again",
            where=str(file),
            found=f"entry {entry.seq}; {found[0][0]} payments out since",
            expected="a file that says in which batch each payment went out",
        )


def _columns(desk: Desk, scan: str, file: Path) -> bool:
    """Whether the file says which batch it speaks of."""
    found: Any = desk.engine.rows(Query("columns", f"DESCRIBE SELECT * FROM {scan}", ()))
    names = [str(row[0]) for row in found]
    if names not in ([*COLUMNS], [*COLUMNS, WHICH]):
        raise CompensationRefused(
            "the columns are not as expected",
            where=str(file),
            found=", ".join(names),
            expected=f"{', '.join(COLUMNS)}; and {WHICH}",
        )
    return WHICH in names


_BY_OUTCOME = ", ".join(f"count(*) FILTER (t.outcome = '{one}') AS {one}" for one in OUTCOMES)
_BAD = """
    SELECT t.payment_id,
           CASE WHEN t.outcome IS NULL OR t.outcome NOT IN ('paid', 'failed') THEN 'outcome'
                WHEN t.n > 1 THEN 'twice'
                WHEN s.payment_id IS NULL THEN 'unknown'
                WHEN s.state NOT IN ('sent', 'retried') THEN concat('is ', s.state)
                WHEN t.batch IS NULL AND s.attempts > 1 THEN concat('went out twice, now in batch ', s.batch)
                WHEN t.batch <> CAST(s.batch AS VARCHAR) THEN concat('is out in batch ', s.batch)
                ELSE '' END AS why
    FROM (SELECT payment_id, outcome, batch, count(*) OVER (PARTITION BY payment_id) AS n FROM told) t
    LEFT JOIN states s ON t.payment_id = s.payment_id
"""


def _rows_fit(desk: Desk, file: Path) -> None:
    query = Query(
        "bad results",
        f"SELECT payment_id, why, count(*) OVER () AS n FROM ({_BAD}) AS b WHERE why <> '' ORDER BY payment_id LIMIT 1",
        (),
    )
    rows: Any = desk.engine.rows(query)
    for payment, why, count in rows:
        raise CompensationRefused(
            "a result does not fit the payments",
            where=f"{file}, payment {payment}",
            found=f"{why} ({count} such rows)",
            expected="paid or failed, once for each payment that is out, of the batch in which it is out",
            try_next="nothing was taken; correct the file, or ask the bank where a payment was made twice",
        )


def _count(desk: Desk, outcome: str) -> int:
    query = Query(
        "outcomes", "SELECT count(*) AS n FROM told WHERE outcome = :outcome", (), {"outcome": outcome}
    )
    found: Any = desk.engine.rows(query)
    return int(found[0][0])
