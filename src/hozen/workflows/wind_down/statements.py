"""計算書: what each creditor claimed, what was decided, and what each round gives, as tables sorted by creditor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.files import write_table
from hozen.workflows.wind_down.views import case_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hozen.books import CaseEntry
    from hozen.engine import Cell


@dataclass(frozen=True, slots=True)
class Statement:
    """債権者計算書: one creditor's claims and payments, as rows by column name; units are whole."""

    customer: str
    claims: tuple[Mapping[str, Cell], ...]
    payments: tuple[Mapping[str, Cell], ...]


CLAIM_COLUMNS = (
    *("customer_id", "asset", "decimals", "state", "ledger_units", "filed_units", "admitted_units"),
    *("disputed_units", "set_off_units", "assigned_units", "unclaimed_units"),
)
PAYMENT_COLUMNS = (
    *("customer_id", "round", "asset", "decimals", "claim_units", "due_units", "before_units"),
    *("pay_units", "reserve_units", "deferred_units"),
)


def statements(at: At) -> tuple[CaseFile, CaseFile]:
    """Write the tables of all statements, and enter their hashes. The same case gives the same bytes."""
    record = at.work()
    place = f"statements/{record.last:06d}"
    files = statement_files(at, record.entries, place, at.folder)
    newest = record.newest("stated")
    if newest is None or [one.body() for one in files] != newest.body["files"]:
        at.enter("stated", {"files": [one.body() for one in files], "seen": record.last}, after=record.last)
    return files


def statement_files(at: At, entries: Sequence[CaseEntry], place: str, to: Path) -> tuple[CaseFile, CaseFile]:
    """The two tables below `to`."""
    case_views(at.engine, at.folder, entries)
    return (
        write_table(at.engine, Query("statements", _CLAIMS, ("register",)), to, f"{place}/claims.parquet"),
        write_table(at.engine, Query("statements", _PAYMENTS, ("shares",)), to, f"{place}/payments.parquet"),
    )


def statement_of(at: At, customer: str) -> Statement:
    """One creditor's, read without writing anything. Raises WindDownRefused for whom the case does not have."""
    case_views(at.engine, at.folder, at.record().entries)
    by = {"customer": customer}
    claims = at.engine.rows(
        Query("statement", f"SELECT * FROM ({_CLAIMS}) s WHERE customer_id = :customer", (), by)
    )
    paid = at.engine.rows(
        Query("statement", f"SELECT * FROM ({_PAYMENTS}) s WHERE customer_id = :customer", (), by)
    )
    if not claims and not paid:
        raise WindDownRefused(
            "the case has no such creditor",
            where=f"case {at.case}",
            found=customer,
            expected="a customer of the sealed ledger, or one who filed a claim",
            try_next="take the id as it stands in the statements",
        )
    return Statement(
        customer,
        tuple(dict(zip(CLAIM_COLUMNS, row, strict=True)) for row in claims),
        tuple(dict(zip(PAYMENT_COLUMNS, row, strict=True)) for row in paid),
    )


_CLAIMS = """
    SELECT r.customer_id, r.asset, a.decimals, r.state, r.ledger_units, r.filed_units, r.admitted_units,
           r.disputed_units, r.set_off_units, r.assigned_units, r.unclaimed_units
    FROM register r JOIN sealed_assets a ON a.asset = r.asset ORDER BY r.customer_id, r.asset
"""
_PAYMENTS = """
    SELECT s.customer_id, s.round, s.asset, a.decimals, s.claim_units, s.due_units, s.before_units,
           s.pay_units, s.reserve_units, s.deferred_units
    FROM shares s JOIN sealed_assets a ON a.asset = s.asset ORDER BY s.customer_id, s.round, s.asset
"""
