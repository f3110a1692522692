"""Whose the estate is in Japan: customers' priority right, money in trust. Clause-bearing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hozen.findings import AssetUnits, Finding, Status, Step
from hozen.law import Lawful, Reading
from hozen.rules.recovery.estate import EstateKind, EstateLine, EstateShare, parted
from hozen.values import Units

FIRST = frozenset({EstateKind.CUSTOMER_CRYPTO, EstateKind.GUARANTEE_CRYPTO, EstateKind.TRUST_MONEY})
"""PSA 63-19-2: segregated customer crypto and guarantee crypto. PSA 63-11(1): money in trust for customers."""

UNDECIDED = frozenset({EstateKind.RESERVE, EstateKind.INSURANCE})
"""No text that we have seen says whether customers come before other creditors on these."""


def estate_split(lines: Iterable[EstateLine], owed: Mapping[str, int]) -> tuple[EstateShare, ...]:
    """財産の帰属: each asset parted between customers (PSA 63-19-2, 63-11(1)) and the general estate.

    Crypto that customers lent to the exchange is not managed: no priority (CAE Order 23(1)(viii)); leave it out of
    `owed`. ValueError for a line below 0.
    """
    return parted(lines, owed, FIRST, UNDECIDED)


def customer_priority_findings(
    reading: Reading, shares: Iterable[EstateShare], decimals: Mapping[str, int]
) -> list[Finding]:
    """優先弁済権: whether what customers rank first on covers what they are owed, asset by asset (PSA 63-19-2).

    Money rests on the trust (PSA 63-11(1)). Short is ATTENTION: the right itself is not breached; the rest ranks with
    the other creditors. An asset that nobody is owed has no finding.
    """
    crypto, money = reading.figure("recovery.priority_right"), reading.figure("segregation.money_apart")
    return [
        _priority(one, money if one.asset == "JPY" else crypto, decimals.get(one.asset, 0))
        for one in shares
        if one.owed
    ]


def _priority(one: EstateShare, right: Lawful[object], decimals: int) -> Finding:
    def units(number: int) -> AssetUnits:
        return AssetUnits(one.asset, Units(number), decimals)

    there = one.customers + one.surplus
    return Finding(
        code="customer-priority",
        subject=one.asset,
        status=Status.ATTENTION if one.short else Status.MET,
        measure=units(there),
        threshold=units(one.owed),
        distance=units(there - one.owed),
        rests_on=(right,),
        cite=(right.cite,),
        reason="priority_short" if one.short else "priority_covers",
        steps=(
            Step("estate_owed", units(one.owed), "Σ customers"),
            Step("estate_priority", units(there), "segregated + guarantee + in trust"),
            Step("estate_customers", units(one.customers), "the smaller of the two"),
            Step("estate_surplus", units(one.surplus), "answers for other assets first"),
            Step("estate_general", units(one.general)),
            Step("estate_undecided", units(one.undecided), "reserve, insurance: no text seen"),
        ),
    )
