"""Which of a book's policies are counted on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.law import Law, LawGap
from hozen.rules.insurance import Policy, Refused
from hozen.rules.insurance.eligibility import out_of_term
from hozen.rules.insurance.jp import refused_policies


@dataclass(frozen=True, slots=True)
class Counted:
    """The policies that are counted, who says them, and those refused with every reason."""

    policies: tuple[Policy, ...]
    by: str
    refused: tuple[Refused, ...] = ()
    unruled: bool = False


def counted(policies: Sequence[Policy], day: date, scenario: str | Path | None = None) -> Counted:
    """Those that run on the day and, where a scenario is asked, meet its conditions.

    A scenario that says nothing of insurance refuses nobody: the policy is there, whatever it earns of the reserve.
    """
    refused, unruled = _refused(policies, day, scenario)
    out = {one.policy_id for one in refused}
    kept = tuple(one for one in in_force(policies, day) if one.policy_id not in out)
    return Counted(kept, "book", refused, unruled)


def in_force(policies: Sequence[Policy], day: date) -> tuple[Policy, ...]:
    """Those that run on the day, its first and last day counted. Whether a scenario counts them is not asked here."""
    return tuple(one for one in policies if not out_of_term(one, day))


def _refused(
    policies: Sequence[Policy], day: date, scenario: str | Path | None
) -> tuple[tuple[Refused, ...], bool]:
    dated = tuple(found for one in policies for found in out_of_term(one, day))
    if scenario is None:
        return dated, False
    try:
        return refused_policies(Law.load("jp").reading(day, scenario), policies, day), False
    except LawGap:
        return dated, True
