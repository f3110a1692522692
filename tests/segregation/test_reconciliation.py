"""The two sides of an asset: each term by hand, and a break to the last unit."""

from __future__ import annotations

from itertools import product

import pytest
from chain_world import BEFORE, DAY, sound, transfer, view
from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.segregation import reconciliation_measures as measures
from hozen.rules.segregation.from_rows import in_flight_by_asset
from hozen.rules.segregation.measures import in_flight, owed
from hozen.rules.segregation.reconciliation import InFlight, asset_sides, in_flight_of, transfer_effect


def sides(engine, firm):
    view(engine, firm)
    rows = engine.rows
    found = asset_sides(
        dict(rows(measures.decimals())),
        {asset: units for asset, units, _ in rows(owed(DAY))},
        in_flight_of(rows(measures.timing(DAY))),
        dict(rows(measures.own_buffer(DAY))),
        {asset: (chain, statement) for asset, chain, statement in rows(measures.sides_held(DAY))},
    )
    return {one.asset: one for one in found}


def test_a_clean_asset_has_no_difference_and_guarantee_wallets_are_not_counted(engine) -> None:
    one = sides(engine, sound())["BTC"]
    # Owed 1,000; chain 700 + custodian's statement 300. The guarantee wallet's 50 are not customers'.
    assert (one.expected, one.on_chain, one.on_statement, one.difference) == (1_000, 700, 300, 0)


@pytest.mark.parametrize(("held", "difference"), [(699, -1), (700, 0), (701, 1)])
def test_one_unit_is_a_break(duckdb_engine, held, difference) -> None:
    assert sides(duckdb_engine, sound(self_kept=held))["BTC"].difference == difference


def test_every_term_of_what_is_expected(engine) -> None:
    firm = sound(self_kept=700, buffer=10_000)
    firm["transfers"] = [
        transfer("t1", "deposit", "chain", 1, fee_units=100, expires=DAY),
        transfer("t2", "withdrawal", "ledger", 2, fee_units=200, expires=DAY),
        transfer("t3", "deposit", "ledger", 4, expires=DAY),
        transfer("t4", "withdrawal", "chain", 8, fee_units=400),
        transfer("t5", "withdrawal", "chain", 16, expires=BEFORE),  # a break now, in flight no more
    ]
    one = sides(engine, firm)["BTC"]
    # Fees: −100 (left the wallets) + 200 (debited, still there) − 400 (left) = −300.
    # One names no last day: the 8 that were sent.
    assert one.in_flight == InFlight(1, 2, 4, 8, -300, 1, 8)
    # 1,000 + 1 + 2 − 4 − 8 − 300 + 10,000 = 10,691; held 1,000.
    assert (one.expected, one.difference) == (10_691, 1_000 - 10_691)


def test_nothing_is_netted_across_assets(duckdb_engine) -> None:
    firm = sound(self_kept=690)
    firm["wallet_balances"].append({"day": DAY, "wallet_id": "W1", "asset": "ETH", "units": 10})
    found = sides(duckdb_engine, firm)
    assert {asset: one.difference for asset, one in found.items()} == {"BTC": -10, "ETH": 10}


def test_an_asset_that_nobody_owes_or_holds_is_not_listed() -> None:
    assert asset_sides({"AAA": 0}, {}, {}, {}, {}) == ()


KINDS = st.tuples(st.sampled_from(["deposit", "withdrawal"]), st.sampled_from(["chain", "ledger"]))


@given(st.lists(st.tuples(KINDS, st.integers(0, 10**30), st.integers(0, 10**30)), max_size=9))
def test_what_transfers_add_is_the_sum_of_their_effects(items) -> None:
    rows = [("A", direction, seen_on, units, fee, 0, 0) for (direction, seen_on), units, fee in items]
    wanted = sum(transfer_effect(*row[1:5]) for row in rows)
    assert in_flight_of(rows).get("A", InFlight()).adds == wanted


@pytest.mark.parametrize("expires", [None, DAY])
def test_a_shortage_and_a_break_count_what_is_in_flight_alike(duckdb_engine, expires) -> None:
    firm = sound()
    firm["transfers"] = [
        transfer(f"t{number}", direction, seen_on, 10**number, fee_units=number, expires=expires)
        for number, (direction, seen_on) in enumerate(product(["deposit", "withdrawal"], ["chain", "ledger"]))
    ]
    one = sides(duckdb_engine, firm)["BTC"]
    # 1 − 0 − 10 + 1 − 100 − 2 + 1,000 + 3 = 893, in both.
    assert one.in_flight.adds == 893
    assert in_flight_by_asset(duckdb_engine.rows(in_flight(DAY))) == {"BTC": 893}


def test_transfers_without_a_last_day_are_told_with_what_they_move(duckdb_engine) -> None:
    firm = sound()
    firm["transfers"] = [
        transfer("t1", "deposit", "chain", 5, asset="ETH"),
        transfer("t2", "withdrawal", "chain", 5, asset="ETH"),
        transfer("t3", "withdrawal", "chain", 7, expires=DAY),
    ]
    found = sides(duckdb_engine, firm)
    # +5 and −5 come to nothing, and are two all the same: 10 wei move without an end.
    assert (found["ETH"].in_flight.open_ended, found["ETH"].in_flight.open_ended_units) == (2, 10)
    assert (found["BTC"].in_flight.open_ended, found["BTC"].in_flight.open_ended_units) == (0, 0)


def test_when_a_side_was_read(engine) -> None:
    firm = sound()
    firm["chain_cutoffs"] = [
        {
            "day": DAY,
            "chain": "c",
            "keeper": "self",
            "read_at": "2026-11-20 15:00:00",
            "height": 9,
            "hash": "ff",
            "finality_depth": 6,
        }
    ]
    view(engine, firm)
    ((chain, keeper, _, height, block, depth),) = engine.rows(measures.cut_offs(DAY))
    assert (chain, keeper, height, block, depth) == ("c", "self", 9, "ff", 6)
