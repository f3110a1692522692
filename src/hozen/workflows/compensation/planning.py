"""A payout plan: worked out, written to the case folder, entered; another person approves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hozen.books import CaseEntry, CaseRecord
from hozen.records import Query
from hozen.values import Yen
from hozen.workflows.case_folder import CaseFile, sha256_of, unchanged, writing
from hozen.workflows.compensation.allocate import allocate
from hozen.workflows.compensation.answer import Compensation
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.payment_rows import payment_rows
from hozen.workflows.compensation.working import Desk

PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Plan:
    """支払計画: the entry, its number, and its files: `payments` one row a payment, `lines` one a customer and asset."""

    entry: CaseEntry
    number: int
    payments: CaseFile
    lines: CaseFile
    planned: Yen

    @property
    def approved(self) -> bool:
        """Whether another person approved it."""
        return bool(self.entry.approved_by)


@dataclass(frozen=True, slots=True)
class AssetTotal:
    """What a plan pays in one asset ('JPY' for yen)."""

    asset: str
    payments: int
    amount: int
    unclaimed: int


def plans_of(record: CaseRecord) -> tuple[Plan, ...]:
    """Every plan of the case, oldest first."""
    return tuple(_plan(one) for one in record.of(PLAN))


def approved_plans(record: CaseRecord) -> tuple[Plan, ...]:
    """Those that money is paid by."""
    return tuple(one for one in plans_of(record) if one.approved)


def enter_plan(
    desk: Desk, found: Compensation, day: date, *, actor: str, key: str | None = None
) -> tuple[Plan, tuple[AssetTotal, ...]]:
    """Write the files of the next plan and enter it. `day`: whose payees are taken. The newest plan replaces others.

    What approved plans pay is left out. CompensationRefused for a drill, for nothing to pay, for a valuation that
    nobody else has approved.
    """
    _may_be_entered(desk, found)
    number = len(plans_of(desk.record)) + 1
    lines = desk.folder / f"lines-{number}.parquet"
    payments = desk.folder / f"plan-{number}.parquet"
    with writing(lines) as part:
        allocate(desk.engine, desk.losses, _earlier(desk), found.payments, part)
    desk.engine.view("lines", f"SELECT * FROM {desk.engine.scan([lines], 'parquet', {})}")
    with writing(payments) as part:
        rows = desk.engine.write_parquet(payment_rows("lines", desk.case, number, day), part).rows
    if not rows:
        raise CompensationRefused(
            "nothing is left to pay", where=f"case {desk.case}", found=f"{found.planned} planned so far"
        )
    totals = totals_of(desk, payments)
    body = {
        "number": number,
        "payments": CaseFile(payments.name, sha256_of(payments), rows).body(),
        "lines": CaseFile(lines.name, sha256_of(lines)).body(),
        "payees_of": day,
        **_told(desk, found),
        "totals": [[one.asset, one.payments, one.amount, one.unclaimed] for one in totals],
    }
    entry = desk.books.cases.enter(
        desk.record.book, desk.case, PLAN, body, actor=actor, key=key, after=desk.record.last
    )
    return _plan(entry), totals


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


def _earlier(desk: Desk) -> str:
    """FROM expression: (customer_id, asset, coin, yen) of approved plans together."""
    files = [unchanged(desk.folder, one.lines) for one in approved_plans(desk.record)]
    if not files:
        nothing = "CAST('' AS VARCHAR) AS customer_id, CAST('' AS VARCHAR) AS asset"
        return f"(SELECT {nothing}, CAST(0 AS DECIMAL(38,0)) AS coin, CAST(0 AS DECIMAL(38,0)) AS yen WHERE false)"
    scan = desk.engine.scan(files, "parquet", {})
    return f"(SELECT customer_id, asset, sum(coin) AS coin, sum(yen) AS yen FROM {scan} GROUP BY customer_id, asset)"


def _may_be_entered(desk: Desk, found: Compensation) -> None:
    if found.assumed:
        raise CompensationRefused(
            "a drill cannot be planned with",
            where=f"case {desk.case}",
            found="amounts that are assumed (--what-if)",
            expected="the firm's own amounts",
            try_next="hozen incident waterfall shows drills",
        )
    if not desk.valued.approved_by:
        raise CompensationRefused(
            "nobody else has approved the valuation",
            where=f"case {desk.case} entry {desk.valued.seq}",
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
        "sources": [
            [one.source.kind.value, one.source.name, one.source.day, one.used.amount, one.source.reason]
            for one in found.waterfall.lines
        ],
        "assets": [
            [one.due.asset, one.due.lost, one.value.amount, one.coin_units, one.yen.amount, str(one.kept)]
            for one in found.payments
        ],
    }


def _plan(entry: CaseEntry) -> Plan:
    body: Any = entry.body
    return Plan(entry, body["number"], _file(body["payments"]), _file(body["lines"]), Yen(body["planned"]))


def _file(told: Any) -> CaseFile:
    return CaseFile(told["name"], told["sha256"], told["rows"])


def standing(plans: Sequence[Plan]) -> Plan | None:
    """The newest plan, approved or not."""
    return plans[-1] if plans else None
