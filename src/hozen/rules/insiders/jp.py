"""Japan's insider rule for crypto-assets as the report of 2025-12-10 proposes it. Not law yet, so never a breach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hozen.findings import CureClock, Finding, Status, Step, judge
from hozen.law import Lawful, Reading
from hozen.rules.insiders.facts import MaterialFact, SeenInsiders

_TYPES = "surveillance.material_fact"


@dataclass(frozen=True, slots=True)
class FactType:
    """重要事実の類型: a kind of fact, and which way it moves the price ('either' where that is not plain)."""

    code: str
    rule: Lawful[str]


def fact_types(reading: Reading) -> dict[str, FactType]:
    """Every kind on file on the reading's day, by code."""
    codes = sorted(reading.family(_TYPES))
    return {code: FactType(code, reading.text(f"{_TYPES}.{code}")) for code in codes}


def channels(reading: Reading) -> Lawful[str]:
    """Where a fact counts as published: words with a space between."""
    return reading.text("surveillance.publication_channel")


def insider_findings(
    reading: Reading, facts: Iterable[MaterialFact], seen: Mapping[str, SeenInsiders], clock: CureClock
) -> tuple[Finding, ...]:
    """For each fact: whether listed persons traded in its blackout, and where it was published if it was.

    A fact that no tape was held to (`seen` lacks it) is not asked for the first.
    """
    rule, types = channels(reading), fact_types(reading)
    return tuple(
        found
        for fact in facts
        for found in (
            *([_traded(fact, seen[fact.fact], types[fact.kind], clock)] if fact.fact in seen else []),
            *([_published(fact, rule, clock)] if fact.published else []),
        )
    )


def _traded(fact: MaterialFact, seen: SeenInsiders, kind: FactType, clock: CureClock) -> Finding:
    count = seen.trades + seen.orders
    status = judge(count > 0, (kind.rule,))
    return Finding(
        code="insider-blackout",
        subject=fact.fact,
        status=status,
        measure=count,
        threshold=0,
        distance=-count,
        rests_on=(kind.rule,),
        cite=(kind.rule.cite,),
        reason="insider_traded" if count else "insider_quiet",
        steps=(
            Step("fact_type", fact.kind),
            Step("insider_trades", seen.trades),
            Step("insider_orders", seen.orders),
            Step("insider_accounts", seen.accounts),
        ),
        evidence="insider-blackout" if count else "",
        **clock.times("insider-blackout", fact.fact, status is Status.BREACH, None),
    )


def _published(fact: MaterialFact, rule: Lawful[str], clock: CureClock) -> Finding:
    short = fact.public_since(rule.value.split()) is None
    status = judge(short, (rule,))
    return Finding(
        code="insider-channel",
        subject=fact.fact,
        status=status,
        measure=len(fact.published),
        threshold=None,
        distance=None,
        rests_on=(rule,),
        cite=(rule.cite,),
        reason="published_elsewhere" if short else "published_where_asked",
        steps=tuple(
            Step("published_at", f"{one.channel} {one.at:%Y-%m-%dT%H:%M:%SZ}") for one in fact.published
        ),
        **clock.times("insider-channel", fact.fact, status is Status.BREACH, None),
    )
