"""The case log: incidents, wind-downs, tax years and surveillance cases, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from hozen.books import reserve_journal
from hozen.books.canonical import name_text
from hozen.books.case_line import (
    APPROVED,
    CLOSED,
    OPENED,
    OWN_EVENTS,
    REOPENED,
    CaseEntry,
    CaseKind,
    CaseRecord,
)
from hozen.books.chain import Writer
from hozen.books.database import Database
from hozen.books.enter_case import Saying, enter, fits, may_approve
from hozen.books.errors import BadField, CaseRefused
from hozen.books.read_cases import case_named, cases_of, find_case
from hozen.books.reserve_journal import Statement

_CASE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", re.ASCII)
_EVENT = re.compile(r"[a-z](?:[a-z-]{0,38}[a-z])?", re.ASCII)

Check = Callable[[CaseRecord], object]


@dataclass(frozen=True, slots=True)
class _Turn:
    """Who speaks, under which key, having seen which entry, and when."""

    actor: str
    key: str | None
    after: int | None
    at: datetime | None


class CaseLog:
    """事案台帳: what happened in each case, in order. What an entry may say is for the workflows to judge.

    Got from `Books.cases`. `case` is the short name a case goes by in its book. `key` protects a request that a machine
    may send twice; `day` None is the legal day of the instant. `after` is the number of the newest entry that the writer
    has seen: with a newer one in the case the entry is refused (CaseMoved), so two people never act on one state.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def open(
        self,
        book: str,
        case: str,
        kind: CaseKind,
        body: Mapping[str, object],
        *,
        actor: str,
        day: date | None = None,
        key: str | None = None,
        at: datetime | None = None,
    ) -> CaseRecord:
        """Open a case. Raises CaseRefused when the book has one of that name, BadField for what is no name."""
        if kind not in get_args(CaseKind):
            raise BadField("no such kind of case", found=kind, expected=", ".join(get_args(CaseKind)))
        saying = Saying(name_text(book, "book"), _named(case, _CASE, "case"), kind, OPENED, body, day)
        with self._writer(at) as writer:
            entry = writer.already(key, saying.entry_kind, actor, saying.request(), whole=False)
            if entry is None:
                _not_there(find_case(writer.connection, book, case))
                enter(writer, saying, actor, key)
            return case_named(writer.connection, book, case)

    def enter(
        self,
        book: str,
        case: str,
        event: str,
        body: Mapping[str, object],
        *,
        actor: str,
        day: date | None = None,
        key: str | None = None,
        after: int | None = None,
        check: Check | None = None,
        reserve: Statement | None = None,
        at: datetime | None = None,
    ) -> CaseEntry:
        """Say what happened in an open case. Raises CaseUnknown, CaseMoved, CaseRefused when it is closed.

        `check` is shown the case while nobody else writes, unless the key was used; what it raises stops the entry.
        `reserve` is entered into the reserve journal in the same transaction: both stand, or neither does.
        """
        if _named(event, _EVENT, "event") in OWN_EVENTS:
            raise BadField("this event has a call of its own", found=event, expected="another event")
        turn = _Turn(actor, key, after, at)
        return self._say(book, case, event, body, day, turn, check, reserve)

    def approve(
        self,
        book: str,
        case: str,
        entry_seq: int,
        *,
        actor: str,
        note: str = "",
        key: str | None = None,
        after: int | None = None,
        check: Check | None = None,
        at: datetime | None = None,
    ) -> CaseEntry:
        """Approve an entry; the entry that says so. The same approver twice: the approval that stands.

        Raises SamePerson, CaseMoved when a later entry of the same event (and series) replaces it, CaseRefused when
        somebody else has approved it.
        """
        with self._writer(at) as writer:
            record = case_named(writer.connection, book, case)
            saying = Saying(book, case, record.kind, APPROVED, {"note": note}, None, entry_seq)
            before = saying.already(writer, actor, key)
            if before is None:
                fits(record, APPROVED, entry_seq, after)
                if check is not None:
                    check(record)
                before = may_approve(record, entry_seq, name_text(actor, "actor"))
            return before or enter(writer, saying, actor, key)

    def close(
        self,
        book: str,
        case: str,
        body: Mapping[str, object],
        *,
        actor: str,
        day: date | None = None,
        key: str | None = None,
        after: int | None = None,
        check: Check | None = None,
        at: datetime | None = None,
    ) -> CaseEntry:
        """Close a case: nothing but an approval of the closing, or a reopening, comes after."""
        return self._say(book, case, CLOSED, body, day, _Turn(actor, key, after, at), check)

    def reopen(
        self,
        book: str,
        case: str,
        body: Mapping[str, object],
        *,
        actor: str,
        day: date | None = None,
        key: str | None = None,
        after: int | None = None,
        at: datetime | None = None,
    ) -> CaseEntry:
        """Take a closed case up again. Raises CaseRefused when it is open."""
        return self._say(book, case, REOPENED, body, day, _Turn(actor, key, after, at))

    def show(self, book: str, case: str) -> CaseRecord:
        """One case with every entry, oldest first. Raises CaseUnknown."""
        with self._database.read() as connection:
            return case_named(connection, book, case)

    def list(
        self, book: str, kind: CaseKind | None = None, *, open_only: bool = False
    ) -> tuple[CaseRecord, ...]:
        """The cases of a book in order of opening."""
        with self._database.read() as connection:
            every = cases_of(connection, book)
        return tuple(one for one in every if kind in (None, one.kind) and (one.is_open or not open_only))

    def _say(
        self,
        book: str,
        case: str,
        event: str,
        body: Mapping[str, object],
        day: date | None,
        turn: _Turn,
        check: Check | None = None,
        reserve: Statement | None = None,
    ) -> CaseEntry:
        with self._writer(turn.at) as writer:
            record = case_named(writer.connection, book, case)
            saying = Saying(book, case, record.kind, event, body, day)
            before = saying.already(writer, turn.actor, turn.key)
            if before is not None:
                return before
            fits(record, event, None, turn.after)
            if check is not None:
                check(record)
            entry = enter(writer, saying, turn.actor, turn.key)
            if reserve is not None:
                reserve_journal.enter(writer, reserve, turn.actor, key_beside(entry, case))
            return entry

    @contextmanager
    def _writer(self, at: datetime | None) -> Iterator[Writer]:
        with self._database.write() as connection:
            yield Writer.take(connection, self._clock() if at is None else at)


def key_beside(entry: CaseEntry, case: str) -> str:
    """The key of the line that an entry of a case put into the reserve journal."""
    return f"case {case} entry {entry.seq}"


def _named(text: str, form: re.Pattern[str], what: str) -> str:
    if not form.fullmatch(name_text(text, what)):
        raise BadField(
            f"the {what} is not a short name",
            found=text[:60],
            expected="small letters and hyphens, not at the ends"
            + ("; digits too" if what == "case" else ""),
        )
    return text


def _not_there(record: CaseRecord | None) -> None:
    if record is not None:
        raise CaseRefused(
            "the book has a case of this name",
            where=f"case {record.case}",
            found=f"{record.kind}, opened on {record.entries[0].day} by {record.opened_by}",
            expected="a name of its own for each case",
            try_next="carry that case on, or choose another name",
        )
