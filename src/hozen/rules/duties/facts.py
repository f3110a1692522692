"""The small exact input of the check on reports: what was filed for which period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hozen.records import BusinessYears


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """提出の事実. `filed`: (duty, last day of the period) → day of filing; none where the book keeps no record."""

    years: BusinessYears
    filed: Mapping[tuple[str, date], date]
