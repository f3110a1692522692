"""The one clause that Spark writes otherwise."""

from __future__ import annotations

import pytest

from hozen.engine import Engine
from hozen.engine.spark_words import as_spark
from hozen.records import Query


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        (
            "SELECT string_agg(x, ',' ORDER BY y, z) FROM t",
            "SELECT listagg(x, ',') WITHIN GROUP (ORDER BY y, z) FROM t",
        ),
        ("string_agg(x, ')' ORDER BY y)", "listagg(x, ')') WITHIN GROUP (ORDER BY y)"),
        ("string_agg(x, ' ')", "listagg(x, ' ')"),
        ("'string_agg(x ORDER BY y)'", "'string_agg(x ORDER BY y)'"),
        (
            "string_agg((SELECT string_agg(a, b ORDER BY b) FROM u), '' ORDER BY f(c, d))",
            "listagg((SELECT listagg(a, b) WITHIN GROUP (ORDER BY b) FROM u), '') WITHIN GROUP (ORDER BY f(c, d))",
        ),
    ],
)
def test_an_ordered_text_is_told_in_sparks_words(sql: str, told: str) -> None:
    assert as_spark(sql) == told


def test_texts_of_a_group_in_order_and_what_is_hashed_and_counted_is_the_same(engine: Engine) -> None:
    """SHA-256 of 'ba', of FIPS 180's function by another program; 漢 has three bytes."""
    rows = "(VALUES ('a', 2), ('b', 1)) AS t(x, y)"
    told = f"SELECT string_agg(x, '' ORDER BY y) AS x FROM {rows}"
    query = Query("told", f"SELECT x, sha256(x) AS h, strlen(x || '漢') AS n FROM ({told}) AS s", ())
    assert engine.rows(query) == [
        ("ba", "970f519c2cadbcefb1e81694f904bc6229dd2a8300e98c6d0d4fc4bfca584140", 5)
    ]
