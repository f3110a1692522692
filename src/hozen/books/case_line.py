"""What the case log holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

CaseKind = Literal["incident", "wind-down", "tax-year", "surveillance", "insider"]

OPENED = "opened"  # 開始
APPROVED = "approved"  # 承認
CLOSED = "closed"  # 終結
REOPENED = "reopened"  # 再開
OWN_EVENTS = (OPENED, APPROVED, CLOSED, REOPENED)


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """事案記録: one entry of a case, what `body` says as plain JSON (days and instants are text).

    `day` is the legal day it counts for, `at` when it was entered. `approved_by` is the other person who approved it,
    `approval` the number of the entry that says so; '' and None where nobody has. `of`: the entry that an approval
    approves.
    """

    seq: int
    event: str
    day: date
    at: datetime
    actor: str
    body: Mapping[str, object]
    of: int | None = None
    approved_by: str = ""
    approval: int | None = None

    @property
    def series(self) -> object:
        """Entries of one event and one series replace each other; without a word of it, all of an event are one."""
        return self.body.get("series")

    def replaces(self, other: CaseEntry) -> bool:
        """Whether it says anew what an earlier entry said."""
        return self.seq > other.seq and (self.event, self.series) == (other.event, other.series)


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """事案: a case of a book as its entries, oldest first, tell it.

    `case` is the short name it goes by, one of its book. `anchor` names the head of the chain when it was read.
    """

    book: str
    case: str
    kind: str
    is_open: bool
    entries: tuple[CaseEntry, ...]
    anchor: str

    @property
    def last(self) -> int:
        """The number of its newest entry: what `after` is to name."""
        return self.entries[-1].seq

    @property
    def opened_by(self) -> str:
        """Who opened it."""
        return self.entries[0].actor

    def of(self, event: str) -> tuple[CaseEntry, ...]:
        """Its entries of one event, oldest first."""
        return tuple(one for one in self.entries if one.event == event)

    def newest(self, event: str) -> CaseEntry | None:
        """Its last entry of one event."""
        return next(reversed(self.of(event)), None)

    def numbered(self, seq: int) -> CaseEntry | None:
        """Its entry of one number."""
        return next((one for one in self.entries if one.seq == seq), None)

    def until(self, seq: int) -> tuple[CaseEntry, ...]:
        """Its entries up to a number: the case as it then was, approvals that came later left out."""
        kept = [one for one in self.entries if one.seq <= seq]
        return tuple(_as_of(one, seq) for one in kept)


def _as_of(entry: CaseEntry, seq: int) -> CaseEntry:
    if entry.approval is None or entry.approval <= seq:
        return entry
    return CaseEntry(entry.seq, entry.event, entry.day, entry.at, entry.actor, entry.body, entry.of)
