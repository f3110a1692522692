"""Japan's checks before the report on customers resident abroad: one line for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hozen.findings import Finding
from hozen.law import Reading
from hozen.rules.carf import CarfFacts, jp


@dataclass(frozen=True, slots=True)
class CarfDay:
    """報告前の事実: the counts of a day, the year's due day, and whether its report stands.

    `near`: from how many days before the due day it needs attention; the firm's own choice.
    """

    day: date
    facts: CarfFacts
    due: date
    reported: bool
    near: int


@dataclass(frozen=True, slots=True)
class CarfCheck:
    """報告前の検査項目: one duty, the figures of the law it reads, and the function that answers."""

    code: str
    figures: tuple[str, ...]
    run: Callable[[CarfDay, Reading], list[Finding]]


CARF_CHECKS: tuple[CarfCheck, ...] = (
    CarfCheck(
        "carf-certification",
        ("carf.certification.new", "carf.certification.old_until"),
        lambda day, law: jp.certification_findings(law, day.facts, day.day),
    ),
    CarfCheck(
        "carf-expired", ("carf.certification.new",), lambda day, law: [jp.expired_finding(law, day.facts)]
    ),
    CarfCheck("carf-tin", ("carf.certification.tin",), lambda day, law: [jp.tin_finding(law, day.facts)]),
    CarfCheck(
        "carf-contradicted",
        ("carf.certification.change_months",),
        lambda day, law: [jp.contradicted_finding(law, day.facts, day.day)],
    ),
    CarfCheck(
        "carf-due",
        ("carf.due",),
        lambda day, law: [jp.due_finding(law, day.day, day.due, reported=day.reported, near=day.near)],
    ),
)


def carf_findings(day: CarfDay, reading: Reading) -> tuple[Finding, ...]:
    """Every finding of every check, in the order of CARF_CHECKS."""
    return tuple(found for check in CARF_CHECKS for found in check.run(day, reading))
