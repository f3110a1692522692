"""払込ファイル: what an approved round sends, what it holds and why, and the files for it. Nobody is paid twice."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.records import Query
from hozen.workflows.case_folder import CaseFile, kept
from hozen.workflows.wind_down.bank_order import NO_ORDER, BankOrder
from hozen.workflows.wind_down.case_book import At, told
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.pay_files import (
    apart,
    approved_plan,
    files_again,
    give_names,
    lists_of,
    pay_table,
)
from hozen.workflows.wind_down.reserve_held import must_hold

if TYPE_CHECKING:
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

    `entry` None: there was nothing left to send. `again`: files of the attempt before that were gone and were made again.
    """

    number: int
    attempt: int
    lines: tuple[PayLine, ...]
    file: Path | None
    bank: tuple[Path, ...]
    entry: CaseEntry | None
    again: tuple[Path, ...] = ()


def pay(at: At, number: int, order: BankOrder = NO_ORDER) -> Sent:
    """Enter an attempt of a round that is approved; then its files appear: what was not sent yet, or came back.

    A payee whom nobody but the one who told him stands for is held. A crash before the entry leaves no file that could
    be sent; after it, the next call makes the files, byte for byte. Called again, nothing is sent twice.
    """
    record = at.work()
    plan = approved_plan(at, record.entries, number)
    must_hold(at, told(plan.body, "reserve", int))
    again = files_again(at, record, number)
    attempt = 1 + sum(one.body["round"] == number for one in record.of("sent"))
    stem = f"{number:02d}-pay-{attempt:02d}-{record.last:06d}"
    with apart(at) as place:
        made = pay_table(at, record.entries, number, attempt, f"rounds/{stem}", order, place)
        lines = _lines(at)
        if not any(one.hold == "" for one in lines) and _same_holds(record, number, lines):
            return Sent(number, attempt - 1, lines, None, (), None, again)
        parts = lists_of(at, f"rounds/{stem}", order, place)
        table = _evidence(at, place, stem, made)
        lists = [replace(one, name=one.name.replace(stem, Path(table.name).stem)) for one in parts]
        body = {
            "round": number,
            "attempt": attempt,
            "order": order.body(),
            "files": [one.body() for one in (table, *lists)],
            "lines": [[one.hold, one.asset, one.payments, one.units] for one in lines],
        }
        entry = at.enter("sent", body, key=f"{at.case} pay {number} {attempt}", after=record.last)
        give_names(at, {place / part.name: one for part, one in zip(parts, lists, strict=True)})
    places = [at.folder / one.name for one in lists]
    return Sent(number, attempt, lines, places[0], tuple(places[1:]), entry, again)


def _evidence(at: At, place: Path, stem: str, made: CaseFile) -> CaseFile:
    """The table in its place; under another name where a call that never came to its entry left another one there."""
    folder = at.folder / "rounds"
    folder.mkdir(parents=True, exist_ok=True)
    path = kept(folder, stem, lambda part: os.link(place / made.name, part))
    return CaseFile(f"rounds/{path.name}", made.sha256, made.rows)


def _lines(at: At) -> tuple[PayLine, ...]:
    return tuple(
        PayLine(str(hold), str(asset), whole(count), whole(units))
        for hold, asset, count, units in at.engine.rows(_SUMS)
    )


def _same_holds(record: CaseRecord, number: int, lines: Sequence[PayLine]) -> bool:
    """Whether the newest attempt held just this and sent the rest: then there is nothing new to say."""
    before = [one for one in record.of("sent") if one.body["round"] == number]
    held = [[one.hold, one.asset, one.payments, one.units] for one in lines]
    return bool(before) and held == [one for one in told(before[-1].body, "lines", list) if one[0]]


_SUMS = Query(
    "sums of the pay file",
    "SELECT hold, asset, count(*), CAST(sum(units) AS DECIMAL(38,0)) FROM pay_file GROUP BY hold, asset ORDER BY hold, asset",
    ("pay_file",),
)
