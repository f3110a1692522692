"""A payout plan: worked out, written to the case folder, entered; another person approves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hozen.records import Query
from hozen.rules.compensation import CashStep
from hozen.workflows.case_folder import CaseFile, kept, sha256_of
from hozen.workflows.compensation.allocate import allocate
from hozen.workflows.compensation.answer import Compensation
from hozen.workflows.compensation.earlier import lay_earlier, overpaid, same_method
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.payment_rows import payment_rows
from hozen.workflows.compensation.plans import PLAN, Overpaid, Plan, plan_of, plans_of
from hozen.workflows.compensation.working import Desk

_RESTS_ON = {
    "valued": "nobody else has approved the valuation",
    "cause": "nobody else has approved the correction of the cause",
}


@dataclass(frozen=True, slots=True)
class AssetTotal:
    """What a plan pays in one asset ('JPY' for yen)."""

    asset: str
    payments: int
    amount: int
    unclaimed: int


def enter_plan(
    desk: Desk, found: Compensation, day: date, *, actor: str, key: str | None = None
) -> tuple[Plan, tuple[AssetTotal, ...]]:
    """Write the files of the next plan and enter it. `day`: whose payees are taken. The newest plan replaces others.

    What approved plans pay is left out, of an outdated one what it sent. CompensationRefused for a drill, for nothing to
    pay, for a valuation or a correction that nobody else has approved, for another method than was paid by.
    """
    _may_be_entered(desk, found)
    number = len(plans_of(desk.record, desk.state)) + 1
    lines, over = _lines(desk, found, number)
    desk.engine.view("lines", f"SELECT * FROM {desk.engine.scan([lines], 'parquet', {})}")
    rows = payment_rows("lines", desk.case, number, day)
    payments = kept(desk.folder, f"plan-{number}", lambda part: desk.engine.write_parquet(rows, part))
    totals = totals_of(desk, payments)
    if not totals:
        raise CompensationRefused(
            "nothing is left to pay", where=f"case {desk.case}", found=f"{found.planned} planned so far"
        )
    count = sum(one.payments for one in totals)
    body = {
        "number": number,
        "payments": CaseFile(payments.name, sha256_of(payments), count).body(),
        "lines": CaseFile(lines.name, sha256_of(lines)).body(),
        "payees_of": day,
        **_told(desk, found),
        "totals": [[one.asset, one.payments, one.amount, one.unclaimed] for one in totals],
        "overpaid": [[one.asset, one.coin, one.yen] for one in over],
    }
    entry = desk.books.cases.enter(
        desk.record.book, desk.case, PLAN, body, actor=actor, key=key, after=desk.record.last
    )
    return plan_of(entry), totals


def _lines(desk: Desk, found: Compensation, number: int) -> tuple[Path, tuple[Overpaid, ...]]:
    """The file of lines, and what was paid before beyond it."""
    same_method(desk, found)
    earlier = lay_earlier(desk)
    counted: dict[str, tuple[int, int]] = {}

    def write(part: Path) -> None:
        counted.update(allocate(desk.engine, desk.losses, earlier, found.payments, part))

    lines = kept(desk.folder, f"lines-{number}", write)
    return lines, overpaid(desk, earlier, counted)


def totals_of(desk: Desk, payments: Path) -> tuple[AssetTotal, ...]:
    """Σ of a plan by asset."""
    scan = desk.engine.scan([payments], "parquet", {})
    query = Query(
        "totals",
        "SELECT asset, count(*) AS payments, CAST(sum(amount) AS DECIMAL(38,0)) AS amount,"
        f" count(*) FILTER (method = '') AS unclaimed FROM {scan} GROUP BY asset ORDER BY asset",
        (),
    )
    return tuple(AssetTotal(*row) for row in desk.engine.rows(query))  # type: ignore[arg-type]  # columns of the query


def _may_be_entered(desk: Desk, found: Compensation) -> None:
    if found.assumed:
        raise CompensationRefused(
            "a drill cannot be planned with",
            where=f"case {desk.case}",
            found="amounts that are assumed (--what-if)",
            expected="the firm's own amounts",
            try_next="hozen incident waterfall shows drills",
        )
    for one in desk.record.entries:
        if one.seq in desk.state.unapproved and one.event in _RESTS_ON:
            raise CompensationRefused(
                _RESTS_ON[one.event],
                where=f"case {desk.case} entry {one.seq}",
                expected="an approval by another person than entered it",
                try_next="hozen incident approve",
            )


def _told(desk: Desk, found: Compensation) -> dict[str, Any]:
    """What the plan rests on and comes to; bounded, whatever the number of customers."""
    return {
        "valued": desk.valued.seq,
        "terms": found.terms.body(),
        "loss": found.waterfall.loss.amount,
        "planned": found.planned.amount,
        "shortfall": found.waterfall.shortfall.amount,
        "reserve": {"free": _free(found), "accident": desk.state.is_accident},
        "cash": [
            [one.day, one.source.kind.value, one.source.name, one.to_customers.amount, _backs(one)]
            for one in found.cash
        ],
        "sources": [
            [one.source.kind.value, one.source.name, one.source.day, one.used.amount, one.source.reason]
            for one in found.waterfall.lines
        ],
        "assets": [
            [one.due.asset, one.due.lost, one.value.amount, one.coin_units, one.yen.amount, str(one.kept)]
            for one in found.payments
        ],
    }


def _free(found: Compensation) -> bool:
    """Whether the law, as read, lets the reserve pay without approval."""
    told = [one.reason for one in found.findings if one.code == "reserve-use"]
    return any(one in ("reserve_for_accident", "reserve_without_approval") for one in told)


def _backs(step: CashStep) -> list[list[object]]:
    return [[name, back.amount] for name, back in step.refills]
