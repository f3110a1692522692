"""What a reserve rule yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.findings import Step
from hozen.law import Lawful, Standing, weakest
from hozen.values import Yen


@dataclass(frozen=True, slots=True)
class Requirement:
    """必要積立額: the yearly addition (A) and the level at which setting aside stops (B)."""

    scenario: str
    method: str  # 'class_rates', 'volume_band', 'custody_share', 'loss_history'
    yearly_addition: Yen  # A
    level: Yen  # B
    rests_on: tuple[Lawful[object], ...]
    steps: tuple[Step, ...]

    @property
    def standing(self) -> Standing:
        """The weakest standing it rests on."""
        return weakest(self.rests_on)


@dataclass(frozen=True, slots=True)
class PathYear:
    """One year of the path: held at its start, added, held at its end."""

    ends: date
    held_before: Yen
    addition: Yen
    held_after: Yen


@dataclass(frozen=True, slots=True)
class ReservePosition:
    """準備金の状況: what is required, what stands against it, and what is to be done by when.

    level_after_credit = max(0, level − insurance_credit)
    addition = min(A, level_after_credit − held), at least ¥0
    releasable = max(0, held − level_after_credit)
    shortfall = max(0, level_after_credit − held): how far from full; only `addition` falls due by `due`.
    """

    requirement: Requirement
    held: Yen
    insurance_credit: Yen
    level_after_credit: Yen
    addition: Yen
    releasable: Yen
    shortfall: Yen
    due: date  # last day of the business year
    path: tuple[PathYear, ...]
    full_on: date | None  # when the level is reached at today's volumes; None: not within the path
