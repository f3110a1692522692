"""The checks of this room in their order."""

from __future__ import annotations

from hozen.findings import CureClock, Finding
from hozen.law import Reading
from hozen.rules.providers import jp, jp_outsourcing
from hozen.rules.providers.facts import ProviderFacts


def provider_findings(reading: Reading, facts: ProviderFacts, clock: CureClock) -> tuple[Finding, ...]:
    """Every finding of every check on the clock's day."""
    day = clock.today
    return (
        jp.provider_unknown_finding(reading, facts),
        *jp.provider_status_findings(reading, facts, clock),
        *jp.provider_notice_findings(reading, facts),
        *jp_outsourcing.concentration_findings(reading, facts),
        *jp_outsourcing.one_technology_finding(reading, facts),
        *jp_outsourcing.key_person_findings(reading, facts),
        *jp_outsourcing.review_findings(reading, facts, day),
        *jp_outsourcing.contract_findings(reading, facts, day),
    )
