"""払込ファイル: what an approved round sends, what it holds and why, and the files for it. Nobody is paid twice."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.case_folder import CaseFile, writing
from hozen.workflows.wind_down.bank_order import NO_ORDER, BankOrder, bank_files
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.files import write_parts, write_table
from hozen.workflows.wind_down.sending_sql import to_send
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
    """払込ファイル: what one attempt sends and holds: the list of all, and the bank's orders among them.

    `entry` None: there was nothing left to send.
    """

    number: int
    attempt: int
    lines: tuple[PayLine, ...]
    file: Path | None
    bank: tuple[Path, ...]
    entry: CaseEntry | None


def pay(at: At, number: int, order: BankOrder = NO_ORDER) -> Sent:
    """Write the pay files of a round that is approved: what was not sent yet, or came back.

    A payee who changed account after the approval is held until released. Killed before its entry, the same call makes the
    identical files; called again after it, nothing is sent twice.
    """
    record = at.work()
    attempt = 1 + sum(one.body["round"] == number for one in record.of("sent"))
    name = f"rounds/{number:02d}-pay-{attempt:02d}-{record.last:06d}"
    with TemporaryDirectory(prefix=".pay-", dir=at.folder) as place:
        apart = Path(place)
        files = pay_files(at, record.entries, number, attempt, name, order, apart)
        lines = _lines(at)
        if not any(one.hold == "" for one in lines) and _same_holds(record, number, lines):
            return Sent(number, attempt - 1, lines, None, (), None)
        for one in files:
            _into(apart / one.name, at.folder / one.name)
    body = {
        "round": number,
        "attempt": attempt,
        "order": order.body(),
        "files": [one.body() for one in files],
        "lines": [[one.hold, one.asset, one.payments, one.units] for one in lines],
    }
    entry = at.enter("sent", body, key=f"{at.case} pay {number} {attempt}", after=record.last)
    places = [at.folder / one.name for one in files]
    return Sent(number, attempt, lines, places[1], tuple(places[2:]), entry)


def pay_files(
    at: At,
    entries: Sequence[CaseEntry],
    number: int,
    attempt: int,
    name: str,
    order: BankOrder,
    to: Path,
) -> tuple[CaseFile, ...]:
    """The payments of a round that are to be sent or held, below `to`: a table, a list as CSV, and orders for the bank."""
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
    sql = to_send(
        number, attempt, max(known, default=0), sum(one.event in BATCH_EVENTS for one in entries), order
    )
    table = write_table(at.engine, Query("pay file", sql, ("payments",)), to, f"{name}.parquet")
    at.engine.view("pay_file", f"SELECT * FROM {at.engine.scan([to / table.name], 'parquet', {})}")
    return (table, write_parts(_csv(at), to, f"{name}.csv"), *bank_files(at, order, to, name))


def _lines(at: At) -> tuple[PayLine, ...]:
    return tuple(
        PayLine(str(hold), str(asset), whole(count), whole(units))
        for hold, asset, count, units in at.engine.rows(_SUMS)
    )


def _into(made: Path, path: Path) -> None:
    """Give a finished file its place; one of the same content that stands there is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with writing(path) as part:
        os.link(made, part)


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
    writer.writerow(("payment", "payee", "asset", "units", "destination", "name", "by"))
    for batch in at.engine.stream(_CSV):
        writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


_SUMS = Query(
    "sums of the pay file",
    "SELECT hold, asset, count(*), CAST(sum(units) AS DECIMAL(38,0)) FROM pay_file GROUP BY hold, asset ORDER BY hold, asset",
    ("pay_file",),
)
_CSV = Query(
    "pay file as CSV",
    "SELECT payment, holder, asset, CAST(units AS STRING) AS units, destination, coalesce(name, '') AS name, by_bank "
    "FROM pay_file WHERE hold = '' ORDER BY asset, payment",
    ("pay_file",),
)
