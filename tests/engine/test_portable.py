"""The lint that keeps measures to what both engines answer alike."""

import pytest

from hozen.engine import EngineError, portable


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT a / b FROM t",
        "SELECT a DIV b FROM t",
        "SELECT a % b FROM t",
        "SELECT avg (a) FROM t",
        "SELECT AVG(a) FROM t",
        "SELECT 1e10",
        "SELECT 1.5E-3",
        "SELECT 0.05 * a FROM t",
        "SELECT .5",
        "SELECT CAST(a AS DOUBLE) FROM t",
        "SELECT CAST(a AS float) FROM t",
    ],
)
def test_refuses_what_divides_or_floats(sql):
    with pytest.raises(EngineError):
        portable(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT idiv(a, b) FROM t",
        "SELECT 'a / b' AS x, \"1.5\" AS y FROM t -- half: 0.5 / 2",
        "/* avg(a) */ SELECT t1.a, t2.b FROM t1 JOIN t2 ON t1.k2 = t2.k2",
        "SELECT dividend, average(a), a1e5 FROM t WHERE day = :day",
        "SELECT CAST(a AS DECIMAL(38,0)), '7'::INT, 10000 FROM t",
    ],
)
def test_leaves_whole_numbers_text_and_comments_alone(sql):
    assert portable(sql) == sql


def test_says_the_line():
    with pytest.raises(EngineError, match="line 3: /"):
        portable("SELECT\n  'x / y',\n  a / b\nFROM t")
