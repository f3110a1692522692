"""What the books refuse.

HozenError
└── BooksError
    ├── BooksUnreachable · BooksDenied · BooksReadOnly · BooksLocked · BooksDriverMissing   opening
    ├── NotHozenBooks · BooksTooNew · BooksDamaged · ChainBroken                            what was found
    ├── NotCanonical · BadField · KeyReused                                                 what was handed in
    ├── ClosingUnknown · ClosingSuperseded · AlreadyApproved · NotApproved · SamePerson     closings
    ├── ReserveEntryRefused · ReserveOverdrawn                                              reserve journal
    ├── BreakRefused                                                                        break log
    └── CaseUnknown · CaseMoved · CaseRefused                                               case log
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from hozen.errors import HozenError

if TYPE_CHECKING:
    from hozen.books.problem import Problem


class BooksError(HozenError):
    """帳簿データベースの誤り: the books could not do what was asked; nothing was written."""

    code: ClassVar[str] = "books"


class BooksUnreachable(BooksError):
    """No folder, no server, no such database, or a URL that names none."""

    code: ClassVar[str] = "books-unreachable"


class BooksDenied(BooksError):
    """The file system or the server does not let this user in."""

    code: ClassVar[str] = "books-denied"


class BooksReadOnly(BooksError):
    """The books can be read but not written, and hozen keeps no books it cannot write."""

    code: ClassVar[str] = "books-read-only"


class BooksLocked(BooksError):
    """Another process held the books longer than the time allowed for waiting."""

    code: ClassVar[str] = "books-locked"


class BooksDriverMissing(BooksError):
    """The package that speaks to this kind of database is not installed."""

    code: ClassVar[str] = "books-driver-missing"


class NotHozenBooks(BooksError):
    """The file or database belongs to something else; it was left as it is."""

    code: ClassVar[str] = "books-not-hozen"


class BooksTooNew(BooksError):
    """The books were written by a newer hozen than this one."""

    code: ClassVar[str] = "books-too-new"


class BooksDamaged(BooksError):
    """The database itself reports that its pages or tables are broken."""

    code: ClassVar[str] = "books-damaged"


class ChainBroken(BooksError):
    """監査証跡の不整合: entries were altered, removed, inserted or cut off. `problems` names them."""

    code: ClassVar[str] = "books-chain-broken"

    def __init__(self, problems: Sequence[Problem], where: str | None = None) -> None:
        self.problems = tuple(problems)
        shown = "\n".join(f"    {problem}" for problem in self.problems[:10])
        super().__init__(
            f"the audit chain does not hold\n{shown}",
            where=where,
            expected="every entry as it was written, in its place, up to the head",
            try_next="run the full check (hozen books verify), then restore from a copy that passes it",
        )


class NotCanonical(BooksError):
    """A value that has no single exact text form: a float, a set, an object."""

    code: ClassVar[str] = "books-not-canonical"


class BadField(BooksError):
    """A name, a day, an instant or an anchor that cannot be kept as given."""

    code: ClassVar[str] = "books-bad-field"


class KeyReused(BooksError):
    """An idempotency key came again with another request."""

    code: ClassVar[str] = "books-key-reused"


class ClosingUnknown(BooksError):
    """No such closing in these books."""

    code: ClassVar[str] = "closing-unknown"


class ClosingSuperseded(BooksError):
    """A newer version of the closing exists; only the newest can be approved."""

    code: ClassVar[str] = "closing-superseded"


class AlreadyApproved(BooksError):
    """Somebody else has approved this closing already."""

    code: ClassVar[str] = "closing-already-approved"


class NotApproved(BooksError):
    """There is no approval to withdraw."""

    code: ClassVar[str] = "closing-not-approved"


class SamePerson(BooksError):
    """職務分離: whoever prepared or entered a thing does not approve it."""

    code: ClassVar[str] = "same-person"


class ReserveEntryRefused(BooksError):
    """The journal entry does not fit what the journal already holds."""

    code: ClassVar[str] = "reserve-entry-refused"


class ReserveOverdrawn(BooksError):
    """The reserve would fall below nothing on some day."""

    code: ClassVar[str] = "reserve-overdrawn"


class BreakRefused(BooksError):
    """差異記録の拒否: what was said does not fit what the break log already holds."""

    code: ClassVar[str] = "break-refused"


class CaseUnknown(BooksError):
    """No case of that name in the book."""

    code: ClassVar[str] = "case-unknown"


class CaseMoved(BooksError):
    """事案の更新競合: the case has gone on since the writer looked, or the entry has been replaced."""

    code: ClassVar[str] = "case-moved"


class CaseRefused(BooksError):
    """事案記録の拒否: what was said does not fit what the case already holds."""

    code: ClassVar[str] = "case-refused"
