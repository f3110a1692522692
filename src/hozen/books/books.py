"""Books: everything that is kept for ever, behind one door."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from types import TracebackType
from typing import Self

from hozen.books import approving, breaches, chain, keep_closing, read_closings, read_journal, reserve_journal
from hozen.books.break_line import DayBreaks
from hozen.books.break_log import BreakLog
from hozen.books.canonical import name_text
from hozen.books.cases import CaseLog
from hozen.books.chain import Writer
from hozen.books.closing import Approval, ClosingHeading, ClosingRecord, KeptClosing
from hozen.books.database import Database
from hozen.books.entry import Anchor, Entry
from hozen.books.errors import BadField
from hozen.books.problem import Verification
from hozen.books.read_closings import Reference
from hozen.books.reserve_balance import balance_on
from hozen.books.reserve_line import Movement, ReserveBalance, ReserveEntered, ReserveLine, UseApproval
from hozen.books.verify import verify
from hozen.values import Yen

_OWN_KINDS = ("closing.", "reserve.", "break.", "case.", "books.")


class Books:
    """帳簿: closings, approvals, the reserve journal, on one append-only audit chain.

    Each call is one transaction: it happened whole, or not at all. Open it with `open_books`; use it as a
    context manager. Threads may share it; a forked process opens its own. `at` is when the thing was done
    (an aware instant); without it the books' clock is read.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    @property
    def where(self) -> str:
        """The path or URL, without secrets."""
        return self._database.name

    # The chain

    def append(
        self,
        kind: str,
        body: Mapping[str, object],
        *,
        actor: str,
        key: str | None = None,
        at: datetime | None = None,
    ) -> Entry:
        """Put an entry of your own kind on the chain.

        The same key with the same kind, actor and body gives the entry that is there. Raises KeyReused when
        anything but `at` differs, NotCanonical for a body with floats, BadField for the kinds of the books.
        """
        if name_text(kind, "kind").startswith(_OWN_KINDS):
            raise BadField("this kind is the books' own", found=kind, expected="another first word")
        with self._writer(at) as writer:
            return writer.already(key, kind, actor, body) or writer.append(kind, actor, body, key)

    def anchor(self) -> str:
        """'<seq>:<hash>' of the head, to be printed or filed where the books' owner cannot change it."""
        with self._database.read() as connection:
            return str(chain.read_head(connection))

    def entry(self, seq: int) -> Entry | None:
        """One entry, its own hash checked; None when there is none."""
        with self._database.read() as connection:
            return chain.read_entry(connection, seq)

    def entries(self, first: int = 1, last: int | None = None, kind: str | None = None) -> Iterator[Entry]:
        """Entries in order, streamed; each one's own hash is checked as it passes."""
        with self._database.read() as connection:
            yield from chain.read_entries(connection, first, last, kind)

    def verify(
        self,
        anchor: str | Sequence[str] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Verification:
        """Check every entry, the head, the guards, the tables made from the chain, and printed anchors.

        `progress(done, of)` is called now and then. Memory does not grow with the chain.
        """
        texts = [anchor] if isinstance(anchor, str) else list(anchor or ())
        anchors = [Anchor.read(text) for text in texts]
        with self._database.moment() as connection:
            return verify(connection, anchors, progress)

    # Closings

    def keep_closing(
        self,
        book: str,
        day: date,
        scenario: str,
        fingerprint: str,
        parts: Mapping[str, str],
        *,
        body: Mapping[str, object],
        actor: str,
        summary: Mapping[str, object] | None = None,
        breaks: DayBreaks | None = None,
        at: datetime | None = None,
        key: str | None = None,
    ) -> KeptClosing:
        """Keep a day's closing (日次締め).

        `parts` names everything the outcome rests on, with its hash: input files, law, settings, open breaches
        of earlier days. The newest version with the same fingerprint is returned as it is; any other
        fingerprint becomes the next version, and says which parts changed. `body['findings']`, if there, is a
        list of {code, subject, status, …}. `breaks` are carried into the break log in the same transaction; a log
        that stands at a later day is left as it is. `key` protects a request that a machine may send late and twice.
        """
        draft = keep_closing.Draft(
            book, day, scenario, fingerprint, parts, summary or {}, body, name_text(actor, "actor"), key
        )
        with self._writer(at) as writer:
            if breaks is None:
                return keep_closing.keep(writer, draft)
            return keep_closing.keep_with_breaks(writer, draft, breaks)

    def closings(self, book: str | None = None, *, newest_only: bool = False) -> tuple[ClosingHeading, ...]:
        """Headings of every version, by book, day, scenario, version."""
        with self._database.read() as connection:
            return read_closings.headings(connection, book, newest_only)

    def closing(self, reference: Reference) -> ClosingRecord:
        """A closing by number, by (book, day, scenario) for the newest, or with a version as the fourth."""
        with self._database.read() as connection:
            return read_closings.record(connection, reference)

    def approve(
        self, closing: Reference, actor: str, note: str = "", *, at: datetime | None = None
    ) -> Approval:
        """Approve. Raises SamePerson, ClosingSuperseded, AlreadyApproved (by somebody else)."""
        with self._writer(at) as writer:
            return approving.approve(writer, closing, actor, note)

    def withdraw_approval(
        self, closing: Reference, actor: str, note: str = "", *, at: datetime | None = None
    ) -> Approval:
        """Take an approval back; both stay in the chain. Raises NotApproved."""
        with self._writer(at) as writer:
            return approving.withdraw(writer, closing, actor, note)

    def open_breaches(self, book: str, before: date, scenario: str) -> dict[tuple[str, str], date]:
        """Since when each (code, subject) has been in breach without a break, up to the last closing."""
        with self._database.read() as connection:
            return breaches.open_breaches(connection, book, before, scenario)

    @property
    def breaks(self) -> BreakLog:
        """差異台帳: the break log."""
        return BreakLog(self._database, self._clock)

    @property
    def cases(self) -> CaseLog:
        """事案台帳: the case log."""
        return CaseLog(self._database, self._clock)

    # The reserve journal

    def enter_reserve(
        self,
        book: str,
        day: date,
        movement: Movement,
        amount: Yen,
        *,
        actor: str,
        key: str,
        cause: str = "",
        approval: UseApproval | None = None,
        accident: bool = False,
        link: str = "",
        note: str = "",
        at: datetime | None = None,
    ) -> ReserveEntered:
        """Enter a movement. Raises ReserveEntryRefused, ReserveOverdrawn, KeyReused."""
        said = reserve_journal.Statement(book, day, movement, amount, cause, approval, accident, link, note)
        with self._writer(at) as writer:
            return reserve_journal.enter(writer, said, actor, key)

    def restate_reserve(
        self,
        seq: int,
        *,
        actor: str,
        key: str,
        note: str,
        day: date | None = None,
        amount: Yen | None = None,
        cause: str | None = None,
        approval: UseApproval | None = None,
        accident: bool | None = None,
        link: str | None = None,
        at: datetime | None = None,
    ) -> ReserveEntered:
        """Correct a line by a new one; what is not named stays. ¥0 voids it. A decided use asks anew."""
        changes = {
            "day": day,
            "amount": amount,
            "cause": cause,
            "approval": approval,
            "accident": accident,
            "link": link,
        }
        with self._writer(at) as writer:
            return reserve_journal.restate(writer, seq, changes, note, actor, key)

    def decide_use(
        self,
        seq: int,
        *,
        approved: bool,
        day: date,
        actor: str,
        key: str,
        note: str = "",
        at: datetime | None = None,
    ) -> ReserveEntered:
        """Record the approval or refusal of a use. Raises SamePerson when the actor entered it."""
        with self._writer(at) as writer:
            return reserve_journal.decide(
                writer, seq, approved=approved, day=day, note=note, actor=actor, key=key
            )

    def reserve_journal(self, book: str) -> tuple[ReserveLine, ...]:
        """Every line in order of entry, restated ones too."""
        with self._database.read() as connection:
            return read_journal.journal_lines(connection, book)

    def reserve_balance(self, book: str, day: date) -> ReserveBalance:
        """What is held at the end of a day, as the books now know it."""
        return balance_on(self.reserve_journal(book), book, day)

    def reserve_history(self, seq: int) -> tuple[ReserveLine, ...]:
        """Every statement of the same movement, the first one first."""
        with self._database.read() as connection:
            return read_journal.history(connection, seq)

    @contextmanager
    def _writer(self, at: datetime | None) -> Iterator[Writer]:
        with self._database.write() as connection:
            yield Writer.take(connection, self._clock() if at is None else at)
