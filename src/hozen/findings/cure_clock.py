"""By when a breach must be cured, and since when it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from hozen.values import BusinessDays


class CureTimes(TypedDict):
    """The three fields of a Finding that say since when, until when, or that no time is given."""

    breach_since: date | None
    cure_by: date | None
    immediate: bool


@dataclass(frozen=True, slots=True)
class CureClock:
    """是正期限. `standing_since` holds the first day of each breach still open from earlier closings,
    by (code, subject): a cure time runs from the day the gap arose, not from each day it is seen again.
    """

    today: date
    business_days: BusinessDays
    standing_since: Mapping[tuple[str, str], date] = field(default_factory=dict)

    def since(self, code: str, subject: str) -> date:
        """The day the breach arose: today unless an earlier closing found it already."""
        return self.standing_since.get((code, subject), self.today)

    def times(self, code: str, subject: str, short: bool, days: int | None) -> CureTimes:
        """Last day to cure: `days` business days counted from the day after the gap arose.

        `days` None: no text gives time, the breach is immediate.
        """
        if not short:
            return CureTimes(breach_since=None, cure_by=None, immediate=False)
        since = self.since(code, subject)
        by = None if days is None else self.business_days.after(since, days)
        return CureTimes(breach_since=since, cure_by=by, immediate=days is None)
