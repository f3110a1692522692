"""From the tables to both sides and every part: nothing that the evidence tells is left out on the way."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import BEFORE, DAY, balance, entry, event, sound, transfer, view, wallet

from hozen.findings import CureClock, Status
from hozen.law import Law
from hozen.rules.segregation.jp_breaks import reconciliation_findings
from hozen.values import BusinessDays
from hozen.workflows.reconcile.sides import breaks_of, evidence_of, found_breaks

READING, CLOCK = Law.load("jp").reading(DAY), CureClock(DAY, BusinessDays.BANK)
FIVE = 5 * 10**18  # wei


def found_in(engine, place):
    evidence, _ = evidence_of(engine, DAY, 100, place)
    return breaks_of(engine, DAY, evidence)


def test_coins_of_an_asset_that_neither_side_knows_are_told_with_their_own_decimals(
    duckdb_engine, tmp_path
) -> None:
    # 5 ETH came to an address of ours that no wallet names. Nobody is owed ETH and no wallet holds any.
    firm = sound()
    firm["chain_events"] = [event("t", FIVE, asset="ETH", address="lost")]
    view(duckdb_engine, firm)
    breaks = found_in(duckdb_engine, tmp_path)
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


def sent(**more):
    """A withdrawal of 100 in flight whose fee of 7 was paid; `more` is what the transfer says besides."""
    firm = sound()
    firm["chain_events"] = [event("t", 100, "out"), event("t", 7, "out", kind="fee")]
    firm["transfers"] = [transfer("t", "withdrawal", "chain", 100, expires=DAY, **more)]
    return firm


def parts_and_difference(engine, firm, tmp_path):
    view(engine, firm)
    breaks = found_in(engine, tmp_path)
    (one,) = breaks.sides
    return one.difference, [(part.cause.value, part.units) for part in breaks.parts]


def test_a_fee_counts_once_in_the_transfer_or_in_the_ledger(duckdb_engine, tmp_path) -> None:
    # Wallets before 700, now 700 − 100 − 7 = 593, and 50 of the firm's own buffer: 643; the custodian has 300.
    named = sent(fee_units=7)
    named["wallet_balances"][0]["units"], named["house_balances"][0]["units"] = 643, 50
    # Expected 1,000 − 100 − 7 + 50 = 943 = 643 + 300.
    assert parts_and_difference(duckdb_engine, named, tmp_path) == (0, [])
    booked = sent() | {"ledger_entries": [entry("t", 7, "debit", "house")]}
    booked["wallet_balances"][0]["units"], booked["house_balances"][0]["units"] = 643, 43
    # The house bore the fee: its buffer is 43. Expected 1,000 − 100 + 43 = 943.
    assert parts_and_difference(duckdb_engine, booked, tmp_path) == (0, [])
    both = sent(fee_units=7) | {"ledger_entries": [entry("t", 7, "debit", "house")]}
    both["wallet_balances"][0]["units"], both["house_balances"][0]["units"] = 643, 43
    # In both: expected 1,000 − 100 − 7 + 43 = 936, so 7 too many are there, and all of it has its cause.
    assert parts_and_difference(duckdb_engine, both, tmp_path) == (7, [("fee_not_booked", 7)])


def test_the_fee_of_a_failed_attempt_is_paid_although_the_transfer_says_it_is_not(
    duckdb_engine, tmp_path
) -> None:
    # Debited 107: owed 893. The attempt cost 7: 693 + 300 are there. Expected 893 + 100 + 7 = 1,000.
    firm = sound(owed=893, self_kept=693)
    firm["chain_events"] = [event("t", 7, "out", kind="fee")]
    firm["ledger_entries"] = [entry("t", 107, "debit")]
    firm["transfers"] = [transfer("t", "withdrawal", "ledger", 100, fee_units=7, expires=DAY)]
    assert parts_and_difference(duckdb_engine, firm, tmp_path) == (-7, [("fee_not_booked", -7)])


AFTER = date(2026, 11, 21)
OF_A_DAY = ("customer_balances", "house_balances", "wallet_balances", "prices", "transfers", "trust_balances")


def busy():
    """A firm with something in every table: a transfer in flight, a buffer, a doubled address, dust, a stale keeper."""
    firm = sound(buffer=10)
    firm["customer_balances"].append({"day": DAY, "customer_id": "C1", "asset": "JPY", "units": 100})
    firm["trust_accounts"] = [{"trust_account_id": "T1", "trustee": "Bank"}]
    firm["trust_balances"] = [{"day": DAY, "trust_account_id": "T1", "yen": 99}]
    firm["wallets"] += [wallet("D1", "0xAB"), wallet("D2", "0xab")]
    firm["wallet_balances"] += [balance("D1", 40), balance("D2", 40)]
    firm["transfers"] = [
        transfer("t1", "deposit", "chain", 5, txid="t"),
        transfer("t2", "deposit", "chain", 2, txid="x"),
    ]
    firm["chain_events"] = [event("t", 5), event("u", 999), event("v", 30, address="a2")]
    firm["ledger_entries"] = [entry("v", 30)]
    stale = {"day": DAY, "chain": "c", "keeper": "Keeper", "read_at": "2026-11-19 09:00:00"}
    firm["chain_cutoffs"] = [stale]
    return firm


def on_other_days(firm):
    """The same rows once more, of the day before and of the day after, with other amounts; nothing of them is asked."""
    more = {name: [*rows] for name, rows in firm.items()}
    for day, factor in ((BEFORE, 3), (AFTER, 7)):
        for name in OF_A_DAY:
            for row in firm[name]:
                numbers = {key: row[key] * factor for key in ("units", "yen") if key in row}
                price = {"price": "1"} if "price" in row else {}
                more[name].append(row | numbers | price | {"day": day})
        more["chain_cutoffs"].append(firm["chain_cutoffs"][0] | {"day": day, "read_at": f"{day} 12:00:00"})
    more["transfers"].append(transfer("t9", "deposit", "chain", 11, day=BEFORE, txid="u"))
    more["transfers"].append(transfer("t8", "deposit", "ledger", 13, day=BEFORE, expires=BEFORE))
    more["chain_events"] += [event("u", 999, day=AFTER, status="reorged"), event("w", 7_000, day=AFTER)]
    more["chain_events"].append(event("x", 2, day=AFTER, status="reorged"))
    more["ledger_entries"] += [entry("u", 999, day=AFTER), entry("v", 30, day=AFTER)]
    return more


@pytest.mark.parametrize("days", ["one day", "three days"])
def test_other_days_say_nothing_of_this_one(duckdb_engine, days, tmp_path) -> None:
    view(duckdb_engine, busy() if days == "one day" else on_other_days(busy()))
    breaks = found_in(duckdb_engine, tmp_path)
    (one,) = breaks.sides
    # Owed 1,000 + 5 and 2 in flight + 10 of the firm's own = 1,017; chain 700 + 40 + 40, statement 300: 1,080.
    assert (one.expected, one.on_chain, one.on_statement) == (1_017, 780, 300)
    assert breaks.money == (100, 99)
    # 63 too many: 40 twice, 999 dust came, 30 are not on the custodian's statement yet; 63 − 40 − 999 + 30 = −946.
    assert [(part.cause.value, part.units) for part in breaks.parts] == [
        ("duplicate_address", 40),
        ("stale_statement", -30),
        ("dust", 999),
        ("unknown", -946),
        ("unknown", -1),  # yen: 99 of 100
    ]


def test_own_crypto_that_is_mixed_in_is_what_the_ledger_calls_a_buffer(duckdb_engine, tmp_path) -> None:
    firm = sound(self_kept=710, buffer=10)
    firm["house_balances"] += [
        {"day": DAY, "asset": "BTC", "purpose": purpose, "temperature": "cold", "units": 500}
        for purpose in ("own", "guarantee")
    ]
    view(duckdb_engine, firm)
    assert [one.difference for one in found_in(duckdb_engine, tmp_path).sides] == [0]


@pytest.mark.parametrize(("in_trust", "short"), [(99, [-1]), (100, []), (101, [])])
def test_a_trust_may_hold_more_than_is_owed_and_never_a_yen_less(
    duckdb_engine, in_trust, short, tmp_path
) -> None:
    firm = busy()
    firm["trust_balances"] = [{"day": DAY, "trust_account_id": "T1", "yen": in_trust}]
    view(duckdb_engine, firm)
    parts = found_in(duckdb_engine, tmp_path).parts
    assert [part.units for part in parts if part.asset == "JPY"] == short
