"""Entering into a case: what is said, and whether it fits what the case already holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hozen.books.canonical import day_text
from hozen.books.case_line import CLOSED, REOPENED, CaseEntry, CaseRecord
from hozen.books.chain import Writer
from hozen.books.errors import CaseMoved, CaseRefused
from hozen.books.four_eyes import another_person, same_person
from hozen.books.read_cases import PREFIX, case_row, line_of
from hozen.books.tables import case_entries
from hozen.values.calendar import legal_day


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says of a case. `of`: the entry that it approves."""

    book: str
    case: str
    kind: str
    event: str
    body: Mapping[str, object]
    day: date | None
    of: int | None = None

    @property
    def entry_kind(self) -> str:
        """The kind of its entry on the chain."""
        return f"{PREFIX}{self.event}"

    def request(self) -> dict[str, object]:
        """What was asked for: its JSON without the day, where none was named."""
        asked: dict[str, object] = {
            "book": self.book,
            "case": self.case,
            "of_kind": self.kind,
            "of": self.of,
            "said": dict(self.body),
        }
        return asked if self.day is None else {**asked, "day": day_text(self.day)}

    def already(self, writer: Writer, actor: str, key: str | None) -> CaseEntry | None:
        """The entry that the key made before. Raises KeyReused."""
        found = writer.already(key, self.entry_kind, actor, self.request(), whole=False)
        return None if found is None else line_of(found)


def enter(writer: Writer, saying: Saying, actor: str, key: str | None) -> CaseEntry:
    """Put it on the chain, and its row beside."""
    day = legal_day(writer.at) if saying.day is None else saying.day
    entry = writer.append(saying.entry_kind, actor, {**saying.request(), "day": day_text(day)}, key)
    writer.connection.execute(case_entries.insert().values(case_row(entry)))
    return line_of(entry)


def fits(record: CaseRecord, event: str, of: int | None, after: int | None) -> None:
    """Raises CaseMoved when the writer has not seen the newest entry, CaseRefused for a case closed or open."""
    where = f"case {record.case}"
    if after is not None and after != record.last:
        raise CaseMoved(
            "the case has gone on",
            where=where,
            found=f"entry {record.last} by {record.entries[-1].actor}: {record.entries[-1].event}",
            expected=f"entry {after} as the newest",
            try_next="look at the case as it now is, then decide again",
        )
    approved = record.numbered(of) if of is not None else None
    of_the_closing = approved is not None and approved.event == CLOSED
    if record.is_open == (event == REOPENED) and not of_the_closing:
        raise CaseRefused(
            "the case is open" if record.is_open else "the case is closed",
            where=where,
            found=event,
            expected="a closed case" if record.is_open else "the approval of its closing, or its reopening",
        )


def may_approve(record: CaseRecord, seq: int, actor: str) -> CaseEntry | None:
    """The same person's approval that stands, or None. Raises CaseRefused, SamePerson, CaseMoved."""
    entry, where = record.numbered(seq), f"case {record.case} entry {seq}"
    if entry is None or entry.of is not None:
        raise CaseRefused("the case has no such entry to approve", where=where, found=seq)
    another_person(actor, "entered", entry.actor, where)
    for later in record.entries:
        if later.replaces(entry):
            raise CaseMoved(
                "the entry has been replaced",
                where=where,
                found=f"entry {later.seq} by {later.actor}",
                try_next=f"approve entry {later.seq}",
            )
    if entry.approved_by and not same_person(entry.approved_by, actor):
        raise CaseRefused("the entry is approved", where=where, found=f"by {entry.approved_by}")
    return record.numbered(entry.approval) if entry.approval is not None else None
