"""What the books know of a day's closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from hozen.books.break_line import Carried
from hozen.books.canonical import Body


class Change(Enum):
    """How a part differs from the version before."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, order=True)
class PartChange:
    """One part of the input (a file, the law, the settings) and how it differs."""

    part: str
    change: Change

    def __str__(self) -> str:
        return f"{self.part} {self.change.value}"


@dataclass(frozen=True, slots=True)
class KeptClosing:
    """What keeping a closing came to.

    `already_there`: the newest version has the same fingerprint, nothing was added. `same_body` is False
    when it was worked out again from the same parts with another outcome: then something outside the
    parts decides, which is a defect to look into. `changed` compares with the version before. `carried`: what the
    day's breaks did to the break log; None where none were handed in.
    """

    seq: int
    book: str
    day: date
    scenario: str
    version: int
    changed: tuple[PartChange, ...]
    already_there: bool
    same_body: bool
    prepared_by: str
    anchor: str  # '<seq>:<hash>' of the chain's head
    carried: Carried | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """承認: a closing approved, or that approval withdrawn."""

    seq: int
    closing: int
    actor: str
    at: datetime
    note: str
    withdrawn: bool
    already_there: bool = False


@dataclass(frozen=True, slots=True)
class ClosingHeading:
    """One version of a closing, without its content. `approval` is the one that stands, if any."""

    seq: int
    book: str
    day: date
    scenario: str
    version: int
    fingerprint: str
    prepared_by: str
    at: datetime
    summary: Body
    superseded: bool
    approval: Approval | None


@dataclass(frozen=True, slots=True)
class ClosingRecord:
    """One version of a closing, whole."""

    heading: ClosingHeading
    parts: dict[str, str]
    changed: tuple[PartChange, ...]
    body: Body
    approvals: tuple[Approval, ...]  # every approval and withdrawal, in order


def part_changes(before: dict[str, str], after: dict[str, str]) -> tuple[PartChange, ...]:
    """Parts that were added, changed or removed, by name."""
    added = [PartChange(name, Change.ADDED) for name in after.keys() - before.keys()]
    removed = [PartChange(name, Change.REMOVED) for name in before.keys() - after.keys()]
    both = before.keys() & after.keys()
    changed = [PartChange(name, Change.CHANGED) for name in both if before[name] != after[name]]
    return tuple(sorted(added + removed + changed, key=lambda one: one.part))
