"""Places where one engine or both lose digits by default, and that ours do not."""

import time
from datetime import date, datetime

import pytest

from hozen.engine import EngineError
from hozen.records import Query

WHOLE = "DECIMAL(38,0)"


def whole(value):
    return f"CAST('{value}' AS {WHOLE})"


def rows(engine, sql, **parameters):
    return engine.rows(Query("trap", sql, (), parameters))


def test_four_wei_of_difference_survive(engine):
    # As DECIMAL(38,18), Spark's default subtraction keeps 17 decimals and answers 0.
    engine.view("ledger", f"SELECT {whole(10**24 + 4)} AS owed, {whole(10**24)} AS held")
    assert rows(engine, "SELECT owed - held AS gap FROM ledger") == [(4,)]


def test_even_scaled_decimals_keep_their_last_digit(engine):
    # Not our way to write a measure, but a book may hold one: the setting must be on.
    scaled = "CAST('1000000.000000000000000004' AS DECIMAL(38,18)) - CAST('1000000' AS DECIMAL(38,18))"
    assert rows(engine, f"SELECT CAST({scaled} AS VARCHAR(40)) AS gap") == [("0.000000000000000004",)]


@pytest.mark.parametrize("operation", ["sum(x)", "max(x) + max(x)", "max(x) * 2", "max(x) - min(-x)"])
def test_a_figure_of_39_digits_is_an_error_not_null(engine, operation):
    engine.view("big", f"SELECT {whole(6 * 10**37)} AS x UNION ALL SELECT {whole(6 * 10**37)}")
    with pytest.raises(EngineError) as refused:
        rows(engine, f"SELECT {operation} AS x FROM big")
    assert "too many digits" in refused.value.message


def test_a_sum_of_38_digits_is_exact(engine):
    engine.view("large", f"SELECT {whole(10**38 - 2)} AS x UNION ALL SELECT {whole(1)}")
    assert rows(engine, "SELECT sum(x) AS x FROM large") == [(10**38 - 1,)]


def test_neighbours_beyond_double_precision_differ(engine):
    sql = f"SELECT {whole(10**37)} = {whole(10**37 + 1)} AS equal, {whole(10**37)} < {whole(10**37 + 1)} AS less"
    assert rows(engine, sql) == [(False, True)]


def test_text_that_is_no_number_is_an_error_not_null(engine):
    with pytest.raises(EngineError):
        rows(engine, f"SELECT CAST(x AS {WHOLE}) AS x FROM (SELECT '12x' AS x) t")


@pytest.mark.parametrize("inexact", ["CAST(1 AS DOUBLE)", "CAST(1 AS FLOAT)", "CAST('1.5' AS DECIMAL(3,1))"])
def test_what_is_not_exact_does_not_leave_the_engine(engine, inexact):
    with pytest.raises(EngineError, match="price"):
        rows(engine, f"SELECT 1 AS ok, {inexact} AS price")


def test_a_whole_decimal_of_another_scale_is_its_integer(engine):
    assert rows(engine, "SELECT CAST('2.0' AS DECIMAL(3,1)) AS x") == [(2,)]


def test_null_sorts_first_going_up_and_last_going_down(engine):
    engine.view("few", "SELECT 'b' AS x UNION ALL SELECT CAST(NULL AS VARCHAR(1)) UNION ALL SELECT 'a'")
    assert rows(engine, "SELECT x FROM few ORDER BY x") == [(None,), ("a",), ("b",)]
    assert rows(engine, "SELECT x FROM few ORDER BY x DESC") == [("b",), ("a",), (None,)]


def test_text_sorts_by_code_point(engine):
    engine.view("names", "SELECT 'b' AS x UNION ALL SELECT 'B' UNION ALL SELECT 'あ' UNION ALL SELECT 'é'")
    assert rows(engine, "SELECT x FROM names ORDER BY x") == [("B",), ("b",), ("é",), ("あ",)]


@pytest.fixture
def in_tokyo(monkeypatch):
    """The process's own time zone is Tokyo's."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_an_instant_is_utc_whatever_the_zone_of_the_process(engine, in_tokyo):
    sql = "SELECT CAST('2026-11-19 23:30:00' AS TIMESTAMP) AS at, CAST('2026-11-20' AS DATE) AS day"
    assert rows(engine, sql) == [(datetime(2026, 11, 19, 23, 30), date(2026, 11, 20))]


def test_an_instant_with_a_zone_has_to_be_made_plain_first(engine):
    with pytest.raises(EngineError, match="at"):
        rows(engine, "SELECT current_timestamp AS at")


def test_counts_are_integers(engine):
    engine.view("three", "SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 3")
    assert rows(engine, "SELECT count(*) AS n, sum(x) AS s FROM three") == [(3, 6)]


class TestParameters:
    def test_each_kind_of_value(self, engine):
        values = {"day": date(2026, 11, 20), "asset": "O'Neil", "n": 3, "wei": 10**30}
        sql = f"SELECT :day AS day, :asset AS asset, :n + 1 AS n, :wei + {whole(1)} AS wei"
        assert rows(engine, sql, **values) == [(date(2026, 11, 20), "O'Neil", 4, 10**30 + 1)]

    def test_a_colon_in_text_a_comment_or_a_quoted_name_is_no_parameter(self, engine):
        sql = "SELECT ':n' AS a, 'it''s :n' AS b, :n AS c -- :missing\n /* :gone */"
        assert rows(engine, sql, n=1) == [(":n", "it's :n", 1)]

    def test_a_cast_is_no_parameter(self, engine):
        assert rows(engine, "SELECT '7'::INT AS x, :INT AS y", INT=8) == [(7, 8)]

    def test_a_backslash_and_a_quote_in_a_value_stay_text(self, engine):
        awkward = "a\\' OR 1=1 --"
        assert rows(engine, "SELECT :x AS x", x=awkward) == [(awkward,)]

    def test_a_name_without_a_value_is_refused_and_an_unused_value_is_not(self, engine):
        with pytest.raises(EngineError, match=":day"):
            rows(engine, "SELECT :day AS x", other=1)
        assert rows(engine, "SELECT 1 AS x", other=1) == [(1,)]


class TestBoundedRows:
    def test_a_hundred_thousand_rows_pass_and_one_more_does_not(self, engine):
        ten = " UNION ALL ".join(f"SELECT {digit} AS d" for digit in range(10))
        engine.view("ten", ten)
        number = "a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d"
        engine.view("many", f"SELECT {number} AS n FROM ten a, ten b, ten c, ten e, ten f")
        assert len(rows(engine, "SELECT n FROM many ORDER BY n")) == 100_000
        with pytest.raises(EngineError, match="write_parquet"):
            rows(engine, "SELECT n FROM many UNION ALL SELECT -1")


class TestRefusalsSayWhatToDo:
    def test_a_missing_table(self, engine):
        with pytest.raises(EngineError, match="register the view"):
            rows(engine, "SELECT * FROM nowhere")

    def test_a_missing_column(self, engine):
        engine.view("narrow", "SELECT 1 AS x")
        with pytest.raises(EngineError, match="column names"):
            rows(engine, "SELECT y FROM narrow")

    def test_sql_that_cannot_be_parsed(self, engine):
        with pytest.raises(EngineError, match="cannot be parsed"):
            rows(engine, "SELECT 1 AS x GRUOP BY (")
