"""計算書: what each creditor claimed, what was decided, and what each round gives, as tables sorted by creditor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.files import files_in, write_table
from hozen.workflows.wind_down.views import case_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hozen.books import CaseEntry, CaseRecord
    from hozen.engine import Cell


@dataclass(frozen=True, slots=True)
class Statement:
    """債権者計算書: one creditor's claims, shares and payments, as rows by column name; units are whole."""

    customer: str
    claims: tuple[Mapping[str, Cell], ...]
    shares: tuple[Mapping[str, Cell], ...]
    paid: tuple[Mapping[str, Cell], ...]


CLAIM_COLUMNS = (
    *("customer_id", "asset", "decimals", "state", "ledger_units", "filed_units", "admitted_units"),
    *("disputed_units", "set_off_units", "assigned_units", "unclaimed_units", "priority"),
)
SHARE_COLUMNS = (
    *("customer_id", "round", "asset", "decimals", "priority", "claim_units", "due_units", "before_units"),
    *("pay_units", "reserve_units", "deferred_units"),
)
PAID_COLUMNS = ("customer_id", "round", "asset", "decimals", "holder", "units", "state", "hold", "on_day")


def statements(at: At) -> tuple[CaseFile, ...]:
    """Write the tables of all statements, and enter their hashes. Asked again, what was stated last stands."""
    record = at.work()
    newest = record.newest("stated")
    if newest is not None and newest.seq == record.last:
        return _again(at, record, newest)
    files = statement_files(at, record.entries, f"statements/{record.last:06d}", at.folder)
    at.enter("stated", {"files": [one.body() for one in files], "seen": record.last}, after=record.last)
    return files


def _again(at: At, record: CaseRecord, newest: CaseEntry) -> tuple[CaseFile, ...]:
    """The files of an entry, made again where one is gone."""
    files = tuple(files_in(newest.body))
    if not all((at.folder / one.name).is_file() for one in files):
        place = files[0].name.rpartition("/")[0]
        return statement_files(at, record.until(newest.seq - 1), place, at.folder)
    return files


def statement_files(at: At, entries: Sequence[CaseEntry], place: str, to: Path) -> tuple[CaseFile, ...]:
    """The three tables below `to`: claims, shares of each round, and payments. Raises WindDownRefused where a row is lost."""
    case_views(at.engine, at.folder, entries)
    _lose_no_row(at)
    return tuple(
        write_table(at.engine, Query("statements", text, ()), to, f"{place}/{name}.parquet")
        for name, text, _ in TABLES
    )


def statement_of(at: At, customer: str) -> Statement:
    """One creditor's, read without writing anything. Raises WindDownRefused for whom the case does not have."""
    case_views(at.engine, at.folder, at.record().entries)
    _lose_no_row(at)
    found = [_rows_of(at, text, columns, customer) for _, text, columns in TABLES]
    if not any(found):
        raise WindDownRefused(
            "the case has no such creditor",
            where=f"case {at.case}",
            found=customer,
            expected="a customer of the sealed ledger, or one who filed a claim",
            try_next="take the id as it stands in the statements",
        )
    return Statement(customer, *found)


def _lose_no_row(at: At) -> None:
    """Each row of register, shares and payments is told once. An asset that the case lacks would take it away."""
    for name, text, _ in TABLES:
        of = {"claims": "register", "payments": "payment_states"}.get(name, name)
        counts = f"SELECT (SELECT count(*) FROM {of}), (SELECT count(*) FROM ({text}) t)"
        there, told = at.engine.rows(Query("rows of the statements", counts, ()))[0]
        if there != told:
            raise WindDownRefused(
                "a statement would not tell every row",
                where=f"case {at.case}, {name}",
                found=f"{told} of {there} rows",
                expected="every asset of a claim, a share or a payment among the case's assets",
            )


def _rows_of(at: At, text: str, columns: tuple[str, ...], customer: str) -> tuple[Mapping[str, Cell], ...]:
    one = f"SELECT * FROM ({text}) s WHERE customer_id = :customer ORDER BY ALL"
    rows = at.engine.rows(Query("statement", one, (), {"customer": customer}))
    return tuple(dict(zip(columns, row, strict=True)) for row in rows)


_CLAIMS = """
    SELECT r.customer_id, r.asset, a.decimals, r.state, r.ledger_units, r.filed_units, r.admitted_units,
           r.disputed_units, r.set_off_units, r.assigned_units, r.unclaimed_units, r.priority
    FROM register r JOIN case_assets a ON a.asset = r.asset ORDER BY r.customer_id, r.asset
"""
_SHARES = """
    SELECT s.customer_id, s.round, s.asset, a.decimals, s.priority, s.claim_units, s.due_units, s.before_units,
           s.pay_units, s.reserve_units, s.deferred_units
    FROM shares s JOIN case_assets a ON a.asset = s.asset ORDER BY s.customer_id, s.round, s.asset, s.priority
"""
_PAID = """
    SELECT p.customer_id, p.round, p.asset, a.decimals, p.holder, p.units, p.state, p.hold, p.on_day
    FROM payment_states p JOIN case_assets a ON a.asset = p.asset
    ORDER BY p.customer_id, p.round, p.asset, p.holder
"""
TABLES = (
    ("claims", _CLAIMS, CLAIM_COLUMNS),
    ("shares", _SHARES, SHARE_COLUMNS),
    ("payments", _PAID, PAID_COLUMNS),
)
"""Name of a table of the statements, what it holds, and its columns; in the order of creditors."""
