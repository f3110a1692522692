"""The states of a claim, from filing to payment, and how a distribution treats each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Treatment(Enum):
    """配当での扱い: what a distribution does with a claim."""

    PAID = "paid"  # 支払う
    HELD = "held"  # 留保する: reckoned in full, its share kept back
    LEFT_OUT = "left_out"  # 除外する


class ClaimState(Enum):
    """債権の状態: where a claim stands in the register."""

    PREFILLED = "prefilled"  # 帳簿記載: known from the books, not filed
    FILED = "filed"  # 届出
    ADMITTED = "admitted"  # 認容
    DISPUTED = "disputed"  # 争いあり
    LATE = "late"  # 届出遅延: not yet admitted
    UNCLAIMED = "unclaimed"  # 未請求: admitted, but nobody to pay
    TRANSFERRED = "transferred"  # 譲渡: the assignee has a claim of his own
    SET_OFF = "set_off"  # 相殺: in full; a part is taken off the claim
    REJECTED = "rejected"  # 否認
    WITHDRAWN = "withdrawn"  # 取下げ

    @property
    def treatment(self) -> Treatment:
        """How a distribution treats it. What may still have to be paid is held, never shared out."""
        if self is ClaimState.ADMITTED:
            return Treatment.PAID
        return Treatment.LEFT_OUT if self in _ENDED else Treatment.HELD


_ENDED = {ClaimState.TRANSFERRED, ClaimState.SET_OFF, ClaimState.REJECTED, ClaimState.WITHDRAWN}
_OUTCOMES = frozenset({ClaimState.ADMITTED, ClaimState.DISPUTED, ClaimState.REJECTED, ClaimState.WITHDRAWN})
_ON_ADMITTED = frozenset(
    {
        ClaimState.DISPUTED,
        ClaimState.TRANSFERRED,
        ClaimState.SET_OFF,
        ClaimState.UNCLAIMED,
        ClaimState.WITHDRAWN,
    }
)

MOVES: Mapping[ClaimState, frozenset[ClaimState]] = {
    ClaimState.PREFILLED: frozenset({ClaimState.FILED, ClaimState.LATE, ClaimState.UNCLAIMED}) | _OUTCOMES,
    ClaimState.FILED: _OUTCOMES,
    ClaimState.LATE: _OUTCOMES,
    ClaimState.DISPUTED: _OUTCOMES - {ClaimState.DISPUTED},
    ClaimState.ADMITTED: _ON_ADMITTED,
    ClaimState.UNCLAIMED: frozenset({ClaimState.FILED, ClaimState.LATE, ClaimState.ADMITTED}),
    ClaimState.REJECTED: frozenset({ClaimState.DISPUTED, ClaimState.ADMITTED}),
    ClaimState.TRANSFERRED: frozenset(),
    ClaimState.SET_OFF: frozenset(),
    ClaimState.WITHDRAWN: frozenset(),
}
"""Which state may follow which. A rejected claim may be contested and admitted after all."""


def may_become(now: ClaimState, then: ClaimState) -> bool:
    """Whether one state may follow the other."""
    return then in MOVES[now]
