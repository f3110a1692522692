"""What the insurance rule yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.findings import Step
from hozen.law import Lawful
from hozen.values import Yen


@dataclass(frozen=True, slots=True)
class Refused:
    """A policy, or part of one, that earns no credit, and why (`reason` is a key of the words `reasons`)."""

    policy_id: str
    cause: str  # '' for every cause
    reason: str
    detail: str  # what was found against what was asked, e.g. 'BBB < A-'


@dataclass(frozen=True, slots=True)
class LayerPays:
    """What one policy that counts pays of a loss of the size of the requirement, by cause."""

    policy_id: str
    cause: str
    pays: Yen


@dataclass(frozen=True, slots=True)
class Cliff:
    """A day on which the credit falls because cover ends.

    `credit_before` is the credit on the last day of cover, `credit_after` that on `day`, all other policies as they
    stand on those days. Policies that end together show the same fall.
    """

    policy_id: str
    day: date  # first day without the policy
    credit_before: Yen
    credit_after: Yen


@dataclass(frozen=True, slots=True)
class InsuranceCredit:
    """保険による代替: credit = the least over the required causes of min(cap, Σ layers).

    Without any policy both `layers` and `refused` are empty.
    """

    credit: Yen
    cap: Yen  # cap share × requirement
    by_cause: tuple[tuple[str, Yen], ...]  # min(cap, Σ layers) for each required cause
    refused: tuple[Refused, ...]
    cliffs: tuple[Cliff, ...]
    rests_on: tuple[Lawful[object], ...]
    steps: tuple[Step, ...]
    layers: tuple[LayerPays, ...] = ()  # each policy that counts, for each required cause it answers for
