"""払込ファイルの作成: the table of one attempt, and what goes out by it. The same entries give the same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hozen.books.four_eyes import same_person
from hozen.records import Query
from hozen.workflows.case_folder import CaseFile, settle, unchanged
from hozen.workflows.wind_down.bank_order import BankOrder, bank_files
from hozen.workflows.wind_down.case_book import At, told
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.files import files_in, write_parts, write_table
from hozen.workflows.wind_down.sending_sql import HELD_NEXT, to_send
from hozen.workflows.wind_down.views import case_views

if TYPE_CHECKING:
    from hozen.books import CaseEntry, CaseRecord


def pay_files(
    at: At, entries: Sequence[CaseEntry], number: int, attempt: int, name: str, order: BankOrder, to: Path
) -> tuple[CaseFile, ...]:
    """Every file of an attempt below `to`: the table first, then what goes out by it."""
    table = pay_table(at, entries, number, attempt, name, order, to)
    return (table, *lists_of(at, name, order, to))


def pay_table(
    at: At, entries: Sequence[CaseEntry], number: int, attempt: int, name: str, order: BankOrder, to: Path
) -> CaseFile:
    """The payments of a round that are to be sent or held, as a table below `to`: evidence, not an order."""
    plan = approved_plan(at, entries, number)
    case_views(at.engine, at.folder, entries)
    _lay_held(at, to)
    sql = to_send(number, attempt, _stood_for(entries, plan), order)
    table = write_table(at.engine, Query("pay file", sql, ("payments",)), to, f"{name}.parquet")
    at.engine.view("pay_file", f"SELECT * FROM {at.engine.scan([to / table.name], 'parquet', {})}")
    return table


def _lay_held(at: At, to: Path) -> None:
    """The view held_accounts: whoever is held is held in each of his accounts. Step by step: not every engine recurses."""
    at.engine.view("held_accounts", "SELECT customer_id FROM holds")
    before, now = -1, _count(at)
    while now > before and now:
        path = to / f"held-{now}.parquet"
        at.engine.write_parquet(Query("held accounts", HELD_NEXT, ("open_links",)), path)
        at.engine.view("held_accounts", f"SELECT customer_id FROM {at.engine.scan([path], 'parquet', {})}")
        before, now = now, _count(at)


def _count(at: At) -> int:
    ((found,),) = at.engine.rows(
        Query("held accounts", "SELECT count(*) FROM held_accounts", ("held_accounts",))
    )
    return whole(found)


def lists_of(at: At, name: str, order: BankOrder, to: Path) -> tuple[CaseFile, ...]:
    """What goes out by the table that was written last: a list as CSV, and orders for the bank."""
    return (write_parts(_csv(at), to, f"{name}.csv"), *bank_files(at, order, to, name))


@contextmanager
def apart(at: At) -> Iterator[Path]:
    """A folder for files that nobody takes for orders yet; it is gone when the block ends."""
    with TemporaryDirectory(prefix=".pay-", dir=at.folder) as place:
        yield Path(place)


def give_names(at: At, files: Mapping[Path, CaseFile]) -> None:
    """Finished files take their places in the case. Raises CaseFileRefused where other content stands."""
    for made, file in files.items():
        path = at.folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        settle(made, path)


def files_again(at: At, record: CaseRecord, number: int) -> tuple[Path, ...]:
    """The files of a round's newest attempt that are gone, made again byte for byte.

    Raises CaseFileRefused where one of them is not what the books say.
    """
    sent = [one for one in record.of("sent") if one.body["round"] == number]
    named = files_in(sent[-1].body) if sent else []
    gone = [one for one in named if not (at.folder / one.name).is_file()]
    if gone:
        before, body = record.until(sent[-1].seq - 1), sent[-1].body
        name, attempt = named[0].name.removesuffix(".parquet"), told(body, "attempt", int)
        with apart(at) as place:
            pay_files(at, before, number, attempt, name, BankOrder.told(told(body, "order", dict)), place)
            give_names(at, {unchanged(place, one): one for one in gone})
    for one in named:
        unchanged(at.folder, one)
    return tuple(at.folder / one.name for one in gone)


def approved_plan(at: At, entries: Sequence[CaseEntry], number: int) -> CaseEntry:
    """The plan of a round that another person approved. Raises WindDownRefused."""
    found = [
        one for one in entries if one.event == "planned" and one.body["round"] == number and one.approved_by
    ]
    if not found:
        raise WindDownRefused(
            "the round is not approved",
            where=f"case {at.case} round {number}",
            expected="an approval by another person",
            try_next=f"hozen wind-down approve BOOK {at.case} {number}",
        )
    return found[-1]


def _stood_for(entries: Sequence[CaseEntry], plan: CaseEntry) -> list[int]:
    """Files of payees that two people stand for: who handed them in, and who confirmed them or approved the round on them."""
    approval = plan.approval or 0
    return [
        told(one.body, "batch", int)
        for one in entries
        if one.event == "payees"
        and (one.approved_by or (one.seq < approval and not same_person(one.actor, plan.approved_by)))
    ]


def _csv(at: At) -> Iterator[bytes]:
    """The payments that are sent, as CSV with every digit."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("payment", "payee", "asset", "units", "destination", "name", "by", "attempt"))
    for batch in at.engine.stream(_CSV):
        writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


_CSV = Query(
    "pay file as CSV",
    "SELECT payment, holder, asset, CAST(units AS STRING) AS units, destination, coalesce(name, '') AS name, by_bank, "
    "attempt FROM pay_file WHERE hold = '' ORDER BY asset, payment",
    ("pay_file",),
)
