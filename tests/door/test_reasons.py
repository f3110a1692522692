"""Every reason for which the door refuses one value, in its smallest book: file, line, column, value."""

from __future__ import annotations

import pytest
from door_book import DAY, POLICY, TRADE, TRANSFER, SmallBook, in_reject_file

from hozen.engine import Engine
from hozen.records import Query

# table, row (0 is line 2), column, value, reason
BAD_VALUES = [
    ("customer_balances", 2, "units", "abc", "wrong-type"),
    ("customer_balances", 2, "units", "1,000", "wrong-type"),
    ("customer_balances", 2, "units", " 5", "wrong-type"),
    ("customer_balances", 2, "units", "007", "wrong-type"),
    ("customer_balances", 2, "units", "+5", "wrong-type"),
    ("customer_balances", 2, "units", "１２", "wrong-type"),
    ("customer_balances", 2, "units", "0x10", "wrong-type"),
    ("customer_balances", 2, "units", "1_000", "wrong-type"),
    ("customer_balances", 2, "units", "true", "wrong-type"),
    ("customer_balances", 2, "units", "0.5", "fraction"),
    ("customer_balances", 2, "units", "5.0", "fraction"),
    ("customer_balances", 2, "units", ".5", "fraction"),
    ("customer_balances", 2, "units", "9" * 39, "too-many-digits"),
    ("customer_balances", 2, "units", "1" + "0" * 400, "too-many-digits"),
    ("customer_balances", 2, "units", "-1", "negative"),
    ("customer_balances", 2, "units", "-0", "negative"),
    ("customer_balances", 2, "units", "NaN", "not-a-number"),
    ("customer_balances", 2, "units", "inf", "not-a-number"),
    ("customer_balances", 2, "units", "-Infinity", "not-a-number"),
    ("customer_balances", 2, "units", "1e400", "exponent"),
    ("customer_balances", 2, "units", "1E5", "exponent"),
    ("customer_balances", 2, "units", "1.23457E+15", "exponent"),
    ("customer_balances", 2, "units", "", "missing-value"),
    ("customer_balances", 2, "units", "5\t", "control-character"),
    ("customer_balances", 2, "day", "", "missing-value"),
    ("customer_balances", 2, "day", "2026-11-31", "not-a-day"),
    ("customer_balances", 2, "day", "2026/11/20", "not-a-day"),
    ("customer_balances", 2, "day", "11/20/2026", "not-a-day"),
    ("customer_balances", 2, "day", "20-Nov-26", "not-a-day"),
    ("customer_balances", 2, "day", "46346", "not-a-day"),
    ("customer_balances", 2, "day", "2026-11-20T15:00:00Z", "not-a-day"),
    ("customer_balances", 2, "day", "0026-11-20", "not-a-day"),
    ("customer_balances", 2, "customer_id", "", "missing-value"),
    ("customer_balances", 2, "customer_id", "C9", "unknown-customer"),
    ("customer_balances", 2, "customer_id", "c1", "unknown-customer"),
    ("customer_balances", 2, "customer_id", "C1 ", "unknown-customer"),
    ("customer_balances", 2, "asset", "ETH", "unknown-asset"),
    ("wallet_balances", 0, "wallet_id", "W9", "unknown-wallet"),
    ("wallet_balances", 0, "block_height", "1.5", "fraction"),
    ("wallet_balances", 0, "block_height", "9" * 19, "too-many-digits"),
    ("wallet_balances", 0, "units", "nan", "not-a-number"),
    ("trust_balances", 0, "trust_account_id", "T9", "unknown-trust-account"),
    ("trust_balances", 0, "yen", "1000.5", "fraction"),
    ("prices", 0, "price", "0", "zero-price"),
    ("prices", 0, "price", "0.00", "zero-price"),
    ("prices", 0, "price", "", "missing-value"),
    ("prices", 0, "price", "-1", "negative"),
    ("prices", 0, "price", "1e7", "exponent"),
    ("prices", 0, "price", "NaN", "not-a-number"),
    ("prices", 0, "price", "1." + "0" * 18 + "1", "too-many-digits"),
    ("prices", 0, "price", "1" * 21, "too-many-digits"),
    ("prices", 0, "price", "¥100", "wrong-type"),
    ("assets", 1, "decimals", "31", "too-many-decimals"),
    ("assets", 0, "decimals", "2", "jpy-decimals"),
    ("assets", 1, "dti", "4H95J0R2Y", "not-a-dti"),
    ("assets", 1, "dti", "4H95J0R2", "not-a-dti"),
    ("assets", 1, "caip19", "bip122/slip44:0", "not-a-caip19"),
    ("house_balances", 0, "purpose", "mine", "not-a-choice"),
    ("house_balances", 0, "purpose", "", "missing-value"),
    ("house_balances", 0, "temperature", "cool", "not-a-choice"),
    ("wallets", 0, "temperature", "Cold", "not-a-choice"),
    ("wallets", 0, "address", "bc1\u200bq", "control-character"),
    ("wallets", 0, "keeper", " self", "spaces-at-ends"),
    ("wallets", 0, "keeper", "self\u00a0", "control-character"),
    ("customers", 1, "kind", "robot", "not-a-choice"),
    ("customers", 1, "opened", "not yet", "not-a-day"),
]
BAD_OPTIONAL = [
    ("trades", TRADE, "timestamp", "2026-11-20T01:00:00", "no-zone"),
    ("trades", TRADE, "timestamp", "2026-11-20T25:00:00Z", "not-an-instant"),
    ("trades", TRADE, "timestamp", "2026-02-30T01:00:00Z", "not-an-instant"),
    ("trades", TRADE, "timestamp", "2026-11-20", "not-an-instant"),
    ("trades", TRADE, "side", "sold", "not-a-choice"),
    ("trades", TRADE, "maker", "HOUSE", "unknown-customer"),
    ("trades", TRADE, "cost", "1.5", "fraction"),
    ("trades", TRADE, "price", "0", "zero-price"),
    ("transfers", TRANSFER, "direction", "out", "not-a-choice"),
    ("transfers", TRANSFER, "units", "-5", "negative"),
    ("policies", POLICY, "share", "80%", "not-a-ratio"),
    ("policies", POLICY, "share", "1/0", "not-a-ratio"),
    ("policies", POLICY, "ends", "", "missing-value"),
    ("volumes", {"product": "spot", "yen": "1"}, "period", "2026-13", "pattern"),
    ("volumes", {"product": "spot", "yen": "1"}, "period", "FY25", "pattern"),
    ("reserve_positions", {"day": "2026-11-20", "account": "R"}, "yen", "-1", "negative"),
    ("financials", {"day": "2026-11-20", "capital": "1"}, "net_assets", "1.5", "fraction"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "reason"), BAD_VALUES)
