"""idiv, mul_floor and price_scaled: right to the last unit on both engines, or an error."""

import math
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hozen.engine import EngineError
from hozen.records import Query

TOP = 10**38 - 1
WHOLE = "DECIMAL(38,0)"


def whole(value):
    return f"CAST('{value}' AS {WHOLE})"


def one(engine, expression):
    ((value,),) = engine.rows(Query("one", f"SELECT {expression} AS x", ()))
    return value


def answers(engine, tmp_path, expression, names, cases):
    """The expression over a table with one row per case, in the order of the cases."""
    columns = {
        name: pa.array([Decimal(case[index]) for case in cases], pa.decimal128(38, 0))
        for index, name in enumerate(names)
    }
    path = tmp_path / "cases.parquet"
    pq.write_table(pa.table({"n": range(len(cases)), **columns}), path)
    engine.view("cases", f"SELECT * FROM {engine.scan([path], 'parquet', {})}")
    rows = []
    for batch in engine.stream(
        Query("fuzz", f"SELECT n, {expression} AS x FROM cases ORDER BY n", ("cases",))
    ):
        rows += batch.column("x").to_pylist()
    return [int(value) for value in rows]


def of_any_size(digits, start=0):
    """Integers of every length alike, and the edges of each power of ten."""
    lengths = st.integers(0, digits)
    inside = lengths.flatmap(lambda n: st.integers(start, max(start, 10**n - 1)))
    edges = st.tuples(lengths, st.integers(-1, 1)).map(lambda edge: 10 ** edge[0] + edge[1])
    return inside | edges.filter(lambda value: start <= value <= 10**digits - 1)


@st.composite
def divisions(draw):
    """(a, b), half of them a multiple of b and its neighbours."""
    b = draw(of_any_size(38, start=1))
    near = b * draw(of_any_size(20)) + draw(st.integers(-1, 1))
    a = near if draw(st.booleans()) else draw(of_any_size(38))
    a *= draw(st.sampled_from([1, 1, -1]))
    return (a, b) if abs(a) <= TOP else (TOP, b)


