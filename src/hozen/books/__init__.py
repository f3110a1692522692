"""帳簿データベース: what is kept for ever. Append-only, hash-chained, prepared by one and approved by another.

`open_books` and `Books` load SQLAlchemy only when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from hozen.books.break_line import (
    AgeBand,
    BreakEvent,
    BreakKey,
    BreakRecord,
    BreakStep,
    BreakTerms,
    Carried,
    DayBreaks,
    FoundBreak,
)
from hozen.books.case_line import CaseEntry, CaseKind, CaseRecord
from hozen.books.closing import Approval, Change, ClosingHeading, ClosingRecord, KeptClosing, PartChange
from hozen.books.entry import Anchor, Entry
from hozen.books.problem import Problem, ProblemKind, Verification
from hozen.books.reserve_line import Movement, ReserveBalance, ReserveEntered, ReserveLine, UseApproval

if TYPE_CHECKING:
    from hozen.books.books import Books
    from hozen.books.cases import CaseLog
    from hozen.books.opening import open_books

__all__ = [
    "AgeBand",
    "Anchor",
    "Approval",
    "Books",
    "BreakEvent",
    "BreakKey",
    "BreakRecord",
    "BreakStep",
    "BreakTerms",
    "Carried",
    "CaseEntry",
    "CaseKind",
    "CaseLog",
    "CaseRecord",
    "Change",
    "ClosingHeading",
    "ClosingRecord",
    "DayBreaks",
    "Entry",
    "FoundBreak",
    "KeptClosing",
    "Movement",
    "PartChange",
    "Problem",
    "ProblemKind",
    "ReserveBalance",
    "ReserveEntered",
    "ReserveLine",
    "UseApproval",
    "Verification",
    "open_books",
]

_LATE = {
    "Books": "hozen.books.books",
    "CaseLog": "hozen.books.cases",
    "open_books": "hozen.books.opening",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)
