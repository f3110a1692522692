"""From the tables to both sides and every part: nothing that the evidence tells is left out on the way."""

from __future__ import annotations

from chain_world import DAY, event, sound, view

from hozen.findings import CureClock, Status
from hozen.law import Law
from hozen.rules.segregation.jp_breaks import reconciliation_findings
from hozen.values import BusinessDays
from hozen.workflows.reconcile.sides import breaks_of, found_breaks

READING, CLOCK = Law.load("jp").reading(DAY), CureClock(DAY, BusinessDays.BANK)
FIVE = 5 * 10**18  # wei


def test_coins_of_an_asset_that_neither_side_knows_are_told_with_their_own_decimals(duckdb_engine) -> None:
    # 5 ETH came to an address of ours that no wallet names. Nobody is owed ETH and no wallet holds any.
    firm = sound()
    firm["chain_events"] = [event("t", FIVE, asset="ETH", address="lost")]
    view(duckdb_engine, firm)
    breaks = breaks_of(duckdb_engine, DAY, 100)
    assert [(one.asset, one.decimals, one.difference) for one in breaks.sides] == [
        ("BTC", 8, 0),
        ("ETH", 18, 0),
    ]
    found = found_breaks(breaks, READING, CLOCK, None)
    assert [(one.subject, one.decimals, one.cause, one.units) for one in found] == [
        ("ETH", 18, "unmapped_address", -FIVE),
        ("ETH", 18, "missed_deposit", FIVE),
    ]
    findings = reconciliation_findings(READING, breaks.sides, breaks.parts, CLOCK, None)
    assert [(one.subject, one.status) for one in findings] == [
        ("BTC", Status.MET),
        ("ETH", Status.ATTENTION),
    ]
