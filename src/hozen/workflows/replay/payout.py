"""What a reserve would have paid: the smaller of it and the loss. Law-neutral."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hozen.values import Ratio, Yen, total


@dataclass(frozen=True, slots=True)
class Payout:
    """支払可能額: a reserve against one loss; covered + left = loss, covered ≤ reserve."""

    reserve: Yen
    loss: Yen
    covered: Yen

    @property
    def left(self) -> Yen:
        """What was left for others to pay, or for customers to bear."""
        return self.loss - self.covered

    @property
    def in_full(self) -> bool:
        """Whether the reserve alone pays the whole loss."""
        return not self.left

    @property
    def share(self) -> Ratio | None:
        """Covered over loss, exact; None where there was no loss to pay."""
        return Ratio(Fraction(self.covered.amount, self.loss.amount)) if self.loss else None


@dataclass(frozen=True, slots=True)
class PooledPayout:
    """Several losses, each at a firm that holds the same reserve of its own. Nothing flows between firms."""

    reserve: Yen
    loss: Yen
    covered: Yen
    firms: int
    in_full: int  # firms whose reserve alone pays the whole loss

    @property
    def left(self) -> Yen:
        """Σ of what each reserve leaves."""
        return self.loss - self.covered

    @property
    def share(self) -> Ratio | None:
        """Σ covered over Σ losses, exact; None where there was no loss to pay."""
        return Ratio(Fraction(self.covered.amount, self.loss.amount)) if self.loss else None


def payout(reserve: Yen, loss: Yen) -> Payout:
    """min(reserve, loss). ValueError for a negative amount."""
    if min(reserve, loss) < Yen(0):
        raise ValueError(f"a reserve ({reserve}) and a loss ({loss}) are at least ¥0")
    return Payout(reserve, loss, min(reserve, loss))


def pooled(reserve: Yen, losses: Sequence[Yen]) -> PooledPayout:
    """Σ min(reserve, loss) over firms that each hold `reserve`."""
    paid = [payout(reserve, loss) for loss in losses]
    covered, lost = total([one.covered for one in paid]), total(list(losses))
    return PooledPayout(reserve, lost, covered, len(paid), sum(one.in_full for one in paid))
