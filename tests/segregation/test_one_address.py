"""One address under two wallets: what it shows counts once, the smaller of two figures, on both engines."""

from __future__ import annotations

import pytest
from chain_world import DAY, balance, sound, view, wallet

from hozen.engine.sql_text import not_portable
from hozen.rules.custody.measures import wallet_holdings
from hozen.rules.segregation.measures import holding_rows

COLD = {"temperature": "cold"}
# asset → (the wallets that share an address, with what each shows; sums by hand: purpose, temperature, units, twice)
SHARED: dict[str, tuple[list[tuple[dict[str, object], int]], list[tuple[str, str, int, int]]]] = {
    "SAME": (
        [(wallet("A1", "same"), 400), (wallet("A2", "same"), 400)],
        [("customer", "hot", 400, 400)],
    ),
    # 40 and 30: no more than 30 are there for certain.
    "DIFFER": (
        [(wallet("B1", "0xAb"), 40), (wallet("B2", "0xaB"), 30)],
        [("customer", "hot", 30, 40)],
    ),
    # Not cold comes first: the cold share is none the better for it.
    "WARM": (
        [(wallet("C1", "c") | COLD, 9), (wallet("C2", "c"), 9)],
        [("customer", "cold", 0, 9), ("customer", "hot", 9, 0)],
    ),
    # Guarantee crypto comes first: the same coins cannot be customers'.
    "ANSWERS": (
        [(wallet("D1", "d"), 7), (wallet("D2", "d", purpose="guarantee") | COLD, 5)],
        [("customer", "hot", 0, 7), ("guarantee", "cold", 5, 0)],
    ),
    "THREE": (
        [(wallet("E1", "e"), 5), (wallet("E2", "e"), 5), (wallet("E3", "e"), 0)],
        [("customer", "hot", 0, 10)],
    ),
    # The firm's own wallets are in no sum of customers'.
    "OWN": (
        [(wallet("F1", "f"), 6), (wallet("F2", "f", purpose="own"), 6)],
        [("customer", "hot", 6, 0), ("own", "hot", 6, 0)],
    ),
    "CHAINS": (
        [(wallet("G1", "g"), 6), (wallet("G2", "g") | {"chain": "d"}, 6)],
        [("customer", "hot", 12, 0)],
    ),
    "ALONE": ([(wallet("H1", "h"), 6)], [("customer", "hot", 6, 0)]),
}


def world():
    firm = sound()
    for asset, (rows, _) in SHARED.items():
        firm["wallets"] += [one for one, _ in rows]
        firm["wallet_balances"] += [balance(str(one["wallet_id"]), units, asset) for one, units in rows]
    # One wallet shows another asset at the same address: that is there once anyway.
    firm["wallet_balances"].append(balance("A1", 3, "ETH"))
    return firm


def test_what_one_address_shows_counts_once(engine) -> None:
    view(engine, world())
    wanted = {(asset, *row) for asset, (_, told) in SHARED.items() for row in told}
    apart = {
        ("BTC", "customer", "hot", 1_000, 0),
        ("BTC", "guarantee", "hot", 50, 0),
        ("ETH", "customer", "hot", 3, 0),
    }
    assert set(engine.rows(wallet_holdings(DAY))) == wanted | apart


def test_the_rows_behind_a_shortage_add_up_to_what_is_counted(duckdb_engine) -> None:
    view(duckdb_engine, world())
    rows = duckdb_engine.rows(holding_rows(DAY, []))
    for asset, (_, told) in SHARED.items():
        held = sum(row[3] for row in rows if row[0] == asset)
        assert held == sum(units for purpose, _, units, _ in told if purpose == "customer"), asset
    twice = [row[1:4] for row in rows if row[0] == "DIFFER" and row[1] == "counted twice"]
    # B1 comes first and counts the 30 of B2; B2 counts for nothing.
    assert twice == [("counted twice", "B1", -10), ("counted twice", "B2", -30)]


@pytest.mark.parametrize("query", [wallet_holdings(DAY), holding_rows(DAY, [])], ids=lambda one: one.name)
def test_nothing_in_the_sums_depends_on_the_engine(query) -> None:
    assert list(not_portable(query.sql)) == []
