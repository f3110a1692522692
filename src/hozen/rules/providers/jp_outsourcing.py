"""What CAE Order 16 asks of a firm that hands work on, by the firm's own limits and dates.

The Order fixes no share, no term and no date, so nothing here is ever a breach: what the firm set itself is missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hozen.findings import Finding, Status, Step
from hozen.law import Lawful, Reading
from hozen.rules.providers.facts import ProviderFacts, ProviderOnDay, Share
from hozen.rules.providers.shares import outside, part_of, widest
from hozen.values import SHOWN_DOWN, Ratio, Yen

FAILED = "failed"
# Written for what is missed only: where all is well it is every wallet there is.
_EVIDENCE = {"keeper": "providers", "technology": "technologies"}


def concentration_findings(reading: Reading, facts: ProviderFacts) -> list[Finding]:
    """集中度: the largest share with one outside keeper, and under one technology, against the house limit.

    Exact fractions of the yen value of customers' crypto found in wallets. No limit in book.toml, no finding.
    """
    rule = reading.text("providers.outsourcing.fallback")
    asked = (
        ("keeper", facts.keepers, facts.limits.keeper),
        ("technology", facts.technologies, facts.limits.technology),
    )
    return [
        _concentration(kind, outside(shares), facts.total, limit, rule)
        for kind, shares, limit in asked
        if limit is not None
    ]


def _concentration(
    kind: str, shares: Sequence[Share], total: Share, limit: Ratio, rule: Lawful[str]
) -> Finding:
    largest = Ratio(max((part_of(one, total) for one in shares), default=Fraction(0)))
    over = limit < largest
    return Finding(
        code="provider-concentration",
        subject=kind,
        status=Status.ATTENTION if over else Status.MET,
        measure=largest,
        threshold=limit,
        distance=Ratio(limit.value - largest.value),
        rests_on=(rule,),
        cite=(rule.cite,),
        reason="share_above_limit" if over else "share_within_limit",
        steps=(
            Step("customer_crypto_found", Yen(SHOWN_DOWN(total.value)), "Σ units × price"),
            *(Step("share_of_provider", Ratio(part_of(one, total)), one.who) for one in shares),
        ),
        evidence=_EVIDENCE[kind] if over else "",
    )


def one_technology_finding(reading: Reading, facts: ProviderFacts) -> list[Finding]:
    """単一技術への依存: not every cold wallet of customers hangs on one provider's technology.

    Counted in balances above zero. A wallet without a stated technology is no second technology: it may be under the
    same one, so it cannot be told. None where the register states no technology, or nothing is cold.
    """
    most = widest(facts.technologies)
    if most is None or not facts.total.cold:
        return []
    rule = reading.text("providers.outsourcing.fallback")
    beside = facts.total.cold - facts.unstated.cold - most.cold
    status, reason = _technology_answer(beside, facts.unstated.cold)
    return [
        Finding(
            code="one-technology",
            subject="",
            status=status,
            measure=beside,
            threshold=1,
            distance=beside - 1,
            rests_on=(rule,),
            cite=(rule.cite,),
            reason=reason,
            steps=(
                Step("widest_technology", most.who),
                Step("cold_balances", facts.total.cold),
                Step("cold_balances_under_it", most.cold),
                *_unstated(facts),
            ),
            evidence="" if status is Status.MET else _EVIDENCE["technology"],
        )
    ]


def _technology_answer(beside: int, unstated: int) -> tuple[Status, str]:
    if beside:
        return Status.MET, "technologies_apart"
    if unstated:
        return Status.CANNOT_TELL, "technology_unstated"
    return Status.ATTENTION, "one_technology"


def _unstated(facts: ProviderFacts) -> tuple[Step, ...]:
    found = facts.unstated
    if not found.cold:
        return ()
    return (
        Step("cold_balances_unstated", found.cold),
        Step("unstated_share", Ratio(Fraction(found.cold, facts.total.cold)), "unstated ÷ all, in balances"),
        Step("value_unstated", Yen(SHOWN_DOWN(found.value)), "Σ units × price"),
    )


def review_findings(reading: Reading, facts: ProviderFacts, day: date) -> list[Finding]:
    """委託先の審査: each provider used, or working below one, has a review that still counts on `day`."""
    rule = reading.text("providers.outsourcing.review")
    return [_review(one, rule, day) for one in facts.providers if one.used or one.indirect]


def _review(one: ProviderOnDay, rule: Lawful[str], day: date) -> Finding:
    until = one.review.valid_until if one.review else None
    reason = _review_reason(one, day)
    return Finding(
        code="provider-review",
        subject=one.provider.provider_id,
        status=Status.MET if reason == "review_counts" else Status.ATTENTION,
        measure=until,
        threshold=day,
        distance=(until - day).days if until else None,
        rests_on=(rule,),
        cite=(rule.cite,),
        reason=reason,
        steps=_review_steps(one),
    )


def _review_reason(one: ProviderOnDay, day: date) -> str:
    if one.review is None:
        return "review_missing"
    if one.review.outcome == FAILED:
        return "review_failed"
    return "review_overdue" if one.review.valid_until < day else "review_counts"


def _review_steps(one: ProviderOnDay) -> tuple[Step, ...]:
    name = Step("provider_name", one.provider.name)
    if one.review is None:
        return (name,)
    found = one.review
    return (
        name,
        Step("reviewed_on", found.reviewed_on),
        Step("reviewed_by", found.reviewer),
        Step("review_outcome", found.outcome.replace("_", " ")),
    )


def key_person_findings(reading: Reading, facts: ProviderFacts) -> list[Finding]:
    """キーパーソンへの依存: at no provider used, or working below one, does a function hang on one person alone.

    Of a provider whose functions are not on file nothing is said.
    """
    rule = reading.text("providers.outsourcing.fallback")
    asked = (one for one in facts.providers if one.persons and (one.used or one.indirect))
    return [_key_person(one, rule) for one in asked]


def _key_person(one: ProviderOnDay, rule: Lawful[str]) -> Finding:
    return Finding(
        code="provider-key-person",
        subject=one.provider.provider_id,
        status=Status.ATTENTION if one.alone else Status.MET,
        measure=len(one.alone),
        threshold=0,
        distance=-len(one.alone),
        rests_on=(rule,),
        cite=(rule.cite,),
        reason="one_person_alone" if one.alone else "deputies_named",
        steps=(
            Step("provider_name", one.provider.name),
            Step("functions_on_file", len(one.persons)),
            *(Step("function_alone", function) for function in one.alone),
        ),
    )


def contract_findings(reading: Reading, facts: ProviderFacts, day: date) -> list[Finding]:
    """委託契約: each provider that the firm itself uses has a contract in force on `day`."""
    rule = reading.text("providers.outsourcing.contract")
    return [_contract(one, rule, day) for one in facts.providers if one.used]


def _contract(one: ProviderOnDay, rule: Lawful[str], day: date) -> Finding:
    runs = [each for each in one.contracts if each.period.has(day)]
    ended = max((each.period.until for each in one.contracts if each.period.until), default=None)
    until = None if runs else ended
    return Finding(
        code="provider-contract",
        subject=one.provider.provider_id,
        status=Status.MET if runs else Status.ATTENTION,
        measure=until,
        threshold=day,
        distance=(until - day).days if until else None,
        rests_on=(rule,),
        cite=(rule.cite,),
        reason="contract_runs" if runs else "contract_ended" if one.contracts else "contract_missing",
        steps=(
            Step("provider_name", one.provider.name),
            *(Step("contract", each.contract_id, each.exit_terms) for each in runs),
        ),
    )
