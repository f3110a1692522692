"""What the break log holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

BreakKey = tuple[str, str, bool]
"""(subject, the evidence's cause, whether it is a surplus): what makes it the same break on another day."""


class BreakEvent(Enum):
    """差異の経過: what an entry says of a break. Nothing else ever happens to one."""

    OPENED = "opened"  # 発生
    CHANGED = "changed"  # 数量変更: the same break, another quantity
    RECLASSIFIED = "reclassified"  # 原因変更
    NOTED = "noted"  # 注記
    ASSIGNED = "assigned"  # 担当
    RESOLVED = "resolved"  # 解消
    REOPENED = "reopened"  # 再発

    @property
    def kind(self) -> str:
        """The kind of its entry on the chain."""
        return f"break.{self.value}"


class AgeBand(Enum):
    """経過区分: how long a break has been open, in days of the calendar."""

    NEW = "new"  # found that day
    WEEK = "week"  # 1 to 7 days
    MONTH = "month"  # 8 to 30 days
    OLDER = "older"  # more

    @classmethod
    def of(cls, days: int) -> AgeBand:
        """The band of a break that has been open for so many days."""
        if days < 1:
            return cls.NEW
        return cls.WEEK if days <= 7 else cls.MONTH if days <= 30 else cls.OLDER


@dataclass(frozen=True, slots=True)
class FoundBreak:
    """検出した差異: what a day's records show. `units` of `subject` (an asset; JPY is money) are smallest units.

    Below 0 is short. `cause` is the evidence's. `cure_by` None: no text gives time.
    """

    subject: str
    decimals: int
    cause: str
    units: int
    rows: int
    cure_by: date | None

    @property
    def key(self) -> BreakKey:
        """What makes it the same break on another day: subject, cause, direction."""
        return self.subject, self.cause, self.units > 0


@dataclass(frozen=True, slots=True)
class BreakTerms:
    """The day a break was first found, and the last one to cure it; None: no text gives time."""

    opened_on: date
    cure_by: date | None


@dataclass(frozen=True, slots=True)
class DayBreaks:
    """当日の差異: everything that a day's records show, and the SHA-256 over these records."""

    found: tuple[FoundBreak, ...]
    records: str


@dataclass(frozen=True, slots=True)
class BreakStep:
    """One entry about a break."""

    seq: int
    event: BreakEvent
    day: date
    at: datetime
    actor: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class BreakRecord:
    """差異記録: a break as the log now knows it, and every entry that made it so.

    `seq` is its number: that of the entry that opened it. `found_as` is the evidence's cause, `cause` what counts:
    a person's word goes before the evidence's. `resolved_by`: the entry or record that cured it.
    `gone`: the records showed the cure; False: a person said so.
    """

    seq: int
    book: str
    subject: str
    decimals: int
    units: int
    rows: int
    found_as: str
    cause: str
    opened_on: date
    cure_by: date | None
    steps: tuple[BreakStep, ...]
    owner: str = ""
    by_hand: bool = False
    resolved_on: date | None = None
    resolved_by: str = ""
    gone: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is not resolved."""
        return self.resolved_on is None

    @property
    def key(self) -> BreakKey:
        """As FoundBreak.key."""
        return self.subject, self.found_as, self.units > 0

    def age(self, day: date) -> AgeBand:
        """How long it has been open on `day`, or was when it was resolved."""
        return AgeBand.of((min(day, self.resolved_on or day) - self.opened_on).days)

    def is_overdue(self, day: date) -> bool:
        """Open after its last day to cure."""
        return self.is_open and self.cure_by is not None and day > self.cure_by


@dataclass(frozen=True, slots=True)
class Carried:
    """差異の繰越し: the log after a day's breaks were carried into it. Each list holds breaks as they now stand.

    `past`: the later day to which the log had been carried already; it was then left as it was.
    """

    book: str
    day: date
    opened: tuple[BreakRecord, ...]
    changed: tuple[BreakRecord, ...]
    reclassified: tuple[BreakRecord, ...]
    reopened: tuple[BreakRecord, ...]
    resolved: tuple[BreakRecord, ...]
    open: tuple[BreakRecord, ...]
    already_there: bool
    anchor: str
    past: date | None = None
