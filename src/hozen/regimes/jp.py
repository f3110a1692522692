"""Japan's regime: the list of checks, and how the rooms' values meet.

Adding a check touches its case file, its parameter file, its function, and one line below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hozen.findings import CureClock, Finding
from hozen.law import Reading
from hozen.regimes import reserve
from hozen.regimes.day import DayFacts
from hozen.regimes.reserve import ReserveAnswer
from hozen.rules.custody import jp as custody
from hozen.rules.custody.jp_ownership import wallet_ownership_findings
from hozen.rules.duties.jp_filed import filed_findings
from hozen.rules.insurance.jp_finding import insurance_findings, insurance_gap_finding
from hozen.rules.products import jp as products
from hozen.rules.providers import jp as providers
from hozen.rules.providers import jp_outsourcing as outsourcing
from hozen.rules.reserves.jp_finding import reserve_finding, reserve_gap_finding
from hozen.rules.segregation import jp as segregation
from hozen.rules.segregation.jp_breaks import reconciliation_findings
from hozen.rules.segregation.jp_ledgers import ledgers_agree_findings
from hozen.rules.segregation.jp_statements import statement_age_findings


@dataclass(frozen=True, slots=True)
class Check:
    """検査項目: one duty, the figures of the law it reads, and the function that answers.

    A figure that ends in '.*' is a family: which of it is read depends on the scenario.
    """

    code: str
    figures: tuple[str, ...]
    run: Callable[[DayFacts, Reading, CureClock], list[Finding]]


def reserve_answer(day: DayFacts, law: Reading) -> ReserveAnswer:
    """What the reading's scenario requires of the firm as a reserve, after insurance."""
    facts = reserve.reserve_facts(day.years, day.custody)
    return reserve.answer(law, facts, day.reserve_held, day.policies, day.day, day.year, day.years_ahead)


def _reserve(day: DayFacts, law: Reading, clock: CureClock) -> list[Finding]:
    found = reserve_answer(day, law)
    if found.gap:
        return [reserve_gap_finding(found.gap, law)]
    insured = found.insurance.rests_on if found.insurance else ()
    return [reserve_finding(found.position, insured, clock)] if found.position else []


def _insurance(code: str) -> Callable[[DayFacts, Reading, CureClock], list[Finding]]:
    def run(day: DayFacts, law: Reading, _: CureClock) -> list[Finding]:
        found = reserve_answer(day, law)
        if found.insurance:
            told = insurance_findings(found.insurance, law, day.day)
        else:
            told = (
                [insurance_gap_finding(found.insurance_gap, law)]
                if found.insurance_gap and day.policies
                else []
            )
        return [one for one in told if one.code == code]

    return run


CHECKS: tuple[Check, ...] = (
    Check(
        "money-in-trust",
        ("segregation.money_apart", "segregation.money_trust_cure_days"),
        lambda day, law, clock: [segregation.money_in_trust_finding(law, day.money, clock)],
    ),
    Check(
        "crypto-shortage",
        ("segregation.crypto_apart", "segregation.crypto_shortage_cure_days"),
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
        ("custody.guarantee_ratio", "segregation.crypto_shortage_cure_days"),
        lambda day, law, clock: custody.guarantee_ledger_findings(law, day.custody, clock),
    ),
    Check(
        "buffer-mixed",
        ("segregation.excess_mixing_cure_days",),
        lambda day, law, clock: segregation.buffer_mixed_findings(law, day.holdings, clock),
    ),
    Check(
        "reconciliation",
        (
            "segregation.crypto_apart",
            "segregation.crypto_shortage_cure_days",
            "segregation.excess_mixing_cure_days",
        ),
        lambda day, law, clock: reconciliation_findings(
            law, day.sides, day.break_parts, clock, day.withdrawal_days
        ),
    ),
    Check(
        "ledgers-agree",
        ("segregation.crypto_apart", "segregation.money_apart"),
        lambda day, law, clock: (
            [] if day.ledgers is None else ledgers_agree_findings(law, day.ledgers, clock)
        ),
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
    Check(
        "wallet-ownership",
        ("custody.cold_method", "segregation.reconcile_frequency"),
        lambda day, law, _: wallet_ownership_findings(law, day.keepers, has_evidence=day.has_wallet_evidence),
    ),
    Check(
        "statement-age",
        ("segregation.reconcile_frequency",),
        lambda day, law, clock: statement_age_findings(law, day.statements, clock),
    ),
    Check("reserve", ("reserves.crypto.*", "insurance.credit.*"), _reserve),
    Check("insurance-credit", ("insurance.credit.*",), _insurance("insurance-credit")),
    Check("insurance-cliff", ("insurance.credit.*",), _insurance("insurance-cliff")),
    Check(
        "provider-unknown",
        ("providers.custody_registration", "providers.third_party_apart"),
        lambda day, law, _: [providers.provider_unknown_finding(law, day.providers)] if day.providers else [],
    ),
    Check(
        "provider-status",
        ("providers.custody_registration",),
        lambda day, law, clock: (
            providers.provider_status_findings(law, day.providers, clock) if day.providers else []
        ),
    ),
    Check(
        "provider-notice",
        ("providers.system_supplier_duty",),
        lambda day, law, _: providers.provider_notice_findings(law, day.providers) if day.providers else [],
    ),
    Check(
        "provider-concentration",
        ("providers.outsourcing.fallback",),
        lambda day, law, _: outsourcing.concentration_findings(law, day.providers) if day.providers else [],
    ),
    Check(
        "one-technology",
        ("providers.outsourcing.fallback",),
        lambda day, law, _: outsourcing.one_technology_finding(law, day.providers) if day.providers else [],
    ),
    Check(
        "provider-key-person",
        ("providers.outsourcing.fallback",),
        lambda day, law, _: outsourcing.key_person_findings(law, day.providers) if day.providers else [],
    ),
    Check(
        "provider-review",
        ("providers.outsourcing.review",),
        lambda day, law, _: outsourcing.review_findings(law, day.providers, day.day) if day.providers else [],
    ),
    Check(
        "provider-contract",
        ("providers.outsourcing.contract",),
        lambda day, law, _: (
            outsourcing.contract_findings(law, day.providers, day.day) if day.providers else []
        ),
    ),
    Check(
        "asset-handled",
        ("products.handled_names", "products.change_notice"),
        lambda day, law, clock: products.handled_findings(law, day.products, clock) if day.products else [],
    ),
    Check(
        "disclosure-missing",
        ("products.explain",),
        lambda day, law, clock: products.missing_findings(law, day.products, clock) if day.products else [],
    ),
    Check(
        "disclosure-field",
        ("products.fields.*",),
        lambda day, law, clock: products.field_findings(law, day.products, clock) if day.products else [],
    ),
    Check(
        "disclosure-stale",
        ("products.explain",),
        lambda day, law, clock: products.stale_findings(law, day.products, clock) if day.products else [],
    ),
    Check(
        "duty-filed",
        ("reporting.duty.*", "reporting.psa.*", "segregation.audit.*"),
        lambda day, law, clock: filed_findings(law, day.duties, clock) if day.duties else [],
    ),
)


def day_findings(day: DayFacts, reading: Reading, clock: CureClock) -> tuple[Finding, ...]:
    """Every finding of every check, in the order of CHECKS."""
    return tuple(found for check in CHECKS for found in check.run(day, reading, clock))
