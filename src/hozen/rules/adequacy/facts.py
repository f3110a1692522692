"""The small input of the model: what it assumes of losses, and what a firm has against them. Any one unit of money."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.rules.adequacy.frequency import Frequency
from hozen.rules.adequacy.part_of_loss import PartOfLoss, layer
from hozen.rules.adequacy.reinstated import Reinstatement
from hozen.rules.adequacy.severity import Severity


@dataclass(frozen=True, slots=True)
class Cause:
    """損失原因: of all losses, `weight` (0 to 1) have this cause."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class LossModel:
    """The model of losses: how often, how large, and by which cause. Weights of the causes add to 1."""

    frequency: Frequency
    severity: Severity
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """保険の層: what one policy pays. `causes` are those it answers for."""

    name: str
    attachment: float
    limit: float
    share: float
    retention: float
    aggregate: float  # what is left of the year's limit
    causes: frozenset[str]
    paid_after: int  # months
    back: Reinstatement | None = None  # the yearly limit is then limit × (times + 1)

    @property
    def part(self) -> PartOfLoss:
        """What it pays of one loss."""
        return layer(self.attachment, min(self.limit, self.aggregate), self.share, self.retention)

    @property
    def most_of_one(self) -> float:
        """The most it pays of one loss."""
        return max(0.0, self.share * min(self.limit, self.aggregate) - self.retention)


@dataclass(frozen=True, slots=True)
class Firm:
    """The firm: what it holds for customers, and what it has to pay with. No loss is larger than custody."""

    custody: float
    reserve: float
    capital: float  # own money above its floor
    covers: tuple[Cover, ...] = ()