def test_a_bad_value_is_refused_with_its_file_line_column_and_value(
    small: SmallBook,
    duckdb_engine: Engine,
    table: str,
    row: int,
    column: str,
    value: str,
    reason: str,
) -> None:
    small.tables[table][row][column] = value
    refusal = small.refused(duckdb_engine)
    found = [one for one in refusal.first if one.table == table]
    assert [(one.file, one.line, one.column, one.value, one.reason) for one in found] == [
        (f"{table}.csv", row + 2, column, value[:200], reason)
    ]
    assert found[0].expected


@pytest.mark.parametrize(("table", "good", "column", "value", "reason"), BAD_OPTIONAL)
def test_a_bad_value_in_an_optional_table_is_refused_too(
    small: SmallBook,
    duckdb_engine: Engine,
    table: str,
    good: dict[str, str],
    column: str,
    value: str,
    reason: str,
) -> None:
    small.tables[table] = [good | {column: value}]
    found = small.only_reject(duckdb_engine)
    assert (found.file, found.line, found.column, found.value, found.reason) == (
        f"{table}.csv",
        2,
        column,
        value,
        reason,
    )


@pytest.mark.spark
def test_spark_refuses_the_same_values_for_the_same_reasons(
    small: SmallBook, spark_engine: Engine, duckdb_engine: Engine
) -> None:
    for table, row, column, value, _ in BAD_VALUES:
        base = small.tables[table][row]
        small.tables[table].append(base | {column: value})
    for table, good, column, value, _ in BAD_OPTIONAL:
        small.tables.setdefault(table, []).append(good | {column: value})
    small.tables["customers"] += [{"customer_id": "C2"}, {"customer_id": "1.5E+10"}]
    there = in_reject_file(small.refused(spark_engine))
    here = in_reject_file(small.refused(duckdb_engine))
    assert len(here) >= len(BAD_VALUES) + len(BAD_OPTIONAL)
    assert there == here


