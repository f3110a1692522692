"""帳簿の移管: the whole book handed to another exchange, with the proof that it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hozen.books import CaseEntry, CaseRecord
from hozen.records import Query
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.snapshot.secret_store import MasterSecret
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.committing import Committed, commit
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.files import write_table
from hozen.workflows.wind_down.views import approved, case_views


@dataclass(frozen=True, slots=True)
class TransferLine:
    """移管の一行: one asset; `units` goes over for `customers`, `sealed` is what the snapshot has."""

    asset: str
    customers: int
    units: int
    sealed: int


@dataclass(frozen=True, slots=True)
class BookTransfer:
    """帳簿の移管: balances of every customer as the sealed ledger has them, and their totals."""

    to: str
    lines: tuple[TransferLine, ...]
    file: CaseFile
    committed: Committed | None
    entry: CaseEntry

    @property
    def is_complete(self) -> bool:
        """Whether every asset's total, and its tree's where there is one, is the snapshot's, to the last unit."""
        return all(
            one.units == one.sealed and (not self.committed or self.committed.total(one.asset) == one.sealed)
            for one in self.lines
        )


def transfer_book(at: At, to: str, trees: tuple[MasterSecret, Path] | None = None) -> BookTransfer:
    """Write every customer's balances for the exchange that takes them over. `trees`: the secret and the folder of a proof.

    Raises WindDownRefused after a distribution, or once it went to another, and whatever `commit` raises.
    """
    record = at.work()
    if approved(record.entries):
        raise WindDownRefused(
            "a distribution was approved already",
            where=f"case {at.case}",
            expected="the whole book goes over, or it is distributed",
        )
    _only_once(record, to)
    case_views(at.engine, at.folder, record.entries)
    file = write_table(at.engine, transfer_query(), at.folder, "transfer/balances.parquet")
    at.engine.view("going", f"SELECT * FROM {at.engine.scan([at.folder / file.name], 'parquet', {})}")
    owed = record.entries[0].body["owed"]
    sealed = {str(asset): int(units) for asset, units, _ in (owed if isinstance(owed, list) else [])}
    lines = tuple(
        TransferLine(str(asset), whole(count), whole(units), sealed.get(str(asset), 0))
        for asset, count, units in at.engine.rows(_TOTALS)
    )
    committed = commit(at, record.entries[0].day, *trees) if trees else None
    body = {
        "to": to,
        "commitment": committed.body() if committed else None,
        "files": [file.body()],
        "totals": [[one.asset, one.customers, one.units, one.sealed] for one in lines],
    }
    entry = at.enter(
        "book-transferred", body, key=f"{at.case} transfer {to} {file.sha256}", after=record.last
    )
    return BookTransfer(to, lines, file, committed, entry)


def _only_once(record: CaseRecord, to: str) -> None:
    """Two exchanges with the whole book would owe every customer twice."""
    for before in record.of("book-transferred"):
        if before.body["to"] != to:
            raise WindDownRefused(
                "the whole book went to another exchange",
                where=f"case {record.case} entry {before.seq}",
                found=to,
                expected=str(before.body["to"]),
            )


def transfer_query() -> Query:
    """Every balance of the sealed ledger."""
    return Query(
        "balances", "SELECT customer_id, asset, units FROM sealed_ledger ORDER BY asset, customer_id", ()
    )


_TOTALS = Query(
    "totals that go over",
    "SELECT asset, count(*), CAST(sum(units) AS DECIMAL(38,0)) FROM going GROUP BY asset ORDER BY asset",
    ("going",),
)
