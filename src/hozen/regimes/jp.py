"""Japan's regime: the list of checks, and how the rooms' values meet.

Adding a check touches its case file, its parameter file, its function, and one line below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hozen.findings import CureClock, Finding
from hozen.law import Reading
from hozen.regimes.day import DayFacts
from hozen.rules.custody import jp as custody
from hozen.rules.segregation import jp as segregation


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
        lambda day, law, _: [custody.price_source_finding(law, day.prices)],
    ),
)


def day_findings(day: DayFacts, reading: Reading, clock: CureClock) -> tuple[Finding, ...]:
    """Every finding of every check, in the order of CHECKS."""
    return tuple(found for check in CHECKS for found in check.run(day, reading, clock))
