"""Two ledgers under Japan's rules: each customer's share is known at once, so one answer only. PSA 63-11(1), (2)."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.findings import AssetUnits, CureClock, Finding, Quantity, Status, Step
from hozen.law import Reading
from hozen.rules.segregation.jp_breaks import MONEY
from hozen.rules.segregation.two_ledgers import LedgerDifference
from hozen.values import Units, Yen


def ledgers_agree_findings(
    reading: Reading, assets: Sequence[LedgerDifference], clock: CureClock
) -> list[Finding]:
    """帳簿間の一致: both ledgers owe every customer the same, asset by asset, to the last unit.

    No text gives a figure or a time for this; a difference calls for attention until it is explained. So does a
    second ledger that has nothing of the day: `assets` is empty.
    """
    return [_finding(one, reading, clock) for one in assets] or [_absent(reading)]


def _absent(reading: Reading) -> Finding:
    duties = reading.text("segregation.crypto_apart"), reading.text("segregation.money_apart")
    return Finding(
        code="ledgers-agree",
        subject="",
        status=Status.ATTENTION,
        measure=None,
        threshold=None,
        distance=None,
        rests_on=duties,
        cite=tuple(duty.cite for duty in duties),
        reason="no_second_ledger_today",
    )


def _finding(one: LedgerDifference, reading: Reading, clock: CureClock) -> Finding:
    duty = reading.text("segregation.money_apart" if one.asset == MONEY else "segregation.crypto_apart")
    gap = one.over + one.under
    return Finding(
        code="ledgers-agree",
        subject=one.asset,
        status=Status.MET if one.agrees else Status.ATTENTION,
        measure=_quantity(one, gap),
        threshold=_quantity(one, 0),
        distance=_quantity(one, -gap),
        rests_on=(duty,),
        cite=(duty.cite,),
        breach_since=None if one.agrees else clock.since("ledgers-agree", one.asset),
        reason="ledgers_same" if one.agrees else "ledgers_differ",
        steps=(
            Step("first_ledger", _quantity(one, one.first), "customer_balances"),
            Step("second_ledger", _quantity(one, one.second), "accounting_balances"),
            Step("ledger_over", _quantity(one, one.over), "Σ first > second"),
            Step("ledger_under", _quantity(one, one.under), "Σ first < second"),
            Step("customers_differing", one.customers),
            Step("only_first_ledger", one.only_first),
            Step("only_second_ledger", one.only_second),
        ),
        evidence="" if one.agrees else "ledgers-agree",
    )


def _quantity(one: LedgerDifference, units: int) -> Quantity:
    return Yen(units) if one.asset == MONEY else AssetUnits(one.asset, Units(units), one.decimals)
