"""A draw is the same in SQL and in Python; a value becomes units without a digit made up or lost."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hozen.records import Query
from hozen.workflows.sample.chance import WHOLE, Chance
from hozen.workflows.sample.coins import COINS
from hozen.workflows.sample.ledger import UnitScale

ONE_ENGINE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
INDEX = st.integers(0, 10**15)


@ONE_ENGINE
@given(
    st.integers(0, 2**63),
    st.text("abc '", max_size=4),
    st.lists(INDEX, min_size=1, max_size=20),
    st.integers(1, WHOLE),
)
def test_a_draw_in_sql_is_the_draw_in_python(duckdb_engine, seed, name, indices, bound):
    chance = Chance(seed)
    values = ", ".join(f"({number}, CAST({index} AS BIGINT))" for number, index in enumerate(indices))
    sql = f"SELECT {chance.sql(name, 'k', bound)} FROM (VALUES {values}) t(n, k) ORDER BY n"
    drawn = [row[0] for row in duckdb_engine.rows(Query("draw", sql, ()))]
    assert drawn == [chance.at(name, index, bound) for index in indices]
    assert all(0 <= one < bound for one in drawn)


def test_draws_are_spread_evenly():
    # 10,000 draws of ten: 1,000 each, and a fair die strays from that by more than 150 once in 10^6 times.
    counts = [0] * 10
    for index in range(10_000):
        counts[Chance(7).at("die", index, 10)] += 1
    assert all(850 <= count <= 1150 for count in counts)


def test_another_seed_or_name_gives_other_draws():
    here = [Chance(7).at("a", index) for index in range(20)]
    assert here != [Chance(8).at("a", index) for index in range(20)]
    assert here != [Chance(7).at("b", index) for index in range(20)]


# By hand. BTC: 10^8 ÷ 15,230,000 = 6.5659… satoshi a yen. The factor has 20 to 21 bits: 6.5659 × 2^18 = 1,721,234.8,
# cut to 1,721,234; a value comes in 1/1024 yen, so 10 bits more are shifted away. Nothing is left for a draw to fill.
# ETH: 10^18 ÷ 482,600 = 2,072,109,407,376.7… wei a yen, which is 1,976,117 × 1,048,576.2…: the shift by 10 takes the
# 1/1024 yen away, the product with 1,976,117 makes wei of it, and a draw fills 0 to 1,976,116 wei.
@pytest.mark.parametrize(
    ("price", "decimals", "scale"),
    [
        ("15230000", 8, UnitScale(a=1_721_234, s=28, b=1, c=1, d=1)),
        ("482600", 18, UnitScale(a=1_048_576, s=10, b=1_976_117, c=1_976_117, d=1)),
    ],
)
def test_the_scale_of_an_asset_by_hand(price, decimals, scale):
    assert UnitScale.of(price, decimals) == scale


VALUES = st.integers(
    1, 1_063 * 10**9
)  # in 1/1024 yen: the largest holding, ¥1,024m, and the most it moves by
EACH_COIN = pytest.mark.parametrize("coin", COINS, ids=lambda coin: coin.symbol)


@EACH_COIN
@given(value=VALUES, draw=st.integers(0, WHOLE - 1))
@settings(max_examples=10)
def test_units_are_worth_their_value(coin, value, draw):
    scale = UnitScale.of(coin.price, coin.decimals)
    exact = Decimal(value) / 1024 * Decimal(10) ** coin.decimals / Decimal(coin.price)
    # The factor is cut after 20 bits at least; what is shifted away, and what a draw fills, are each below `b`.
    assert exact * (1 - Decimal(2) ** -19) - scale.b <= scale.units(value, draw) < exact + scale.b


@EACH_COIN
def test_every_step_but_the_product_with_b_stays_within_64_bits(coin):
    scale, most = UnitScale.of(coin.price, coin.decimals), 1_063 * 10**9
    assert max(most * scale.a, (WHOLE - 1) * scale.c, (WHOLE - 1) * scale.d) < 2**63
    assert (most * scale.a) >> scale.s < 10**18  # DECIMAL(18,0)
    assert scale.units(most, WHOLE - 1) < 10**38


@EACH_COIN
def test_a_draw_fills_what_the_scale_leaves_at_zero_and_no_more(coin):
    scale = UnitScale.of(coin.price, coin.decimals)
    assert scale.units(0, 0) == 0
    assert scale.b // 2 <= scale.units(0, WHOLE - 1) < scale.b


def test_the_ledger_in_sql_holds_what_python_works_out(duckdb_engine):
    # One coin, one customer after the other: whatever the draws are, a scale applied in SQL is the scale in Python.
    scale = UnitScale.of("418.9", 24)  # NEAR, the finest
    values = [(1, 0), (5_120_000, 12_345), (1_023 * 10**9, WHOLE - 1)]
    sql = " UNION ALL ".join(
        f"SELECT CAST((CAST({value} AS BIGINT) * {scale.a}) >> {scale.s} AS DECIMAL(18,0)) * "
        f"CAST({scale.b} AS DECIMAL(20,0)) + CAST(((CAST({draw} AS BIGINT) * {scale.c}) >> 31) * {scale.d} AS DECIMAL(19,0))"
        for value, draw in values
    )
    rows = [row[0] for row in duckdb_engine.rows(Query("units", sql, ()))]
    assert rows == [scale.units(value, draw) for value, draw in values]


def test_an_asset_too_fine_for_whole_numbers_is_refused():
    with pytest.raises(ValueError, match=r"30 decimals at 0\.1 yen"):
        UnitScale.of("0.1", 30)
