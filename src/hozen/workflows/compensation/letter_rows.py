"""What letters say of each customer: rows streamed in the order of customers, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from hozen.records import Query
from hozen.workflows.case_folder import unchanged
from hozen.workflows.compensation.errors import CompensationRefused
from hozen.workflows.compensation.plans import Plan, plans_of
from hozen.workflows.compensation.working import Desk
from hozen.workflows.incident.fits import fits_plan


@dataclass(frozen=True, slots=True)
class LetterLine:
    """通知の明細: what one customer lost of an asset, what is due, and what this plan pays."""

    asset: str
    lost: int
    coin_due: int
    yen_due: int
    coin: int
    yen: int
    coin_payee: str  # 'chain …1234'; '' where none is known
    yen_payee: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """通知の内容: one customer's lines."""

    customer: str
    lines: tuple[LetterLine, ...]


def plan_numbered(desk: Desk, number: int | None) -> Plan:
    """A plan by number, else the newest. CompensationRefused; PlanOutdated for one by which nothing more goes out."""
    plans = plans_of(desk.record, desk.state)
    found = next((one for one in reversed(plans) if number in (None, one.number)), None)
    if found is None:
        raise CompensationRefused(
            "the case has no such plan",
            where=f"case {desk.case}",
            found=number,
            expected=f"1 to {len(plans)}" if plans else "a plan",
            try_next="hozen incident plan",
        )
    fits_plan(desk.state, found.entry.seq)
    return found


def letter_facts(desk: Desk, plan: Plan, customer: str | None = None) -> Iterator[LetterFacts]:
    """Each customer of the plan in order of ids; `customer` for one alone. Made as they are read, none is kept."""
    lines = desk.engine.scan([unchanged(desk.folder, plan.lines)], "parquet", {})
    payments = desk.engine.scan([unchanged(desk.folder, plan.payments)], "parquet", {})
    where = "" if customer is None else "WHERE l.customer_id = :customer"
    query = Query("letters", _SQL.format(lines=lines, payments=payments, where=where), (), _said(customer))
    rows = _rows(desk, query)
    for name, group in groupby(rows, key=lambda row: row[0]):
        yield LetterFacts(str(name), tuple(_line(row) for row in group))


def _said(customer: str | None) -> dict[str, str]:
    return {} if customer is None else {"customer": customer}


def _rows(desk: Desk, query: Query) -> Iterator[tuple[Any, ...]]:
    for batch in desk.engine.stream(query, batch_rows=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _line(row: tuple[Any, ...]) -> LetterLine:
    _, asset, lost, coin_due, yen_due, coin, yen, coin_payee, yen_payee = row
    return LetterLine(
        asset, int(lost), int(coin_due), int(yen_due), int(coin), int(yen), coin_payee, yen_payee
    )


# A letter may be seen by others: only the end of an account or an address is told.
_PAYEE = """CASE WHEN {p}.method = 'bank' THEN concat('bank …', right({p}.account_number, 3))
                 WHEN {p}.method = 'chain' THEN concat('chain …', right({p}.address, 6))
                 ELSE coalesce({p}.method, '') END"""
_SQL = f"""
    SELECT l.customer_id, l.asset, l.lost, l.coin_due, l.yen_due, l.coin, l.yen,
           {_PAYEE.format(p="c")} AS coin_payee, {_PAYEE.format(p="y")} AS yen_payee
    FROM {{lines}} l
    LEFT JOIN {{payments}} c ON l.customer_id = c.customer_id AND l.asset = c.asset
    LEFT JOIN {{payments}} y ON l.customer_id = y.customer_id AND y.asset = 'JPY'
    {{where}}
    ORDER BY l.customer_id, l.asset
"""
