"""Approving a closing, and taking that back."""

from __future__ import annotations

from dataclasses import replace

from hozen.books.canonical import name_text
from hozen.books.chain import Writer
from hozen.books.closing import Approval, ClosingHeading
from hozen.books.entry import Entry
from hozen.books.errors import AlreadyApproved, ClosingSuperseded, NotApproved
from hozen.books.four_eyes import another_person, same_person
from hozen.books.keep_closing import kept_entry
from hozen.books.read_closings import Reference, approval_of, heading_of
from hozen.books.tables import approvals

APPROVED = "closing.approved"
WITHDRAWN = "closing.approval-withdrawn"


def approve(writer: Writer, reference: Reference, actor: str, note: str) -> Approval:
    """Approve the newest version. The same approver twice: the approval that stands is returned."""
    heading = heading_of(writer.connection, reference)
    where = _where(heading)
    preparer = kept_entry(writer.connection, heading.seq).actor  # from the chain, its hash checked
    another_person(name_text(actor, "actor"), "prepared", preparer, where)
    if heading.superseded:
        raise ClosingSuperseded(
            f"version {heading.version} has been superseded",
            where=where,
            try_next="approve the newest version",
        )
    if heading.approval is None:
        return _event(writer, APPROVED, heading.seq, actor, note)
    if same_person(heading.approval.actor, actor):
        return replace(heading.approval, already_there=True)
    raise AlreadyApproved(
        "the closing is approved", where=where, found=f"{heading.approval.actor} at {heading.approval.at}"
    )


def withdraw(writer: Writer, reference: Reference, actor: str, note: str) -> Approval:
    """Take the standing approval back; anyone may, since it only makes the books more careful."""
    heading = heading_of(writer.connection, reference)
    if heading.approval is None:
        raise NotApproved("there is no approval to withdraw", where=_where(heading))
    return _event(writer, WITHDRAWN, heading.seq, actor, note)


def approval_row(entry: Entry) -> dict[str, object]:
    """The row of `approvals` that an entry calls for."""
    event = "approved" if entry.kind == APPROVED else "withdrawn"
    return {"seq": entry.seq, "closing": entry.body["closing"], "event": event}


def _event(writer: Writer, kind: str, closing: int, actor: str, note: str) -> Approval:
    entry = writer.append(kind, actor, {"closing": closing, "note": note})
    writer.connection.execute(approvals.insert().values(approval_row(entry)))
    return approval_of(entry)


def _where(heading: ClosingHeading) -> str:
    return f"{heading.book} {heading.day} {heading.scenario} version {heading.version}".replace("  ", " ")
