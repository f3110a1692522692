"""Reading closings, and the approvals that stand on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, func, select

from hozen.books.canonical import day_text, instant, parsed
from hozen.books.chain import entries_where
from hozen.books.closing import Approval, ClosingHeading, ClosingRecord
from hozen.books.entry import Entry
from hozen.books.errors import ClosingUnknown
from hozen.books.keep_closing import changes_of, kept_entry
from hozen.books.tables import approvals, closings, entries

Reference = int | tuple[str, date, str] | tuple[str, date, str, int]


def headings(connection: Connection, book: str | None, newest_only: bool) -> tuple[ClosingHeading, ...]:
    """Every version, by book, day, scenario and version."""
    query = _headings().order_by(closings.c.book, closings.c.day, closings.c.scenario, closings.c.version)
    if book is not None:
        query = query.where(closings.c.book == book)
    standing = _standing(connection, None, book)
    found = [_heading(row, standing) for row in connection.execute(query).mappings()]
    return tuple(one for one in found if not (newest_only and one.superseded))


def record(connection: Connection, reference: Reference) -> ClosingRecord:
    """One version, whole. Raises ClosingUnknown."""
    heading = heading_of(connection, reference)
    entry = kept_entry(connection, heading.seq)
    return ClosingRecord(
        heading=heading,
        parts=entry.body["parts"],
        changed=changes_of(entry),
        body=entry.body["body"],
        approvals=approval_events(connection, heading.seq),
    )


def heading_of(connection: Connection, reference: Reference) -> ClosingHeading:
    """One version without its content; three parts mean the newest."""
    query = _headings().order_by(closings.c.version.desc()).limit(1)
    if isinstance(reference, int):
        query = query.where(closings.c.seq == reference)
    else:
        book, day, scenario, *version = reference
        query = query.where(
            closings.c.book == book, closings.c.day == day_text(day), closings.c.scenario == scenario
        )
        query = query.where(closings.c.version == version[0]) if version else query
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        named = f"entry {reference}" if isinstance(reference, int) else " ".join(map(str, reference))
        raise ClosingUnknown("no such closing", found=named, try_next="list them: hozen books list")
    return _heading(row, _standing(connection, row["seq"], None))


def approval_events(connection: Connection, closing: int) -> tuple[Approval, ...]:
    """Approvals and withdrawals of one closing, in order."""
    events = select(approvals.c.seq).where(approvals.c.closing == closing)
    return tuple(map(approval_of, entries_where(connection, entries.c.seq.in_(events))))


def approval_of(entry: Entry) -> Approval:
    """An approval or its withdrawal as its entry tells it."""
    body = entry.body
    withdrawn = entry.kind.endswith("withdrawn")
    return Approval(entry.seq, body["closing"], entry.actor, entry.at, body["note"], withdrawn)


def _standing(connection: Connection, closing: int | None, book: str | None) -> dict[int, Approval]:
    """By closing, its last approval event, if that approves."""
    last = select(func.max(approvals.c.seq)).join(closings, closings.c.seq == approvals.c.closing)
    if closing is not None:
        last = last.where(approvals.c.closing == closing)
    if book is not None:
        last = last.where(closings.c.book == book)
    seqs = last.group_by(approvals.c.closing)
    found = map(approval_of, entries_where(connection, entries.c.seq.in_(seqs)))
    return {one.closing: one for one in found if not one.withdrawn}


# One list of columns for both readers: the row, who and when from its entry, and the newest version.
def _headings() -> Select[Any]:
    newer = closings.alias("newer")
    newest = (
        select(func.max(newer.c.version))
        .where(
            and_(
                newer.c.book == closings.c.book,
                newer.c.day == closings.c.day,
                newer.c.scenario == closings.c.scenario,
            )
        )
        .scalar_subquery()
    )
    return select(closings, entries.c.at, entries.c.actor, newest.label("newest")).join(
        entries, entries.c.seq == closings.c.seq
    )


def _heading(row: RowMapping, standing: dict[int, Approval]) -> ClosingHeading:
    return ClosingHeading(
        seq=row["seq"],
        book=row["book"],
        day=date.fromisoformat(row["day"]),
        scenario=row["scenario"],
        version=row["version"],
        fingerprint=row["fingerprint"],
        prepared_by=row["actor"],
        at=instant(row["at"]),
        summary=parsed(row["summary"]),
        superseded=row["version"] < row["newest"],
        approval=standing.get(row["seq"]),
    )
