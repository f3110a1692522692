"""Reading cases out of the chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from hozen.books.case_line import APPROVED, CLOSED, REOPENED, CaseEntry, CaseRecord
from hozen.books.chain import entries_where, read_head
from hozen.books.entry import Entry
from hozen.books.errors import CaseUnknown
from hozen.books.tables import case_entries, entries

PREFIX = "case."


def case_row(entry: Entry) -> dict[str, object]:
    """The row of `case_entries` that an entry calls for."""
    body = entry.body
    event = entry.kind.removeprefix(PREFIX)
    return {
        "seq": entry.seq,
        "book": body["book"],
        "case": body["case"],
        "kind": body["of_kind"],
        "event": event,
    }


def case_named(connection: Connection, book: str, case: str) -> CaseRecord:
    """One case with every entry of it. Raises CaseUnknown."""
    found = find_case(connection, book, case)
    if found is None:
        raise CaseUnknown(
            "the books have no such case",
            where=f"book {book}",
            found=case,
            try_next="take the name from hozen incident list BOOK, hozen wind-down list BOOK or hozen surveil case list BOOK",
        )
    return found


def find_case(connection: Connection, book: str, case: str) -> CaseRecord | None:
    """One case; None where there is none of that name."""
    table = case_entries
    numbers = select(table.c.seq).where(table.c.book == book, table.c.case == case)
    told = tuple(entries_where(connection, entries.c.seq.in_(numbers)))
    return None if not told else record_of(told, str(read_head(connection)))


def cases_of(connection: Connection, book: str) -> tuple[CaseRecord, ...]:
    """Every case of a book in order of opening."""
    query = select(case_entries.c.case).where(case_entries.c.book == book, case_entries.c.event == "opened")
    names = connection.execute(query.order_by(case_entries.c.seq)).scalars().all()
    return tuple(case_named(connection, book, name) for name in names)


def record_of(told: Iterable[Entry], anchor: str) -> CaseRecord:
    """A case as its entries, in order, tell it."""
    first, *_ = told = tuple(told)
    lines = {entry.seq: line_of(entry) for entry in told}
    for line in tuple(lines.values()):
        if line.event == APPROVED and line.of is not None:
            lines[line.of] = replace(lines[line.of], approved_by=line.actor, approval=line.seq)
    turns = [line.event for line in lines.values() if line.event in (CLOSED, REOPENED)]
    return CaseRecord(
        book=first.body["book"],
        case=first.body["case"],
        kind=first.body["of_kind"],
        is_open=turns[-1:] != [CLOSED],
        entries=tuple(lines.values()),
        anchor=anchor,
    )


def line_of(entry: Entry) -> CaseEntry:
    """One entry of a case."""
    body = entry.body
    return CaseEntry(
        seq=entry.seq,
        event=entry.kind.removeprefix(PREFIX),
        day=date.fromisoformat(body["day"]),
        at=entry.at,
        actor=entry.actor,
        body=body["said"],
        of=body["of"],
    )
