"""What stands in a sample: both sides meet, keys are in order, and the figures look like life."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.law import Law
from hozen.records import Book, Query
from hozen.rules.segregation.gap import IN_FLIGHT_SIGN
from hozen.workflows.door import admit
from hozen.workflows.sample import make_sample
from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.coins import COINS
from hozen.workflows.sample.limits import Limits
from hozen.workflows.sample.plan import Planner
from hozen.workflows.sample.trades import trades_by_day
from hozen.workflows.sample.volumes import volumes_before
from hozen.workflows.sample.wallets import ROLES, held

DAY = date(2026, 11, 4)
LIMITS = Limits(hot_share=Fraction(1, 20), guarantee_ratio=Fraction(1), capital=10_000_000)


@pytest.fixture
def rows(clean, duckdb_engine, tmp_path):
    """Rows of a query over the clean sample."""
    admit(Book.open(clean.folder), duckdb_engine, day=DAY, rejects=tmp_path)
    return lambda sql: duckdb_engine.rows(Query("look", sql, ()))


KEYS = {
    "customers": "customer_id",
    "customer_balances": "day, customer_id, asset",
    "wallets": "wallet_id",
    "wallet_balances": "day, wallet_id, asset",
    "house_balances": "day, asset, purpose, coalesce(temperature, '')",
    "transfers": "day, transfer_id",
    "prices": "day, asset",
    "trades": "id",
    "volumes": "period, product",
    "chain_cutoffs": "day, chain, keeper",
    "wallet_evidence": "wallet_id, kind, made_on",
}


@pytest.mark.parametrize("table", KEYS)
def test_rows_stand_in_the_order_of_their_key(rows, table):
    # So that the door proves every key to stand once as it reads, without a sort.
    key = f"({KEYS[table]})"
    before = f"lag({key}) OVER ()"
    ((down,),) = rows(
        f"SELECT count(*) FROM (SELECT {key} AS now, {before} AS before FROM {table}) WHERE now <= before"
    )
    assert down == 0


def test_a_count_of_rows_is_what_stands_in_the_files(clean, rows):
    for table, count in clean.rows.items():
        assert rows(f"SELECT count(*) FROM {table}") == [(count,)]


def test_customers_wallets_hold_what_is_owed_and_in_flight_and_the_buffer(rows):
    owed = dict(
        rows("SELECT asset, sum(units) FROM customer_balances WHERE day = '2026-11-04' GROUP BY asset")
    )
    held_there = rows(
        "SELECT asset, sum(units) FROM wallet_balances NATURAL JOIN wallets "
        "WHERE day = '2026-11-04' AND purpose = 'customer' GROUP BY asset"
    )
    buffer = dict(
        rows(
            "SELECT asset, sum(units) FROM house_balances "
            "WHERE day = '2026-11-04' AND purpose = 'buffer' GROUP BY asset"
        )
    )
    flights = rows("SELECT asset, direction, seen_on, units FROM transfers WHERE day = '2026-11-04'")
    assert len(held_there) == 38
    for asset, units in held_there:
        flow = sum(IN_FLIGHT_SIGN[way, seen] * one for name, way, seen, one in flights if name == asset)
        assert units == owed[asset] + flow + buffer[asset]


def test_deposit_addresses_are_used_and_leave_something_in_the_main_wallet(rows):
    found = rows(
        "SELECT asset, CAST(sum(CASE WHEN wallet_id > 'W000000342' THEN units END) AS DECIMAL(38,0)), "
        "CAST(min(units) AS DECIMAL(38,0)), CAST(sum(units) AS DECIMAL(38,0)) "
        "FROM wallet_balances NATURAL JOIN wallets "
        "WHERE day = '2026-11-04' AND purpose = 'customer' AND temperature <> 'cold' GROUP BY asset"
    )
    assert all(least >= 0 and on_deposit <= total * 6 // 10 for _, on_deposit, least, total in found)
    assert sum(on_deposit > total // 10 for _, on_deposit, _, total in found) > 30  # of 38


def test_a_trade_is_worth_its_price_and_nobody_trades_with_himself(rows):
    ((wrong, trades, days),) = rows(
        "SELECT count(CASE WHEN maker = taker OR t.cost <> mul_floor(t.amount, price_scaled(t.price, 18), "
        "CAST(10 AS DECIMAL(38,0)) ** 0 * u.unit, 1000000000000000000) THEN 1 END), count(*), "
        "count(DISTINCT t.day) FROM trades t JOIN (SELECT asset, CAST('1' || repeat('0', CAST(decimals AS INTEGER)) "
        "AS DECIMAL(38,0)) AS unit FROM assets) u ON t.asset = u.asset"
    )
    # 300 customers, three days: a trade a customer every three days, 300; the tape runs from the first of the month.
    assert (wrong, trades, days) == (0, 300, 4)


def test_trades_stand_on_the_legal_day_of_their_folder(clean, rows):
    for file in sorted((clean.folder / "trades").rglob("*.parquet")):
        day = file.parent.name.removeprefix("day=")
        found = rows(
            f"SELECT DISTINCT CAST(CAST(timestamp + INTERVAL 9 HOUR AS DATE) AS VARCHAR) FROM '{file}'"
        )
        assert found == [(day,)]


@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(0, 2**32))
def test_not_one_trade_is_lost_between_the_days(trades, days, seed):
    every = [DAY + timedelta(days=number) for number in range(days)]
    found = trades_by_day(Chance(seed), trades, every)
    assert list(found) == every
    assert sum(found.values()) == trades
    assert min(found.values()) >= 0


def test_volumes_fill_the_time_before_the_tape_once():
    # The tape begins on 1 October 2026: April to September by month, then the two years before.
    found = {period for period, _, _ in volumes_before(Chance(7), 100_000, date(2026, 10, 1))}
    months = {f"2026-{month:02d}" for month in range(4, 10)}
    assert found == months | {"FY2024", "FY2025"}
    # It begins on 1 April: no months. It begins in January: that business year began the April before.
    assert {one[0] for one in volumes_before(Chance(7), 10, date(2026, 4, 1))} == {"FY2024", "FY2025"}
    found = {one[0] for one in volumes_before(Chance(7), 10, date(2026, 1, 1))}
    assert found == {f"2025-{month:02d}" for month in range(4, 13)} | {"FY2023", "FY2024"}


def test_a_firm_of_100_000_customers_trades_a_few_hundred_billion_yen_a_year():
    found = volumes_before(Chance(7), 100_000, date(2026, 10, 1))
    year = sum(yen for period, _, yen in found if period == "FY2025")
    assert 200 * 10**9 < year < 400 * 10**9


def test_a_tape_goes_on_as_the_months_before_it(tmp_path, duckdb_engine):
    # Defaults: a trade a customer and three days. Ten days of 3,000 customers against ¥2.9m a year each.
    folder = tmp_path / "book"
    make_sample(folder, customers=3_000, days=10, last_day=date(2026, 11, 10), assets=12)
    source = duckdb_engine.scan(sorted(folder.glob("trades/*/*.parquet")), "parquet", {})
    ((yen,),) = duckdb_engine.rows(
        Query("tape", f"SELECT CAST(sum(cost) AS DECIMAL(38,0)) FROM {source}", ())
    )
    likely = 3_000 * 2_900_000 * 10 // 365  # some ¥240m; a few large orders make much of it
    assert likely // 3 < yen < likely * 3


def test_a_sample_that_runs_over_the_turn_of_a_business_year_passes_the_door(make, duckdb_engine, tmp_path):
    sample = make(days=9, last_day=date(2026, 4, 5), assets=3, customers=30)
    admit(Book.open(sample.folder), duckdb_engine, day=date(2026, 3, 28), rejects=tmp_path)


def test_the_settings_name_a_firm_in_both_languages_and_house_rules(clean):
    settings = Book.open(clean.folder).settings
    assert settings.firm.isascii()
    assert "見本" in settings.firm_ja
    assert settings.withdrawal_days == 3
    assert set(settings.buffer_limits) == {coin.symbol for coin in COINS}


PLANNED = st.builds(
    lambda coin, owed, seed: Planner(Chance(seed), LIMITS).asset(coin, 3, DAY, coin.price, owed, owed),
    st.sampled_from(COINS),
    st.integers(0, 10**30),
    st.integers(0, 2**32),
)


@given(PLANNED, st.fractions(0, Fraction(6, 10)))
def test_the_nine_wallets_and_the_deposits_hold_all_and_nothing_below_zero(plan, part):
    on_deposit = int(plan.other_wallets * part)
    units = held(plan, on_deposit)
    assert len(units) == len(ROLES)
    assert min(units) >= 0
    by_purpose = {purpose: 0 for purpose, _, _ in ROLES}
    for (purpose, _, _), one in zip(ROLES, units, strict=True):
        by_purpose[purpose] += one
    flow = sum(IN_FLIGHT_SIGN[one.direction, one.seen_on] * one.units for one in plan.transfers)
    buffer = plan.buffer_cold + plan.buffer_hot
    assert by_purpose["customer"] + on_deposit == plan.owed + flow + buffer
    assert by_purpose["own"] == plan.own
    assert by_purpose["guarantee"] == plan.guarantee >= plan.hot
    assert buffer <= plan.buffer_limit


@given(PLANNED)
def test_between_three_and_six_tenths_of_what_may_be_hot_is(plan):
    assert plan.not_cold <= plan.owed * Fraction(6, 10) * LIMITS.hot_share
    assert plan.not_cold >= plan.owed * Fraction(3, 10) * LIMITS.hot_share - 1


def test_the_limits_are_the_laws():
    found = Limits.read(Law.load().reading(DAY))
    assert (
        found == LIMITS
    )  # CAE Order 27(2): 5 of 100; PSA 63-11-2(1): same quantity; CAE Order 9(1)(i): ¥10m


def test_one_days_trades_are_not_those_of_the_day_before_once_more(make, duckdb_engine):
    # Two days of 3,000 trades: what is drawn for a trade is drawn for no trade of the other day.
    sample = make(days=2, trades=8_000, last_day=date(2026, 11, 2), assets=3)
    takers = {}
    for file in sorted((sample.folder / "trades").rglob("*.parquet")):
        rows = duckdb_engine.rows(
            Query("t", f"SELECT taker, maker, side, asset, amount FROM '{file}' ORDER BY id", ())
        )
        takers[file.parent.name] = rows
    first, second = takers.values()
    same = len(set(first) & set(second))
    assert min(len(first), len(second)) > 3_000
    assert same < 30
