"""A batch of payments: which go out, the files for bank, chain and own ledger, and what is held back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hozen.books import CaseEntry
from hozen.records import Query
from hozen.values import BusinessDays
from hozen.workflows.case_folder import CaseFile, kept, sha256_of, writing
from hozen.workflows.compensation.batch_files import files_again, files_told, staged, totals_of
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.payment_files import Made
from hozen.workflows.compensation.payment_rows import PAYEE, payees_on
from hozen.workflows.compensation.plans import may_pay
from hozen.workflows.compensation.reserve_entry import ReserveDue, use_due
from hozen.workflows.compensation.states import BATCH, by_plan, lay_states
from hozen.workflows.compensation.working import Desk
from hozen.workflows.compensation.zengin_order import MOST_YEN, Payer

_COLUMNS = ", ".join(("plan", "payment_id", "customer_id", "asset", "amount", "attempts", *PAYEE, "payee"))


@dataclass(frozen=True, slots=True)
class Order:
    """支払指図: on which day, from which account; `most` payments go into one bank file, `retry` takes failed ones again."""

    day: date
    payer: Payer | None = None
    most: int = 100_000
    retry: bool = False

    def body(self) -> dict[str, object]:
        """As an entry keeps it."""
        payer = self.payer.text() if self.payer else ""
        return {"pay_day": self.day, "payer": payer, "most": self.most, "retry": self.retry}


@dataclass(frozen=True, slots=True)
class Batch:
    """支払回: the entry, what it pays by method and asset, its files, and how many were held back and why.

    `already`: nothing new was to be paid; the files of the newest batch were made again where they were gone.
    """

    entry: CaseEntry
    files: tuple[Made, ...]
    totals: tuple[tuple[str, str, int, int], ...]  # method, asset, payments, amount
    held: tuple[tuple[str, int], ...]  # reason, payments
    held_file: CaseFile | None
    reserve: ReserveDue | None
    already: bool = False


def pay(desk: Desk, order: Order, *, actor: str, key: str | None = None) -> Batch:
    """Enter the batch, with what it takes of the reserve; then its files appear. PlanOutdated, CompensationRefused.

    Goes out: what is approved (with `retry` also what failed) and whose payee is still the approved one. A payment is
    in one batch until a result says that it failed, so it is never paid twice. A crash before the entry leaves no file
    that could be sent; after it, the next call makes the files, byte for byte.
    """
    _must_be_business_day(order)
    may_pay(desk.state)
    again = files_again(desk)
    lay_states(desk)
    number = len(desk.record.of(BATCH)) + 1
    _lay_candidates(desk, order)
    held, held_file = _held(desk, number)
    totals = _totals(desk)
    if not totals:
        newest = _newest(desk, held)
        return Batch(newest, again, totals_of(newest), held, held_file, None, already=True)
    _fits_bank(desk, order, totals)
    reserve = use_due(desk, order.day)
    query = Query("batch", f"SELECT {_COLUMNS} FROM candidates WHERE reason = '' ORDER BY payment_id", ())
    path = kept(desk.folder, f"batch-{number}", lambda part: desk.engine.write_parquet(query, part))
    body = {
        "number": number,
        "file": CaseFile(path.name, sha256_of(path), sum(count for _, _, count, _ in totals)).body(),
        "plans": by_plan(desk, "(SELECT payment_id FROM candidates WHERE reason = '')", "count(*) AS n"),
        "totals": [list(one) for one in totals],
        "held": [list(one) for one in held],
        "reserve": 0 if reserve.entry is None else reserve.entry.amount.amount,
        **order.body(),
    }
    with staged(desk, path, number, order.day, order.payer, order.most) as files:
        entry = desk.books.cases.enter(
            desk.record.book,
            desk.case,
            BATCH,
            {**body, **files_told(files)},
            actor=actor,
            key=key,
            after=desk.record.last,
            reserve=reserve.entry,
        )
    return Batch(entry, files, totals, held, held_file, reserve)


def _lay_candidates(desk: Desk, order: Order) -> None:
    """The view `candidates`: what could go out, with the reason why it does not, '' where it does."""
    wanted = "'approved', 'unclaimed', 'failed'" if order.retry else "'approved', 'unclaimed'"
    known = payees_on("(SELECT customer_id, asset FROM states GROUP BY customer_id, asset)")
    known = known.replace(":day", f"DATE '{order.day}'")
    desk.engine.view(
        "candidates",
        f"""
        SELECT s.*, CASE WHEN s.payee = '' THEN 'no_payee'
                         WHEN k.payee IS NULL THEN 'payee_gone'
                         WHEN k.payee <> s.payee THEN 'payee_changed'
                         WHEN s.method = 'bank' AND s.amount > {MOST_YEN} THEN 'too_large'
                         ELSE '' END AS reason
        FROM states s LEFT JOIN {known} k ON s.customer_id = k.customer_id AND s.asset = k.asset
        WHERE s.state IN ({wanted})
        """,
    )


def _held(desk: Desk, number: int) -> tuple[tuple[tuple[str, int], ...], CaseFile | None]:
    """Why how many do not go out, and the list of them."""
    count = Query(
        "held",
        "SELECT reason, count(*) AS n FROM candidates WHERE reason <> '' GROUP BY reason ORDER BY reason",
        (),
    )
    rows: Any = desk.engine.rows(count)
    if not rows:
        return (), None
    path = _free(desk.folder, f"held-{number}")
    listed = Query(
        "held rows",
        "SELECT payment_id, customer_id, asset, amount, reason FROM candidates WHERE reason <> '' ORDER BY payment_id",
        (),
    )
    with writing(path) as part:
        written = desk.engine.write_parquet(listed, part)
    return tuple(rows), CaseFile(path.name, written.sha256, written.rows)


def _free(folder: Path, stem: str) -> Path:
    """A name for a list that is no evidence: made anew each time it is asked for."""
    path = folder / f"{stem}.parquet"
    path.unlink(missing_ok=True)
    return path


def _totals(desk: Desk) -> tuple[tuple[str, str, int, int], ...]:
    query = Query(
        "batch totals",
        "SELECT method, asset, count(*) AS n, CAST(sum(amount) AS DECIMAL(38,0)) AS amount"
        " FROM candidates WHERE reason = '' GROUP BY method, asset ORDER BY method, asset",
        (),
    )
    rows: Any = desk.engine.rows(query)
    return tuple(rows)


def _newest(desk: Desk, held: Iterable[tuple[str, int]]) -> CaseEntry:
    newest = desk.record.newest(BATCH)
    if newest is None:
        raise CompensationRefused(
            "nothing can be paid",
            where=f"case {desk.case}",
            found=", ".join(f"{count} {reason}" for reason, count in held) or "no approved plan",
            expected="a plan that another person has approved, with payees",
            try_next="hozen incident plan, then hozen incident approve",
        )
    return newest


def _must_be_business_day(order: Order) -> None:
    if not BusinessDays.BANK.has(order.day):
        raise CompensationRefused(
            "banks do not pay on this day",
            found=str(order.day),
            expected="a business day",
            try_next=f"{BusinessDays.BANK.after(order.day, 1)}",
        )


def _fits_bank(desk: Desk, order: Order, totals: Iterable[tuple[str, str, int, int]]) -> None:
    if order.payer is None and any(method == "bank" for method, *_ in totals):
        raise CompensationRefused(
            "nobody said from which account the bank pays",
            where=f"case {desk.case}",
            expected="the payer's account, its code and its name in kana",
            try_next="--payer 0001-001-1-1234567 --payer-code 0123456789 --payer-name ｺｳｶﾝｼﾞﾖ",
        )