def test_a_sound_book_is_let_in_with_every_row_counted(small: SmallBook, duckdb_engine: Engine) -> None:
    admitted = small.admit(duckdb_engine, day=DAY)
    assert {one.table: one.rows for one in admitted.inputs} == {
        "assets": 2,
        "customers": 2,
        "customer_balances": 3,
        "house_balances": 1,
        "wallets": 1,
        "wallet_balances": 1,
        "trust_accounts": 1,
        "trust_balances": 1,
        "prices": 1,
    }
    assert admitted.skipped == ()


@pytest.mark.parametrize(
    ("table", "again", "key", "value"),
    [
        ("customers", {"customer_id": "C1"}, "customer_id", "C1"),
        (
            "customer_balances",
            {"day": "2026-11-20", "customer_id": "C1", "asset": "BTC", "units": "7"},
            "day, customer_id, asset",
            "2026-11-20 | C1 | BTC",
        ),
        (
            "house_balances",
            {"day": "2026-11-20", "asset": "BTC", "purpose": "own", "units": "0"},
            "day, asset, purpose, temperature",
            "2026-11-20 | BTC | own | ",
        ),
    ],
)
def test_a_key_that_stands_twice_is_refused_naming_both_lines(
    small: SmallBook,
    duckdb_engine: Engine,
    table: str,
    again: dict[str, str],
    key: str,
    value: str,
) -> None:
    small.tables[table].append(again)
    found = small.only_reject(duckdb_engine)
    line = len(small.tables[table]) + 1
    assert (found.line, found.column, found.value, found.reason) == (line, key, value, "duplicate-key")
    assert f"{table}.csv line 2" in found.hint


