"""The totals and their texts on Spark. benchmarks.carf makes whole reports on both engines, and compares the bytes."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest
from carf_book import ASSETS, OTHER, OTHERS, TRADE, TRADES

from hozen.engine import Engine
from hozen.records import Query
from hozen.rules.carf import measures as carf
from hozen.workflows.carf.body_sql import name_relevant

REPORTED = ("D1", "DUAL", "E1", "NOC")


@pytest.mark.spark
def test_spark_draws_what_duckdb_sent(reported, spark_engine: Engine) -> None:
    """From the tape to the XML of every total, over the very rows; a record ends with it."""
    _views(spark_engine)
    name_relevant(spark_engine, "name")
    query = Query("relevant", "SELECT customer_id, relevant FROM carf_relevant ORDER BY customer_id", ())
    drawn = spark_engine.rows(query)
    sent = duckdb.sql(
        f"SELECT customer_id, body FROM '{reported.folder}/0001/records-*.parquet' ORDER BY customer_id"
    ).fetchall()
    assert [customer for customer, _ in drawn] == [customer for customer, _ in sent] == list(REPORTED)
    for (_, relevant), (_, body) in zip(drawn, sent, strict=True):
        assert str(relevant).startswith("<RelevantTransactions>")
        assert body.endswith(relevant)


def _views(engine: Engine) -> None:
    """The tables of the small exchange without the door, and who is reported of it."""
    _rows(engine, "told_trades", TRADE, TRADES)
    _rows(engine, "told_others", OTHER, OTHERS)
    _rows(engine, "assets", ("asset", "name", "decimals"), ASSETS)
    _rows(engine, "carf_reported", ("customer_id",), [(one,) for one in REPORTED])
    at = "CAST(replace(replace(timestamp, 'T', ' '), 'Z', '') AS TIMESTAMP) AS timestamp"
    whole = "CAST({0} AS DECIMAL(38,0)) AS {0}"
    engine.view(
        "trades",
        f"SELECT asset, side, maker, taker, product, {at}, {whole.format('amount')}, {whole.format('cost')}"
        " FROM told_trades",
    )
    engine.view(
        "relevant_transactions",
        f"SELECT customer_id, asset, category, kind, valuation, {at}, {whole.format('units')},"
        f" {whole.format('yen')}, CAST(to_known_provider AS BOOLEAN) AS to_known_provider FROM told_others",
    )
    engine.view("carf_legs", carf.legs(date(2026, 1, 1), date(2026, 12, 31), ("spot",)))
    engine.view("carf_totals", carf.totals().sql)


def _rows(engine: Engine, name: str, header, found) -> None:
    cells = ", ".join(
        "(" + ", ".join("NULL" if one == "" else f"'{one}'" for one in row) + ")" for row in found
    )
    engine.view(name, f"SELECT * FROM (VALUES {cells}) AS t({', '.join(header)})")
