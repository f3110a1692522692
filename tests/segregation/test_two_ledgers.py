"""Two ledgers against each other: every customer and asset, to the last unit, on both engines."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import BEFORE, DAY, sound, view
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hozen.engine.sql_text import not_portable
from hozen.faces.words import find
from hozen.findings import AssetUnits, CureClock, Status
from hozen.law import Law
from hozen.records import BookError
from hozen.rules.segregation import two_ledgers_measures as measures
from hozen.rules.segregation.jp_ledgers import ledgers_agree_findings
from hozen.rules.segregation.two_ledgers import LedgerDifference, ledger_differences
from hozen.values import BusinessDays, Units, Yen
from hozen.workflows.two_ledgers import differences_of

BIG = 10**30


def row(customer: str, asset: str, units: int, day: date = DAY) -> dict[str, object]:
    return {"day": day, "customer_id": customer, "asset": asset, "units": units}


def compare(engine, place, first, second):
    view(engine, sound() | {"customer_balances": first, "accounting_balances": second})
    return differences_of(engine, DAY, place)


def test_every_kind_of_difference_by_hand(engine, tmp_path) -> None:
    first = [
        row("C1", "BTC", 100),
        row("C2", "BTC", 50),
        row("C3", "BTC", BIG + 1),
        row("C4", "BTC", 7),
        row("C5", "BTC", 0),
        row("C1", "ETH", 9),
        row("C1", "JPY", 500),
        row("C1", "BTC", 999, BEFORE),
    ]
    second = [
        row("C1", "BTC", 100),
        row("C2", "BTC", 80),
        row("C3", "BTC", BIG),
        row("C6", "BTC", 4),
        row("C1", "ETH", 9),
        row("C1", "JPY", 500),
        row("C7", "BTC", 0),
        row("C1", "BTC", 999, BEFORE),
    ]
    assets, written = compare(engine, tmp_path, first, second)
    btc, eth, jpy = assets
    # Over: C3 1 + C4 7 (only the first ledger) = 8. Under: C2 30 + C6 4 (only the second) = 34. Nothing is as good as 0.
    assert (btc.customers, btc.over, btc.under, btc.only_first, btc.only_second) == (4, 8, 34, 1, 1)
    assert (btc.first, btc.second) == (BIG + 158, BIG + 184)
    assert (eth.agrees, jpy.agrees, btc.agrees) == (True, True, False)
    assert (btc.decimals, eth.decimals, jpy.decimals) == (8, 18, 0)
    assert written.rows == 4
    engine.view("evidence", f"SELECT * FROM {engine.scan([written.path], 'parquet', {})}")
    found = engine.rows(measures.Query("look", "SELECT * FROM evidence ORDER BY customer_id", ()))
    assert found == [
        ("BTC", "C2", 50, 80, -30),
        ("BTC", "C3", BIG + 1, BIG, 1),
        ("BTC", "C4", 7, None, 7),
        ("BTC", "C6", None, 4, -4),
    ]


def test_a_row_with_nothing_in_it_owes_nothing(engine, tmp_path) -> None:
    first = [row("C1", "BTC", 5), row("C2", "BTC", 0), row("C3", "BTC", 0), row("C4", "BTC", 3)]
    second = [row("C1", "BTC", 0), row("C2", "BTC", 6), row("C3", "BTC", 0), row("C4", "BTC", 4)]
    ((one,), _) = compare(engine, tmp_path, first, second)
    # The first alone owes C1 anything, the second alone C2; C3 is owed nothing, C4 something by both.
    assert (one.customers, one.only_first, one.only_second) == (3, 1, 1)


def test_ledgers_that_agree_leave_an_empty_file(duckdb_engine, tmp_path) -> None:
    assets, written = compare(duckdb_engine, tmp_path, [row("C1", "BTC", 5)], [row("C1", "BTC", 5)])
    assert [one.agrees for one in assets] == [True]
    assert written.rows == 0


def test_two_differences_that_cancel_out_are_two(duckdb_engine, tmp_path) -> None:
    first, second = [row("C1", "BTC", 5), row("C2", "BTC", 6)], [row("C1", "BTC", 6), row("C2", "BTC", 5)]
    ((one,), _) = compare(duckdb_engine, tmp_path, first, second)
    assert (one.first, one.second, one.over, one.under, one.customers) == (11, 11, 1, 1, 2)


def test_a_day_without_the_second_ledger_is_refused(duckdb_engine, tmp_path) -> None:
    with pytest.raises(BookError, match="second ledger has no rows"):
        compare(duckdb_engine, tmp_path, [row("C1", "BTC", 5)], [row("C1", "BTC", 5, BEFORE)])


LEDGER = st.dictionaries(
    st.tuples(st.sampled_from(["C1", "C2", "C3"]), st.sampled_from(["BTC", "ETH"])),
    st.integers(0, 3),
    min_size=1,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LEDGER, LEDGER)
def test_the_join_finds_what_a_dictionary_finds(duckdb_engine, tmp_path, first, second) -> None:
    rows = [[row(*key, units) for key, units in ledger.items()] for ledger in (first, second)]
    assets, _ = compare(duckdb_engine, tmp_path, *rows)
    for one in assets:
        keys = {key for key in {*first, *second} if key[1] == one.asset}
        gaps = [first.get(key, 0) - second.get(key, 0) for key in keys]
        assert one.over == sum(gap for gap in gaps if gap > 0)
        assert one.under == -sum(gap for gap in gaps if gap < 0)
        assert one.customers == sum(gap != 0 for gap in gaps)
        alone = [(first.get(key, 0) > 0, second.get(key, 0) > 0) for key in keys]
        assert (one.only_first, one.only_second) == (alone.count((True, False)), alone.count((False, True)))


def test_a_row_lost_on_the_way_is_noticed() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        ledger_differences({"BTC": 8}, {"BTC": 10}, {"BTC": 7}, [("BTC", 1, 2, 0, 0, 0)])


@pytest.mark.parametrize(
    "query",
    [
        measures.differing_customers(DAY),
        measures.difference_sums(),
        measures.accounting_owed(DAY),
        measures.places(),
    ],
    ids=lambda one: one.name,
)
def test_nothing_depends_on_the_engine(query) -> None:
    assert list(not_portable(query.sql)) == []


def test_the_finding_asks_for_attention_from_the_first_unit_on() -> None:
    clock = CureClock(DAY, BusinessDays.BANK)
    reading = Law.load().reading(DAY)
    told = [
        LedgerDifference("BTC", 8, 10, 9, 1, 1, 0, 1, 0),
        LedgerDifference("ETH", 18, 10, 10, 0, 0, 0, 0, 0),
        LedgerDifference("JPY", 0, 500, 507, 2, 0, 7, 0, 0),
    ]
    btc, eth, jpy = ledgers_agree_findings(reading, told, clock)
    assert (btc.status, btc.measure, btc.distance) == (
        Status.ATTENTION,
        AssetUnits("BTC", Units(1), 8),
        AssetUnits("BTC", Units(-1), 8),
    )
    assert (btc.cure_by, btc.breach_since, btc.evidence) == (None, DAY, "ledgers-agree")
    assert (eth.status, eth.evidence, eth.breach_since) == (Status.MET, "", None)
    assert (jpy.status, jpy.measure, jpy.rests_on[0].key) == (
        Status.ATTENTION,
        Yen(7),
        "segregation.money_apart",
    )
    for one in (btc, eth):
        for lang in ("en", "ja"):
            assert find(f"reasons.{one.reason}", lang)
            assert find(f"findings.{one.code}.meaning", lang)
            assert all(find(f"steps.{step.label}", lang) for step in one.steps)
