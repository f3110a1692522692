"""The break log: what a person and a day's records may say of a break."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from hozen.books.break_line import BreakEvent, BreakKey, BreakRecord, BreakTerms, Carried, FoundBreak
from hozen.books.canonical import day_text, name_text
from hozen.books.carry_breaks import append, carry, terms_of
from hozen.books.chain import Writer
from hozen.books.database import Database
from hozen.books.errors import BreakRefused
from hozen.books.read_breaks import break_numbered, break_records, last_carried
from hozen.values.calendar import legal_day


class BreakLog:
    """差異台帳: every break ever found, carried from day to day. None disappears without an entry that says so.

    Got from `Books.breaks`. A break bears the number of the entry that opened it. `key` protects a request that a
    machine may send twice; `day` None is the legal day of the instant.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def carry(
        self,
        book: str,
        day: date,
        found: Sequence[FoundBreak],
        *,
        records: str,
        actor: str,
        at: datetime | None = None,
    ) -> Carried:
        """Carry the log to `day`, of which `found` is everything the records show; `records` is their hash.

        What is new is opened; what stands is kept, its quantity brought up to date; what is gone is resolved by an
        entry that names the records. The same quantity under another cause is the same break, reclassified, and its
        time to cure runs on; so it does where other causes or quantities of the same subject and direction take the
        place of one. A break that a person called resolved and that is there on the next day carried is
        reopened. The same day may be carried again. Raises BreakRefused for a day before the last one carried.
        """
        with self._database.write() as connection:
            writer = Writer.take(connection, self._at(at))
            return carry(writer, book, day, found, records, name_text(actor, "actor"))

    def terms(self, book: str, day: date, found: Sequence[FoundBreak]) -> dict[BreakKey, BreakTerms]:
        """Since when each of `found` has been there and by when it is to be cured, as the log stood before `day`.

        Entries that count for the day itself or for later ones do not matter, so the answer is the same however
        often the day is closed.
        """
        with self._database.read() as connection:
            known = break_records(connection, book, before=day)
            last = last_carried(connection, book, before=day)
        return terms_of(known, found, day, 0 if last is None else last.seq)

    def list(self, book: str, *, open_only: bool = False) -> tuple[BreakRecord, ...]:
        """The breaks of a book in order of entry."""
        with self._database.read() as connection:
            every = break_records(connection, book)
        return tuple(one for one in every if one.is_open or not open_only)

    def show(self, seq: int) -> BreakRecord:
        """One break with every entry about it. Raises BreakRefused."""
        with self._database.read() as connection:
            return break_numbered(connection, seq)

    def note(
        self,
        seq: int,
        note: str,
        *,
        actor: str,
        day: date | None = None,
        key: str | None = None,
        at: datetime | None = None,
    ) -> BreakRecord:
        """Say something about a break, open or resolved."""
        if not note.strip():
            raise BreakRefused("a note says something", where=f"break {seq}")
        return self._say(BreakEvent.NOTED, seq, {"note": note}, actor, day, key, at)

    def assign(
        self,
        seq: int,
        owner: str,
        *,
        actor: str,
        note: str = "",
        day: date | None = None,
        key: str | None = None,
        at: datetime | None = None,
    ) -> BreakRecord:
        """Name who looks after an open break."""
        body = {"owner": name_text(owner, "owner"), "note": note}
        return self._say(BreakEvent.ASSIGNED, seq, body, actor, day, key, at)

    def reclassify(
        self,
        seq: int,
        cause: str,
        *,
        actor: str,
        note: str,
        day: date | None = None,
        key: str | None = None,
        at: datetime | None = None,
    ) -> BreakRecord:
        """Name another cause than the evidence's for an open break; `note` says why."""
        body = {"cause": name_text(cause, "cause"), "note": note, "by_hand": True}
        return self._say(BreakEvent.RECLASSIFIED, seq, body, actor, day, key, at)

    def resolve(
        self,
        seq: int,
        by: str,
        *,
        actor: str,
        note: str = "",
        day: date | None = None,
        key: str | None = None,
        at: datetime | None = None,
    ) -> BreakRecord:
        """Say by which entry or record an open break was cured. The next day carried shows whether it was."""
        body = {"by": name_text(by, "by"), "note": note, "gone": False}
        return self._say(BreakEvent.RESOLVED, seq, body, actor, day, key, at)

    def _say(
        self,
        event: BreakEvent,
        seq: int,
        more: Mapping[str, object],
        actor: str,
        day: date | None,
        key: str | None,
        at: datetime | None,
    ) -> BreakRecord:
        with self._database.write() as connection:
            writer = Writer.take(connection, self._at(at))
            record = break_numbered(connection, seq)
            said = {"book": record.book, "of": seq, **more}
            before = writer.already(key, event.kind, actor, said, whole=False)
            if before is None:
                on = legal_day(writer.at) if day is None else day
                _fits(record, event, on)
                append(writer, event.kind, actor, {**said, "day": day_text(on)}, key)
            return break_numbered(connection, seq)

    def _at(self, at: datetime | None) -> datetime:
        return self._clock() if at is None else at


def _fits(record: BreakRecord, event: BreakEvent, day: date) -> None:
    if day < record.opened_on:
        raise BreakRefused(
            "the break had not been found on that day",
            where=f"break {record.seq}",
            found=str(day),
            expected=f"{record.opened_on} or later",
        )
    if event is not BreakEvent.NOTED and not record.is_open:
        raise BreakRefused(
            "the break is resolved",
            where=f"break {record.seq}",
            found=f"resolved on {record.resolved_on} by {record.resolved_by}",
            try_next="note on it; a break that is found again is opened anew",
        )