@st.composite
def products(draw):
    """(q, p, q_unit, p_unit) whose result has at most 38 digits."""
    real = st.sampled_from(
        [(10**decimals, 10**scale) for decimals in (0, 8, 18, 24, 30) for scale in (0, 8, 18)]
    )
    parts = st.integers(1, 10**30)
    q_unit, p_unit = draw(real | st.tuples(parts, parts))
    q, p = draw(of_any_size(38)), draw(of_any_size(38))
    if draw(st.booleans()):
        # Round amounts: the product is a multiple of the unit, or one beside it.
        q = min(TOP, draw(of_any_size(12)) * q_unit + draw(st.integers(0, 1)))
        p = min(TOP, draw(of_any_size(12)) * p_unit + draw(st.integers(0, 1)))
    q *= draw(st.sampled_from([1, 1, -1]))
    return (q, p, q_unit, p_unit) if abs(q * p // (q_unit * p_unit)) <= TOP else (1, 1, q_unit, p_unit)


FUZZ = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
DIVISIONS = st.lists(divisions(), min_size=120, max_size=240)
PRODUCTS = st.lists(products(), min_size=80, max_size=160)


def check_divisions(engine, tmp_path, cases):
    expected = [math.floor(Fraction(a, b)) for a, b in cases]
    assert answers(engine, tmp_path, "idiv(a, b)", ("a", "b"), cases) == expected


def check_products(engine, tmp_path, cases):
    expected = [math.floor(Fraction(q, u) * Fraction(p, v)) for q, p, u, v in cases]
    assert answers(engine, tmp_path, "mul_floor(q, p, u, v)", ("q", "p", "u", "v"), cases) == expected


class TestAgainstPythonIntegers:
    @given(cases=DIVISIONS)
    @FUZZ
    def test_idiv_is_the_floor_of_the_fraction(self, duckdb_engine, tmp_path, cases):
        check_divisions(duckdb_engine, tmp_path, cases)

    @given(cases=PRODUCTS)
    @FUZZ
    def test_mul_floor_is_the_floor_of_the_product_over_the_units(self, duckdb_engine, tmp_path, cases):
        check_products(duckdb_engine, tmp_path, cases)

    @pytest.mark.spark
    @given(cases=DIVISIONS)
    @settings(FUZZ, max_examples=8)
    def test_idiv_on_spark_too(self, spark_engine, tmp_path, cases):
        check_divisions(spark_engine, tmp_path, cases)

    @pytest.mark.spark
    @given(cases=PRODUCTS)
    @settings(FUZZ, max_examples=8)
    def test_mul_floor_on_spark_too(self, spark_engine, tmp_path, cases):
        check_products(spark_engine, tmp_path, cases)


class TestByHand:
    def test_a_million_ether_at_ten_million_yen_is_ten_trillion_yen(self, engine):
        # 10^6 ETH = 10^24 wei; ¥10^7 scaled by 10^18 = 10^25; the product has 50 digits, the value 10^13.
        wei, price = 10**24, 10**25
        assert (
            one(engine, f"mul_floor({whole(wei)}, {whole(price)}, {whole(10**18)}, {whole(10**18)})")
            == 10**13
        )

    def test_one_wei_less_than_a_yen_is_no_yen(self, engine):
        # At ¥1 per ETH, 10^18 wei are one yen; 10^18 - 1 wei are 0.999… yen, which floors to none.
        for wei, yen in ((10**18 - 1, 0), (10**18, 1), (10**18 + 1, 1)):
            assert one(engine, f"mul_floor({whole(wei)}, 1, {whole(10**18)}, 1)") == yen

    def test_an_asset_of_24_decimals_at_a_price_of_18(self, engine):
        # 2.5 NEAR (10^24 to the coin) at ¥400.000000000000000001: 1,000.0000000000000000025 yen, so 1,000.
        near, price = 25 * 10**23, 400 * 10**18 + 1
        assert (
            one(engine, f"mul_floor({whole(near)}, {whole(price)}, {whole(10**24)}, {whole(10**18)})")
            == 1_000
        )

    def test_the_largest_whole_number_survives(self, engine):
        assert one(engine, f"idiv({whole(TOP)}, {whole(1)})") == TOP
        assert one(engine, f"idiv({whole(TOP)}, {whole(TOP)})") == 1
        assert one(engine, f"idiv({whole(TOP - 1)}, {whole(TOP)})") == 0
        assert (
            one(engine, f"mul_floor({whole(TOP)}, {whole(TOP)}, {whole(10**30)}, {whole(10**30)})")
            == 10**16 - 1
        )

    def test_a_negative_amount_goes_down_not_towards_zero(self, engine):
        assert one(engine, f"idiv({whole(-7)}, {whole(2)})") == -4
        assert one(engine, f"idiv({whole(-8)}, {whole(2)})") == -4
        assert one(engine, f"mul_floor({whole(-1)}, 1, {whole(10**18)}, 1)") == -1
        # -10^20 * (10^20 + 1) / 10^36: -10^4 and a bit more debt, so one further down.
        for extra, floor in ((0, -(10**4)), (1, -(10**4) - 1)):
            sql = f"mul_floor({whole(-(10**20))}, {whole(10**20 + extra)}, {whole(10**18)}, {whole(10**18)})"
            assert one(engine, sql) == floor

    @pytest.mark.parametrize(
        ("text", "scale", "scaled"),
        [
            ("0", 0, 0),
            ("12345678.9", 8, 1_234_567_890_000_000),
            ("0.000000000000000001", 18, 1),
            ("1.500", 1, 15),
            ("99999999999999999999.999999999999999999", 18, TOP),
            ("007", 0, 7),
        ],
    )
    def test_a_price_is_scaled_digit_by_digit(self, engine, text, scale, scaled):
        assert one(engine, f"price_scaled('{text}', {scale})") == scaled

    def test_null_in_null_out(self, engine):
        nothing = f"CAST(NULL AS {WHOLE})"
        assert one(engine, f"idiv({nothing}, {whole(1)})") is None
        assert one(engine, f"mul_floor({whole(1)}, {nothing}, {whole(1)}, {whole(1)})") is None
        assert one(engine, "price_scaled(CAST(NULL AS VARCHAR(9)), 2)") is None

    def test_they_work_after_grouping(self, engine):
        engine.view("legs", f"SELECT 'a' AS k, {whole(3)} AS x UNION ALL SELECT 'a', {whole(4)}")
        sql = "SELECT k, idiv(sum(x), 2) AS i, mul_floor(sum(x), 3, 2, 1) AS m FROM legs GROUP BY k"
        assert engine.rows(Query("grouped", sql, ("legs",))) == [("a", 3, 10)]


class TestRefusals:
    @pytest.mark.parametrize(
        "expression",
        [
            f"idiv({whole(1)}, {whole(0)})",
            f"idiv({whole(1)}, {whole(-1)})",
            f"mul_floor({whole(1)}, {whole(1)}, {whole(0)}, {whole(1)})",
            f"mul_floor({whole(1)}, {whole(1)}, {whole(1)}, {whole(-1)})",
            f"mul_floor({whole(1)}, {whole(-1)}, {whole(1)}, {whole(1)})",
            f"mul_floor({whole(1)}, {whole(1)}, {whole(10**30 + 1)}, {whole(1)})",
        ],
    )
    def test_a_unit_or_price_without_meaning_is_refused(self, engine, expression):
        with pytest.raises(EngineError):
            one(engine, expression)

    @pytest.mark.parametrize(
        "expression",
        [
            f"mul_floor({whole(TOP)}, {whole(2)}, {whole(1)}, {whole(1)})",
            f"mul_floor({whole(10**37)}, {whole(10**20)}, {whole(10**10)}, {whole(10**8)})",
            f"mul_floor({whole(-(10**37))}, {whole(10**37)}, {whole(10**30)}, {whole(10**5)})",
        ],
    )
    def test_a_result_of_39_digits_is_an_error_never_a_wrap_or_null(self, engine, expression):
        with pytest.raises(EngineError):
            one(engine, expression)

    @pytest.mark.parametrize(
        ("text", "scale"),
        [
            *((text, 8) for text in ("1e3", "-1", "", ".5", "5.", "1,000", "NaN", " 1", "١")),
            ("1.55", 1),
            ("100000000000000000000", 18),
        ],
    )
    def test_a_price_that_would_lose_a_digit_or_is_no_decimal_is_refused(self, engine, text, scale):
        with pytest.raises(EngineError):
            one(engine, f"price_scaled('{text}', {scale})")
