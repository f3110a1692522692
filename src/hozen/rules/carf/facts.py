"""The bounded facts of the report: how many, of what kind, since when. Rows stay in the engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CarfFacts:
    """報告の前提: counts of customers as of a day.

    `new_uncertified` opened on or after the first day of the duty, or nobody knows when (`opened_unknown` of them).
    `changes`: day of a change that is not certified → customers; None where no day is on file.
    """

    customers: int
    new_uncertified: int
    old_uncertified: int
    opened_unknown: int
    expired: int
    tin_missing: int
    changes: tuple[tuple[date | None, int], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """報告の選択: what a scenario decided. `residence_day` is the day of the year whose residences count."""

    residence_day: date
    dual_reported: bool
    uncertified_reported: bool
    margin_reported: bool
