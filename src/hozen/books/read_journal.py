"""Reading the reserve journal out of the chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from hozen.books.chain import entries_where
from hozen.books.entry import Entry
from hozen.books.errors import ReserveEntryRefused
from hozen.books.reserve_line import Movement, ReserveLine, UseApproval
from hozen.books.tables import entries, journal
from hozen.values import Yen

ENTERED = "reserve.entered"
RESTATED = "reserve.restated"
DECIDED = "reserve.use-decided"


def journal_lines(connection: Connection, book: str) -> tuple[ReserveLine, ...]:
    """Every statement of a book's journal in order of entry, restated ones included."""
    numbers = select(journal.c.seq).where(journal.c.book == book)
    return lines_of(entries_where(connection, entries.c.seq.in_(numbers)))


def lines_of(found: Iterable[Entry]) -> tuple[ReserveLine, ...]:
    """Lines as their entries, and later entries about them, tell it."""
    lines: dict[int, ReserveLine] = {}
    for entry in found:
        if entry.kind == DECIDED:
            use = lines[entry.body["of"]]
            lines[use.seq] = _decided(use, entry)
        else:
            lines[entry.seq] = line_of(entry)
            _mark_restated(lines, lines[entry.seq])
    return tuple(lines.values())


def line_of(entry: Entry) -> ReserveLine:
    """One line as it was entered."""
    body = entry.body
    return ReserveLine(
        seq=entry.seq,
        book=body["book"],
        day=date.fromisoformat(body["day"]),
        movement=Movement(body["movement"]),
        amount=Yen(body["amount"]),
        cause=body["cause"],
        approval=None if body["approval"] is None else UseApproval(body["approval"]),
        accident=body["accident"],
        link=body["link"],
        note=body["note"],
        entered_by=entry.actor,
        at=entry.at,
        key=entry.key or "",
        restates=body["of"],
    )


def journal_row(entry: Entry) -> dict[str, object]:
    """The row of `journal` that an entry calls for."""
    names = ("book", "day", "movement", "amount", "approval", "of")
    return {"seq": entry.seq, **{name: entry.body[name] for name in names}}


def line_named(lines: Iterable[ReserveLine], seq: int) -> ReserveLine:
    """The line with this number. Raises ReserveEntryRefused."""
    for line in lines:
        if line.seq == seq:
            return line
    raise ReserveEntryRefused("no such line in the journal", found=seq)


def book_of(connection: Connection, seq: int) -> str:
    """Whose journal a line is in. Raises ReserveEntryRefused."""
    book: str | None = connection.execute(select(journal.c.book).where(journal.c.seq == seq)).scalar()
    if book is None:
        raise ReserveEntryRefused("no such line in the journal", found=seq)
    return book


def history(connection: Connection, seq: int) -> tuple[ReserveLine, ...]:
    """Every statement of the same movement, the first one first."""
    return statements(journal_lines(connection, book_of(connection, seq)), seq)


def statements(lines: Iterable[ReserveLine], seq: int) -> tuple[ReserveLine, ...]:
    """Every statement of the same thing: the first one, and each that restated it, in order."""
    by_number = {line.seq: line for line in lines}
    line = line_named(by_number.values(), seq)
    while line.restates is not None:
        line = by_number[line.restates]
    told = [line]
    while line.restated_by is not None:
        line = by_number[line.restated_by]
        told.append(line)
    return tuple(told)


def _decided(use: ReserveLine, entry: Entry) -> ReserveLine:
    return replace(
        use,
        approval=UseApproval(entry.body["approval"]),
        decided_by=entry.actor,
        decided_on=date.fromisoformat(entry.body["day"]),
    )


def _mark_restated(lines: dict[int, ReserveLine], line: ReserveLine) -> None:
    if line.restates is not None:
        lines[line.restates] = replace(lines[line.restates], restated_by=line.seq)
