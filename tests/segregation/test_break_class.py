"""Each cause of a break is told by its own evidence, to the last unit, on both engines; the parts add up to the break."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import BEFORE, DAY, balance, entry, event, sound, transfer, view, wallet
from hypothesis import given
from hypothesis import strategies as st

from hozen.engine.sql_text import not_portable
from hozen.rules.segregation.break_class import BreakClass, parts_of, power_of_ten_apart
from hozen.rules.segregation.break_measures import break_rows, break_sums, kept_break_rows
from hozen.rules.segregation.reconciliation import transfer_effect
from hozen.workflows.reconcile import evidence_of

DUST = 100  # yen: 1,000 satoshi at ¥10,000,000
STALE = {
    "day": DAY,
    "chain": "c",
    "keeper": "Keeper",
    "read_at": "2026-11-19 09:00:00",
}  # 18:00 in Japan, the 19th
FRESH = {**STALE, "read_at": "2026-11-19 15:00:00"}  # midnight in Japan: the 20th
BIG = 5_000  # satoshi, ¥500: no dust

# (what is added to a sound firm) → (cause, units) of the evidence. Effects by hand: what the wallets hold more than
# the ledger makes us expect.
CASES: dict[str, tuple[dict[str, list[dict[str, object]]], list[tuple[str, int]]]] = {
    "nothing at all": ({}, []),
    "a deposit that is booked": (
        {"chain_events": [event("t", BIG)], "ledger_entries": [entry("t", BIG)]},
        [],
    ),
    "a withdrawal that is booked with its fee": (
        {
            "chain_events": [event("t", BIG, "out"), event("t", 7, "out", kind="fee")],
            "ledger_entries": [entry("t", BIG, "debit"), entry("t", 7, "debit", "house")],
        },
        [],
    ),
    "a move between two wallets of ours": (
        {"chain_events": [event("t", BIG, "out"), event("t", BIG, address="a2")]},
        [],
    ),
    "a deposit that is still in flight": (
        {"chain_events": [event("t", BIG)], "transfers": [transfer("r", "deposit", "chain", BIG, txid="t")]},
        [],
    ),
    "a pending deposit": ({"chain_events": [event("t", BIG, status="pending")]}, []),
    "a deposit into the firm's guarantee wallet": ({"chain_events": [event("t", BIG, address="g1")]}, []),
    "a deposit of tomorrow": ({"chain_events": [event("t", BIG, day=date(2026, 11, 21))]}, []),
    # The coins came, nobody was credited: 5,000 too many.
    "missed deposit": ({"chain_events": [event("t", BIG)]}, [("missed_deposit", BIG)]),
    "missed deposit of the day before": (
        {"chain_events": [event("t", BIG, day=BEFORE)]},
        [("missed_deposit", BIG)],
    ),
    "missed deposit, just no dust": (
        {"chain_events": [event("t", 1_000)]},
        [("missed_deposit", 1_000)],
    ),  # ¥100
    "dust": ({"chain_events": [event("t", 999)]}, [("dust", 999)]),  # ¥99.9
    "without a price nothing is dust": (
        {"chain_events": [event("t", 1, asset="ETH")]},
        [("missed_deposit", 1)],
    ),
    # Credited twice: 5,000 too few.
    "double credit": (
        {"chain_events": [event("t", BIG)], "ledger_entries": [entry("t", BIG), entry("t", BIG)]},
        [("double_credit", -BIG)],
    ),
    "double credit, taken back": (
        {
            "chain_events": [event("t", BIG)],
            "ledger_entries": [entry("t", BIG), entry("t", BIG), entry("t", BIG, "debit")],
        },
        [],
    ),
    "a double credit ten times over is a double credit": (
        {"chain_events": [event("t", BIG)], "ledger_entries": [entry("t", 5 * BIG), entry("t", 5 * BIG)]},
        [("double_credit", -9 * BIG)],
    ),
    # Credited 500,000 for 5,000: 495,000 too few; credited 50 for 5,000: 4,950 too many.
    "decimals, too much": (
        {"chain_events": [event("t", BIG)], "ledger_entries": [entry("t", 100 * BIG)]},
        [("decimals", -495_000)],
    ),
    "decimals, too little": (
        {"chain_events": [event("t", BIG)], "ledger_entries": [entry("t", 50)]},
        [("decimals", 4_950)],
    ),
    "another figure is no matter of decimals": (
        {"chain_events": [event("t", BIG)], "ledger_entries": [entry("t", 2 * BIG)]},
        [],
    ),
    "fee not booked": (
        {
            "chain_events": [event("t", BIG, "out"), event("t", 7, "out", kind="fee")],
            "ledger_entries": [entry("t", BIG, "debit")],
        },
        [("fee_not_booked", -7)],
    ),
    "fee of a move between wallets": (
        {
            "chain_events": [
                event("t", BIG, "out"),
                event("t", BIG, address="a2"),
                event("t", 7, "out", kind="fee"),
            ]
        },
        [("fee_not_booked", -7)],
    ),
    "fee that the transfer in flight names": (
        {
            "chain_events": [event("t", BIG, "out"), event("t", 7, "out", kind="fee")],
            "transfers": [transfer("t", "withdrawal", "chain", BIG, fee_units=7)],
        },
        [],
    ),
    "fee above what the transfer in flight names": (
        {
            "chain_events": [event("t", BIG, "out"), event("t", 7, "out", kind="fee")],
            "transfers": [transfer("t", "withdrawal", "chain", BIG, fee_units=5)],
        },
        [("fee_not_booked", -2)],
    ),
    # The house booked the fee, the customer is not yet debited: it counts once, in the ledger.
    "fee of a transfer in flight that the ledger has": (
        {
            "chain_events": [event("t", BIG, "out"), event("t", 7, "out", kind="fee")],
            "ledger_entries": [entry("t", 7, "debit", "house")],
            "transfers": [transfer("t", "withdrawal", "chain", BIG)],
        },
        [],
    ),
    # 7 in the transfer and 7 in the ledger, 7 paid: the ledger makes us expect 7 too few.
    "fee that the transfer names and the ledger has": (
        {
            "chain_events": [event("t", BIG, "out"), event("t", 7, "out", kind="fee")],
            "ledger_entries": [entry("t", 7, "debit", "house")],
            "transfers": [transfer("t", "withdrawal", "chain", BIG, fee_units=7)],
        },
        [("fee_not_booked", 7)],
    ),
    "fee of which the ledger has a part": (
        {
            "chain_events": [event("t", BIG, "out"), event("t", 7, "out", kind="fee")],
            "ledger_entries": [entry("t", 5, "debit", "house")],
            "transfers": [transfer("t", "withdrawal", "chain", BIG)],
        },
        [("fee_not_booked", -2)],
    ),
    # Debited with its fee, and said to be in flight still: the fee twice; what it sent is no matter of fees.
    "fee of a transfer in flight that is booked whole": (
        {
            "chain_events": [event("t", BIG, "out"), event("t", 7, "out", kind="fee")],
            "ledger_entries": [entry("t", BIG + 7, "debit")],
            "transfers": [transfer("t", "withdrawal", "chain", BIG, fee_units=7)],
        },
        [("fee_not_booked", 7)],
    ),
    # Debited 5,007, not sent; the attempt failed and cost 7, which the transfer says are not paid yet.
    "fee of a failed attempt": (
        {
            "chain_events": [event("t", 7, "out", kind="fee")],
            "ledger_entries": [entry("t", BIG + 7, "debit")],
            "transfers": [transfer("t", "withdrawal", "ledger", BIG, fee_units=7)],
        },
        [("fee_not_booked", -7)],
    ),
    "reorg": (
        {"chain_events": [event("t", BIG, status="reorged")], "ledger_entries": [entry("t", BIG)]},
        [("reorg", -BIG)],
    ),
    "reorg of a withdrawal": (
        {
            "chain_events": [event("t", BIG, "out", status="reorged")],
            "ledger_entries": [entry("t", BIG, "debit")],
        },
        [("reorg", BIG)],
    ),
    "reorg that nobody had booked": ({"chain_events": [event("t", BIG, status="reorged")]}, []),
    "reorg, mined again": (
        {
            "chain_events": [event("t", BIG, status="reorged"), event("t", BIG)],
            "ledger_entries": [entry("t", BIG)],
        },
        [],
    ),
    "reorg of a deposit in flight": (
        {
            "chain_events": [event("t", BIG, status="reorged")],
            "transfers": [transfer("t", "deposit", "chain", BIG)],
        },
        [("reorg", -BIG)],
    ),
    "a reorg after a double credit": (
        {
            "chain_events": [event("t", BIG, status="reorged")],
            "ledger_entries": [entry("t", BIG), entry("t", BIG)],
        },
        [("double_credit", -BIG), ("reorg", -BIG)],
    ),
    "wrong asset": (
        {
            "chain_events": [event("t", BIG, caip19="eip155:56/slip44:714")],
            "ledger_entries": [entry("t", BIG)],
        },
        [("wrong_asset", -BIG)],
    ),
    "wrong asset that nobody booked": (
        {"chain_events": [event("t", BIG, caip19="eip155:56/slip44:714")]},
        [],
    ),
    "the same asset in capitals": (
        {"chain_events": [event("t", BIG, caip19="EIP155:1/slip44:60")], "ledger_entries": [entry("t", BIG)]},
        [],
    ),
    "wrong asset goes before unmapped address": (
        {
            "chain_events": [event("t", BIG, caip19="eip155:56/slip44:714", address="lost")],
            "ledger_entries": [entry("t", BIG)],
        },
        [("wrong_asset", -BIG)],
    ),
    "reorg goes before unmapped address": (
        {
            "chain_events": [event("t", BIG, address="lost", status="reorged")],
            "ledger_entries": [entry("t", BIG)],
        },
        [("reorg", -BIG)],
    ),
    "unmapped address": (
        {"chain_events": [event("t", BIG, address="lost")], "ledger_entries": [entry("t", BIG)]},
        [("unmapped_address", -BIG)],
    ),
    "change to an unmapped address": (
        {"chain_events": [event("t", BIG, "out"), event("t", BIG, address="lost")]},
        [("unmapped_address", -BIG)],
    ),
    "and back again": (
        {
            "chain_events": [
                event("t", BIG, "out"),
                event("t", BIG, address="lost"),
                event("u", BIG, "out", address="lost"),
                event("u", BIG),
            ]
        },
        [],
    ),
    "duplicate address": (
        {
            "wallets": [wallet("D1", "0xAB"), wallet("D2", "0xab"), wallet("D3", "0xab", purpose="own")],
            "wallet_balances": [balance("D1", 40), balance("D2", 40), balance("D3", 40)],
        },
        [("duplicate_address", 40)],
    ),
    # 40 and 30 at one address: 30 are there for certain, so 40 too many are counted.
    "duplicate address, two figures": (
        {
            "wallets": [wallet("D1", "0xAB"), wallet("D2", "0xab")],
            "wallet_balances": [balance("D1", 40), balance("D2", 30)],
        },
        [("duplicate_address", 40)],
    ),
    "one address on two chains is two": (
        {
            "wallets": [wallet("D1", "0xAB"), wallet("D2", "0xab") | {"chain": "d"}],
            "wallet_balances": [balance("D1", 40), balance("D2", 40)],
        },
        [],
    ),
    "two assets at one address are two": (
        {
            "wallets": [wallet("D1", "0xAB"), wallet("D2", "0xab")],
            "wallet_balances": [balance("D1", 40), balance("D2", 40, "ETH")],
        },
        [],
    ),
    # The same 40 cannot be customers' coins and the guarantee that answers for others.
    "one address for customers and as guarantee": (
        {
            "wallets": [wallet("D1", "0xAB"), wallet("D2", "0xab", purpose="guarantee")],
            "wallet_balances": [balance("D1", 40), balance("D2", 40)],
        },
        [("duplicate_address", 40)],
    ),
    "one guarantee address in two wallets is no matter of customers' coins": (
        {
            "wallets": [wallet("D1", "0xAB", purpose="guarantee"), wallet("D2", "0xab", purpose="guarantee")],
            "wallet_balances": [balance("D1", 40), balance("D2", 40)],
        },
        [],
    ),
    "stale statement": (
        {
            "chain_cutoffs": [STALE],
            "chain_events": [event("t", BIG, address="a2")],
            "ledger_entries": [entry("t", BIG)],
        },
        [("stale_statement", -BIG)],
    ),
    "a statement of the day": (
        {
            "chain_cutoffs": [FRESH],
            "chain_events": [event("t", BIG, address="a2")],
            "ledger_entries": [entry("t", BIG)],
        },
        [],
    ),
    "a stale statement without a move since": (
        {
            "chain_cutoffs": [STALE],
            "chain_events": [event("t", BIG, address="a2", day=BEFORE)],
            "ledger_entries": [entry("t", BIG)],
        },
        [],
    ),
    "a missed deposit on a stale statement is two breaks": (
        {"chain_cutoffs": [STALE], "chain_events": [event("t", BIG, address="a2")]},
        [("missed_deposit", BIG), ("stale_statement", -BIG)],
    ),
    # An entry that takes another back leaves nothing booked.
    "reorg, its credit taken back": (
        {
            "chain_events": [event("t", BIG, status="reorged")],
            "ledger_entries": [entry("t", BIG), entry("t", BIG, "debit")],
        },
        [],
    ),
    "wrong asset, its credit taken back": (
        {
            "chain_events": [event("t", BIG, caip19="eip155:56/slip44:714")],
            "ledger_entries": [entry("t", BIG), entry("t", BIG, "debit")],
        },
        [],
    ),
    "a deposit whose credit was taken back by mistake": (
        {
            "chain_events": [event("t", BIG)],
            "ledger_entries": [entry("t", BIG), entry("t", BIG, "debit")],
        },
        [("missed_deposit", BIG)],
    ),
    "staked": ({"chain_events": [event("t", BIG, "out", kind="stake")]}, [("staked", -BIG)]),
    "staked for a customer who was debited": (
        {
            "chain_events": [event("t", BIG, "out", kind="stake")],
            "ledger_entries": [entry("t", BIG, "debit")],
        },
        [],
    ),
    "staked and taken back": (
        {"chain_events": [event("t", BIG, "out", kind="stake"), event("u", BIG, kind="unstake")]},
        [],
    ),
    "wrapped": ({"chain_events": [event("t", BIG, "out", kind="wrap")]}, [("wrapped", -BIG)]),
    "airdrop": ({"chain_events": [event("t", BIG, kind="airdrop")]}, [("airdrop_or_fork", BIG)]),
    "fork": ({"chain_events": [event("t", BIG, kind="fork")]}, [("airdrop_or_fork", BIG)]),
    "airdrop, booked": (
        {"chain_events": [event("t", BIG, kind="airdrop")], "ledger_entries": [entry("t", BIG)]},
        [],
    ),
    # In flight for too long. Each by its own effect, fee included.
    "deposit that expired": (
        {"transfers": [transfer("t", "deposit", "chain", BIG, expires=BEFORE)]},
        [("missed_deposit", BIG)],
    ),
    "deposit on its last day": ({"transfers": [transfer("t", "deposit", "chain", BIG, expires=DAY)]}, []),
    "credit that expired": (
        {"transfers": [transfer("t", "deposit", "ledger", BIG, expires=BEFORE)]},
        [("expired_transfer", -BIG)],
    ),
    "credit that expired after a reorg": (
        {
            "transfers": [transfer("r", "deposit", "ledger", BIG, expires=BEFORE, txid="t")],
            "chain_events": [event("t", BIG, status="reorged")],
            "ledger_entries": [entry("t", BIG)],
        },
        [("reorg", -BIG)],
    ),
    "withdrawal that expired unsent": (
        {"transfers": [transfer("t", "withdrawal", "ledger", BIG, expires=BEFORE, fee_units=7)]},
        [("expired_transfer", BIG + 7)],
    ),
    "withdrawal that expired undebited": (
        {"transfers": [transfer("t", "withdrawal", "chain", BIG, expires=BEFORE, fee_units=7)]},
        [("expired_transfer", -BIG - 7)],
    ),
}


ON_BOTH = {
    *("a withdrawal that is booked with its fee", "a deposit that is still in flight", "reorg, mined again"),
    *("missed deposit", "dust", "double credit", "decimals, too little", "fee not booked", "reorg"),
    *(
        "fee above what the transfer in flight names",
        "wrong asset",
        "unmapped address",
        "stale statement",
        "staked",
    ),
    *("wrapped", "fork", "withdrawal that expired undebited"),
}


def world(extra):
    firm = sound()
    return firm | {name: [*firm[name], *rows] for name, rows in extra.items()}


def found(engine, extra, place):
    view(engine, world(extra))
    told, _ = evidence_of(engine, DAY, DUST, place)
    return [(cause, units) for _, cause, units, _ in told]


@pytest.mark.parametrize(("extra", "told"), CASES.values(), ids=CASES)
def test_a_cause_is_told_by_its_evidence(duckdb_engine, extra, told, tmp_path) -> None:
    assert found(duckdb_engine, extra, tmp_path) == told


def test_what_runs_on_both_engines_has_every_cause_but_one() -> None:
    assert set(CASES) >= ON_BOTH
    told = {cause for name in ON_BOTH for cause, _ in CASES[name][1]}
    assert told == {one.value for one in BreakClass} - {"unknown", "duplicate_address"}


def test_every_cause_but_unknown_has_a_case() -> None:
    told = {cause for _, causes in CASES.values() for cause, _ in causes}
    assert told == {one.value for one in BreakClass} - {"unknown"}


@pytest.mark.slow  # Spark plans the whole evidence, a dozen joins, anew
@pytest.mark.spark
def test_the_other_engine_finds_the_same(spark_engine, tmp_path) -> None:
    # One case of every cause, and some of none, at once: each is another transaction of another asset.
    every: dict[str, list[dict[str, object]]] = {name: [] for name in sound()}
    wanted = []
    for number, (extra, told) in enumerate(CASES.values()):
        if list(CASES)[number] not in ON_BOTH:
            continue
        stale = any(row["read_at"] == STALE["read_at"] for row in extra.get("chain_cutoffs", []))
        asset, own = f"A{number:02d}", {"a1": "s1", "a2": "s2"} if stale else {}
        every["assets"].append(sound()["assets"][1] | {"asset": asset})
        every["prices"].append(sound()["prices"][0] | {"asset": asset})
        for name in ("chain_events", "ledger_entries", "transfers"):
            for row in extra.get(name, []):
                address = (
                    {"address": own.get(str(row.get("address")), row.get("address"))}
                    if "address" in row
                    else {}
                )
                every[name].append(
                    row
                    | {"asset": asset, "txid": f"{asset} {row.get('txid') or row['transfer_id']}"}
                    | address
                )
        wanted += [(asset, cause, units) for cause, units in told]
    every["wallets"] = [*sound()["wallets"], wallet("W8", "s1"), wallet("W9", "s2", keeper="Late")]
    every["chain_cutoffs"] = [FRESH, STALE | {"keeper": "Late"}]
    view(spark_engine, every)
    assert [row[:3] for row in evidence_of(spark_engine, DAY, DUST, tmp_path)[0]] == wanted


def test_two_breaks_of_one_cause_in_both_directions_do_not_cancel_out(duckdb_engine, tmp_path) -> None:
    extra = {
        "chain_events": [event("t", 50), event("u", 500)],
        "ledger_entries": [entry("t", 500), entry("u", 50)],
    }
    assert found(duckdb_engine, extra, tmp_path) == [("decimals", -450), ("decimals", 450)]


def test_a_row_says_where_to_look(duckdb_engine) -> None:
    extra = {
        "chain_events": [event("t", BIG), event("u", 1, "out", kind="fee")],
        "ledger_entries": [entry("t", 500_000)],
    }
    view(duckdb_engine, world(extra))
    assert duckdb_engine.rows(break_rows(DAY, DUST)) == [
        ("BTC", "decimals", "t", -495_000, 9, None, "moved 5000, booked 500000"),
        ("BTC", "fee_not_booked", "u", -1, 9, None, "network fee that no entry books"),
    ]


def test_a_transfer_without_an_expiry_names_none(engine) -> None:
    # One engine leaves NULL out of a text put together, the other makes all of it NULL.
    gone = transfer("r", "deposit", "chain", BIG, txid="t")
    view(engine, world({"transfers": [gone], "chain_events": [event("t", BIG, status="reorged")]}))
    assert [row[-1] for row in engine.rows(break_rows(DAY, DUST))] == ["deposit seen on chain"]


@pytest.mark.parametrize(
    "query", [break_rows(DAY, DUST), break_sums(), kept_break_rows()], ids=lambda one: one.name
)
def test_nothing_in_the_evidence_depends_on_the_engine(query) -> None:
    assert list(not_portable(query.sql)) == []


@pytest.mark.parametrize("direction", ["deposit", "withdrawal"])
@pytest.mark.parametrize("seen_on", ["chain", "ledger"])
def test_an_expired_transfer_weighs_as_much_as_it_did_in_flight(
    duckdb_engine, direction, seen_on, tmp_path
) -> None:
    extra = {"transfers": [transfer("t", direction, seen_on, 11, fee_units=3, expires=BEFORE)]}
    ((_, units),) = found(duckdb_engine, extra, tmp_path)
    assert units == transfer_effect(direction, seen_on, 11, 3)


# The parts of a break

CAUSES = [one.value for one in BreakClass if one is not BreakClass.UNKNOWN]
UNITS = st.integers(-(10**30), 10**30)
EVIDENCE = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(CAUSES), UNITS, st.integers(1, 9)), max_size=12
)


@given(st.dictionaries(st.sampled_from("ABC"), UNITS), EVIDENCE)
def test_the_parts_always_add_up_to_the_whole_break(differences, evidence) -> None:
    parts = parts_of(differences, evidence)
    for asset in "ABC":
        assert sum(one.units for one in parts if one.asset == asset) == differences.get(asset, 0)
    assert all(one.units for one in parts)


def test_what_no_evidence_explains_is_unknown() -> None:
    # 100 short: a fee explains 30 of it, 70 are left.
    (fee, unknown) = parts_of({"BTC": -100}, [("BTC", "fee_not_booked", -30, 2)])
    assert (fee.cause, fee.units, fee.rows) == (BreakClass.FEE_NOT_BOOKED, -30, 2)
    assert (unknown.cause, unknown.units) == (BreakClass.UNKNOWN, -70)


def test_two_breaks_that_cancel_out_are_two_breaks() -> None:
    parts = parts_of({"BTC": 0}, [("BTC", "missed_deposit", 5, 1), ("BTC", "stale_statement", -5, 1)])
    assert [(one.cause.value, one.units) for one in parts] == [("stale_statement", -5), ("missed_deposit", 5)]


def test_no_break_has_no_parts() -> None:
    assert parts_of({"BTC": 0, "ETH": 0}, []) == ()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (5, 50, True),
        (1_200, 12, True),
        (10**18, 10**8, True),
        (-5, -500, True),
        (5, 5, False),
        (5, 55, False),
        (5, -50, False),
        (0, 10, False),
        (101, 1001, False),
    ],
)
def test_powers_of_ten(one, other, apart) -> None:
    assert power_of_ten_apart(one, other) is apart
    assert power_of_ten_apart(other, one) is apart
