"""The small exact input of the insurance rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.values import Ratio, Yen


@dataclass(frozen=True, slots=True)
class Policy:
    """保険契約: one layer of cover."""

    policy_id: str
    insurer: str
    rating: str  # '' when unrated
    starts: date
    ends: date  # last day of cover
    notice_days: int
    limit: Yen  # each loss
    aggregate: Yen  # all losses of the term
    eroded: Yen
    retention: Yen
    share: Ratio
    attachment: Yen
    causes: frozenset[str]
    exclusions: frozenset[str]
    waiting_days: int
