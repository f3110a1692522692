"""What the reserve journal holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from hozen.values import Yen


class Movement(Enum):
    """準備金の異動. A correction is no movement: it is a new statement of an earlier entry."""

    OPENING = "opening"  # 期首残高
    ADDITION = "addition"  # 積立て
    USE = "use"  # 使用
    REFILL = "refill"  # 補填積立て
    RELEASE = "release"  # 取崩し


class UseApproval(Enum):
    """使用承認の状況. Only an approved use, or one that needs no approval, takes money out."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ReserveLine:
    """準備金の記帳: one statement in the journal, by whom and when, and what became of it.

    `amount` is at least ¥0; the movement gives the direction. `cause`, `approval`, `accident`, `link` speak of a
    use. `accident` (事故) means an act of the firm's own people. `restates` is the entry this one replaces;
    `restated_by` the one that replaces this. A line restated to ¥0 is void.
    """

    seq: int
    book: str
    day: date
    movement: Movement
    amount: Yen
    cause: str
    approval: UseApproval | None
    accident: bool
    link: str
    note: str
    entered_by: str
    at: datetime
    key: str
    restates: int | None = None
    restated_by: int | None = None
    decided_by: str | None = None
    decided_on: date | None = None

    @property
    def stands(self) -> bool:
        """Whether no later entry restates it."""
        return self.restated_by is None


@dataclass(frozen=True, slots=True)
class ReserveBalance:
    """準備金残高 at the end of a day. `requested`: uses that wait for approval, not yet taken out."""

    book: str
    day: date
    held: Yen
    requested: Yen
    lines: tuple[ReserveLine, ...]  # those that stand, up to and with the day


@dataclass(frozen=True, slots=True)
class ReserveEntered:
    """What an entry came to: the line as it now stands, and the balance at the end of its day."""

    line: ReserveLine
    balance: ReserveBalance
    already_there: bool
    anchor: str
