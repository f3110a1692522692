"""A stretch of days, both ends included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """期間: `until` None while it goes on. ValueError where it ends before it begins."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"a period that begins on {self.since} cannot end on {self.until}")

    def has(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.since <= day and not self.ended(day)

    def ended(self, day: date) -> bool:
        """Whether it was over before `day`."""
        return self.until is not None and self.until < day

    def meets(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return not (self.ended(other.since) or other.ended(self.since))