def test_rows_in_any_order_are_let_in_when_no_key_stands_twice(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    small.tables["customer_balances"].reverse()
    assert small.admit(duckdb_engine).inputs


def test_jpy_must_be_among_the_assets(small: SmallBook, duckdb_engine: Engine) -> None:
    del small.tables["assets"][0]
    del small.tables["customer_balances"][1]
    assert small.only_reject(duckdb_engine).reason == "jpy-missing"


def test_an_asset_held_without_a_price_is_refused(small: SmallBook, duckdb_engine: Engine) -> None:
    small.tables["assets"].append({"asset": "ETH", "name": "Ether", "decimals": "18"})
    row = {"day": "2026-11-20", "customer_id": "C2", "asset": "ETH", "units": "1"}
    small.tables["customer_balances"].append(row)
    found = small.only_reject(duckdb_engine)
    assert (found.table, found.value, found.reason) == ("prices", "ETH on 2026-11-20", "price-missing")


def test_an_asset_that_nobody_holds_needs_no_price(small: SmallBook, duckdb_engine: Engine) -> None:
    small.tables["assets"].append({"asset": "ETH", "name": "Ether", "decimals": "18"})
    row = {"day": "2026-11-20", "customer_id": "C2", "asset": "ETH", "units": "0"}
    small.tables["customer_balances"].append(row)
    assert small.admit(duckdb_engine).inputs


INSTANTS = {
    "2026-11-20T14:59:59.999999Z": "2026-11-20",
    "2026-11-20T15:00:00Z": "2026-11-21",
    "2026-11-21T00:00:00+09:00": "2026-11-21",
    "2026-11-20T23:59:59+09:00": "2026-11-20",
    "2026-11-20 15:00:00+00:00": "2026-11-21",
}


def test_a_trade_belongs_to_its_day_in_japan(small: SmallBook, engine: Engine) -> None:
    small.tables["trades"] = [TRADE | {"id": at, "timestamp": at} for at in INSTANTS]
    small.admit(engine, day=DAY)
    days = engine.rows(Query("d", "SELECT id, CAST(day AS STRING) FROM trades", ("trades",)))
    assert dict(days) == INSTANTS


@pytest.mark.parametrize("table", ["customer_balances", "wallet_balances", "trust_balances"])
def test_a_required_table_without_rows_of_the_day_is_refused(
    small: SmallBook, duckdb_engine: Engine, table: str
) -> None:
    for row in small.tables[table]:
        row["day"] = "2026-11-19"
    prices = [row | {"day": "2026-11-19"} for row in small.tables["prices"]]
    small.tables["prices"] += prices
    found = small.only_reject(duckdb_engine, day=DAY)
    assert (found.table, found.file, found.reason) == (table, f"{table}.csv", "day-absent")
    assert "2026-11-19" in found.hint


@pytest.mark.parametrize(
    ("period", "counts_twice"),
    [("2026-11", True), ("2026-10", False), ("FY2026", True), ("FY2025", False)],
)
def test_a_period_on_the_tape_cannot_be_in_volumes_too(
    small: SmallBook, duckdb_engine: Engine, period: str, counts_twice: bool
) -> None:
    small.tables["trades"] = [TRADE]
    small.tables["volumes"] = [{"period": period, "product": "spot", "yen": "5"}]
    if not counts_twice:
        assert small.admit(duckdb_engine).inputs
        return
    found = small.only_reject(duckdb_engine)
    assert (found.line, found.value, found.reason) == (2, f"{period} spot", "double-count")


def test_a_month_and_its_business_year_cannot_both_be_in_volumes(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    row = {"product": "spot", "yen": "5"}
    small.tables["volumes"] = [row | {"period": "FY2025"}, row | {"period": "2026-03"}]
    found = small.only_reject(duckdb_engine)
    assert (found.line, found.value, found.reason) == (3, "2026-03 spot", "double-count")


@pytest.mark.parametrize(("start", "straddles"), [("07-01", False), ("07-02", True), ("08-01", False)])
def test_a_month_lies_in_one_business_year(
    small: SmallBook, duckdb_engine: Engine, start: str, straddles: bool
) -> None:
    small.toml = small.toml.replace("04-01", start)
    small.tables["volumes"] = [{"period": "2026-07", "product": "spot", "yen": "5"}]
    if not straddles:
        assert small.admit(duckdb_engine).inputs
        return
    assert small.only_reject(duckdb_engine).reason == "straddles-year"


def test_a_buffer_limit_has_no_more_digits_than_its_asset(small: SmallBook, duckdb_engine: Engine) -> None:
    small.toml += '[buffer_limits]\nBTC = "0.000000001"\n'
    found = small.only_reject(duckdb_engine)
    assert (found.file, found.value, found.reason) == ("book.toml", "0.000000001", "too-many-digits")


def test_a_buffer_limit_is_for_a_known_asset(small: SmallBook, duckdb_engine: Engine) -> None:
    small.toml += '[buffer_limits]\nDOGE = "1"\n'
    assert small.only_reject(duckdb_engine).reason == "unknown-asset"


def test_an_id_that_excel_turned_into_a_number_is_refused(small: SmallBook, duckdb_engine: Engine) -> None:
    small.tables["customers"].append({"customer_id": "1.23457E+15"})
    found = small.only_reject(duckdb_engine)
    assert (found.line, found.value, found.reason) == (4, "1.23457E+15", "excel-number")
    assert "Excel" in found.hint


def test_an_id_that_lost_its_zeros_gets_a_hint(small: SmallBook, duckdb_engine: Engine) -> None:
    small.tables["customers"].append({"customer_id": "00123"})
    row = {"day": "2026-11-20", "customer_id": "123", "asset": "JPY", "units": "5"}
    small.tables["customer_balances"].append(row)
    found = small.only_reject(duckdb_engine)
    assert (found.reason, found.line) == ("unknown-customer", 5)
    assert "zeros" in found.hint
