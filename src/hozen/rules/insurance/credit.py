"""What the insurance rule yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.findings import Step
from hozen.law import Lawful
from hozen.values import Yen


@dataclass(frozen=True, slots=True)
class Refused:
    """A policy, or part of one, that earns no credit, and why (`reason` is a glossary key)."""

    policy_id: str
    cause: str  # '' for every cause
    reason: str
    detail: str  # what was found against what was asked, e.g. 'BBB < A-'


@dataclass(frozen=True, slots=True)
class Cliff:
    """A day on which the credit falls because cover ends."""

    policy_id: str
    day: date  # first day without the policy
    credit_before: Yen
    credit_after: Yen


@dataclass(frozen=True, slots=True)
class InsuranceCredit:
    """保険による代替: credit = the least over the required causes of min(cap, Σ layers)."""

    credit: Yen
    cap: Yen  # cap share × requirement
    by_cause: tuple[tuple[str, Yen], ...]
    refused: tuple[Refused, ...]
    cliffs: tuple[Cliff, ...]
    rests_on: tuple[Lawful[object], ...]
    steps: tuple[Step, ...]
