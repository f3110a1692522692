"""Reading the break log out of the chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from hozen.books.break_line import BreakEvent, BreakRecord, BreakStep
from hozen.books.canonical import day_text
from hozen.books.chain import entries_where
from hozen.books.entry import Entry
from hozen.books.errors import BreakRefused
from hozen.books.tables import breaks, entries

CARRIED = "break.carried"
KINDS = {one.kind: one for one in BreakEvent}


def break_records(connection: Connection, book: str, before: date | None = None) -> tuple[BreakRecord, ...]:
    """Every break of a book in order of entry, resolved ones too; only by what counts for days `before`."""
    numbers = select(breaks.c.seq).where(breaks.c.book == book, breaks.c.event != "carried")
    if before is not None:
        numbers = numbers.where(breaks.c.day < day_text(before))
    return records_of(entries_where(connection, entries.c.seq.in_(numbers)))


def records_of(found: Iterable[Entry]) -> tuple[BreakRecord, ...]:
    """Breaks as their entries, in order, tell them."""
    records: dict[int, BreakRecord] = {}
    for entry in found:
        step = step_of(entry)
        number = entry.seq if entry.body["of"] is None else entry.body["of"]
        before = records.get(number)
        records[number] = opened(entry, step) if before is None else after(before, step)
    return tuple(records.values())


def step_of(entry: Entry) -> BreakStep:
    """One entry about a break."""
    day = date.fromisoformat(entry.body["day"])
    return BreakStep(entry.seq, KINDS[entry.kind], day, entry.at, entry.actor, entry.body)


def opened(entry: Entry, step: BreakStep) -> BreakRecord:
    """The break as it was opened."""
    body = entry.body
    return BreakRecord(
        seq=entry.seq,
        book=body["book"],
        subject=body["subject"],
        decimals=body["decimals"],
        units=body["units"],
        rows=body["rows"],
        found_as=body["cause"],
        cause=body["cause"],
        opened_on=step.day,
        cure_by=None if body["cure_by"] is None else date.fromisoformat(body["cure_by"]),
        steps=(step,),
    )


def after(record: BreakRecord, step: BreakStep) -> BreakRecord:
    """The break after one more entry."""
    return replace(record, steps=(*record.steps, step), **_CHANGES[step.event](record, step))


def _quantity(_: BreakRecord, step: BreakStep) -> Mapping[str, Any]:
    return {"units": step.body["units"], "rows": step.body["rows"]}


def _classed(record: BreakRecord, step: BreakStep) -> Mapping[str, Any]:
    cause = step.body["cause"]
    if step.body["by_hand"]:
        return {"cause": cause, "by_hand": True}
    # What a person has said of the cause stays; the evidence's own word is kept beside it.
    return {"found_as": cause, "rows": step.body["rows"]} | ({} if record.by_hand else {"cause": cause})


def _resolved(_: BreakRecord, step: BreakStep) -> Mapping[str, Any]:
    return {"resolved_on": step.day, "resolved_by": step.body["by"], "gone": step.body["gone"]}


def _reopened(record: BreakRecord, step: BreakStep) -> Mapping[str, Any]:
    return {**_quantity(record, step), "resolved_on": None, "resolved_by": "", "gone": False}


_CHANGES: Mapping[BreakEvent, Callable[[BreakRecord, BreakStep], Mapping[str, Any]]] = {
    BreakEvent.CHANGED: _quantity,
    BreakEvent.RECLASSIFIED: _classed,
    BreakEvent.NOTED: lambda _, __: {},
    BreakEvent.ASSIGNED: lambda _, step: {"owner": step.body["owner"]},
    BreakEvent.RESOLVED: _resolved,
    BreakEvent.REOPENED: _reopened,
}


def break_row(entry: Entry) -> dict[str, object]:
    """The row of `breaks` that an entry calls for."""
    body, event = entry.body, entry.kind.partition(".")[2]
    return {"seq": entry.seq, "book": body["book"], "day": body["day"], "event": event, "of": body["of"]}


def last_carried(connection: Connection, book: str, before: date | None = None) -> Entry | None:
    """The entry of the newest carry, of a day `before` where one is given; None before the first."""
    query = select(breaks.c.seq).where(breaks.c.book == book, breaks.c.event == "carried")
    if before is not None:
        query = query.where(breaks.c.day < day_text(before))
    seq = connection.execute(query.order_by(breaks.c.seq.desc()).limit(1)).scalar()
    return None if seq is None else next(entries_where(connection, entries.c.seq == seq))


def break_numbered(connection: Connection, seq: int) -> BreakRecord:
    """One break by its number. Raises BreakRefused."""
    book = connection.execute(select(breaks.c.book).where(breaks.c.seq == seq)).scalar()
    found = [] if book is None else [one for one in break_records(connection, book) if one.seq == seq]
    if not found:
        raise BreakRefused(
            "no such break in the log",
            found=seq,
            expected="the number of the entry that opened it",
            try_next="hozen breaks list BOOK",
        )
    return found[0]
