"""Japan's regime: the list of checks, and how the rooms' values meet.

Adding a check touches its case file, its parameter file, its function, and one line below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hozen.findings import CureClock, Finding
from hozen.law import LawGap, Reading
from hozen.regimes.day import DayFacts
from hozen.rules.custody import cold_share
from hozen.rules.custody import jp as custody
from hozen.rules.insurance import InsuranceCredit
from hozen.rules.insurance import jp as insurance
from hozen.rules.reserves import ReserveFacts, ReservePosition
from hozen.rules.reserves import jp as reserves
from hozen.rules.reserves.position import position
from hozen.rules.segregation import jp as segregation
from hozen.values import SHOWN_DOWN, Yen


@dataclass(frozen=True, slots=True)
class Check:
    """検査項目: one duty, the figures of the law it reads, and the function that answers."""

    code: str
    figures: tuple[str, ...]
    run: Callable[[DayFacts, Reading, CureClock], list[Finding]]


CHECKS: tuple[Check, ...] = (
    Check(
        "money-in-trust",
        ("segregation.money_trust_cure_days",),
        lambda day, law, clock: [segregation.money_in_trust_finding(law, day.money, clock)],
    ),
    Check(
        "crypto-shortage",
        ("segregation.crypto_shortage_cure_days",),
        lambda day, law, clock: segregation.crypto_shortage_findings(
            law, day.holdings, clock, day.withdrawal_days
        ),
    ),
    Check(
        "cold-share",
        ("custody.hot_share_max", "custody.hot_excess_cure_days"),
        lambda day, law, clock: [custody.cold_share_finding(law, day.custody, clock)],
    ),
    Check(
        "guarantee-quantity",
        ("custody.guarantee_ratio",),
        lambda day, law, clock: custody.guarantee_quantity_findings(law, day.custody, clock),
    ),
    Check(
        "guarantee-cold",
        ("custody.guarantee_must_be_cold", "custody.hot_excess_cure_days"),
        lambda day, law, clock: custody.guarantee_cold_findings(law, day.custody, clock),
    ),
    Check(
        "guarantee-ledger",
        ("segregation.crypto_shortage_cure_days",),
        lambda day, law, clock: custody.guarantee_ledger_findings(law, day.custody, clock),
    ),
    Check(
        "buffer-mixed",
        ("segregation.excess_mixing_cure_days",),
        lambda day, law, clock: segregation.buffer_mixed_findings(law, day.holdings, clock),
    ),
    Check(
        "capital",
        ("segregation.capital_min",),
        lambda day, law, clock: [segregation.capital_finding(law, day.capital, clock)],
    ),
    Check(
        "net-assets",
        ("segregation.net_assets_min",),
        lambda day, law, clock: [segregation.net_assets_finding(law, day.capital, clock)],
    ),
    Check(
        "price-source",
        ("custody.price_guideline",),
        lambda day, law, clock: [custody.price_source_finding(law, day.prices)],
    ),
)

# The reserve and the insurance that may stand for part of it are answered together by `reserve_outcome`.
RESERVE_CODES = ("reserve", "insurance-cliff")


@dataclass(frozen=True, slots=True)
class ReserveOutcome:
    """What the scenario says of the reserve; `position` is None where it answers LawGap."""

    position: ReservePosition | None
    insurance: InsuranceCredit | None
    gap: str
    findings: tuple[Finding, ...]


def reserve_outcome(day: DayFacts, reading: Reading) -> ReserveOutcome:
    """責任準備金: the requirement, the insurance credit against it as a yen value, and the position."""
    facts = ReserveFacts(day.years, *_customer_crypto(day))
    try:
        requirement = reserves.crypto_requirement(reading, facts)
    except LawGap as gap:
        return ReserveOutcome(None, None, gap.message, (reserves.reserve_gap_finding(gap),))
    credit = _credit(day, reading, requirement.level)
    yen = credit.credit if credit else Yen(0)
    stands = position(requirement, day.reserve_held, yen, day.year, day.years_ahead)
    found = (reserves.reserve_finding(reading, stands),)
    cliffs = tuple(insurance.insurance_cliff_findings(reading, credit, day.day)) if credit else ()
    return ReserveOutcome(stands, credit, "", found + cliffs)


def _credit(day: DayFacts, reading: Reading, level: Yen) -> InsuranceCredit | None:
    if not reading.family("insurance.credit"):
        return None  # the scenario lets no insurance stand for the reserve
    return insurance.insurance_credit(reading, day.policies, level, day.day)


def _customer_crypto(day: DayFacts) -> tuple[Yen, Yen]:
    share = cold_share(day.custody)
    return Yen(SHOWN_DOWN(share.owed)), Yen(SHOWN_DOWN(share.cold))


def day_findings(day: DayFacts, reading: Reading, clock: CureClock) -> tuple[Finding, ...]:
    """Every finding of every check, in the order of CHECKS."""
    return tuple(found for check in CHECKS for found in check.run(day, reading, clock))
