"""A Parquet file appears whole or not at all, and is the same each time."""

import hashlib
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hozen.engine import EngineError, open_engine
from hozen.records import Query


@pytest.fixture
def book(tmp_path):
    """200,000 balances in no order."""
    count = 200_000
    numbers = [(index * 7919) % count for index in range(count)]
    table = pa.table(
        {
            "customer_id": [f"c{number:06d}" for number in numbers],
            "units": pa.array([Decimal(number) * 10**18 for number in numbers], pa.decimal128(38, 0)),
        }
    )
    path = tmp_path / "balances.parquet"
    pq.write_table(table, path)
    return path


def evidence(engine, book):
    engine.view("balances", f"SELECT * FROM {engine.scan([book], 'parquet', {})}")
    return Query("evidence", "SELECT units, customer_id FROM balances ORDER BY customer_id", ("balances",))


def test_rows_order_types_and_hash(engine, book, tmp_path):
    written = engine.write_parquet(evidence(engine, book), tmp_path / "out" / "evidence.parquet")
    table = pq.read_table(written.path)
    assert (written.rows, table.num_rows) == (200_000, 200_000)
    assert written.sha256 == hashlib.sha256(written.path.read_bytes()).hexdigest()
    assert table.column_names == ["units", "customer_id"]
    assert table.schema.field("units").type == pa.decimal128(38, 0)
    assert table.column("customer_id").to_pylist() == [f"c{number:06d}" for number in range(200_000)]
    assert table.column("units")[199_999].as_py() == 199_999 * 10**18
    assert pq.read_metadata(written.path).row_group(0).column(0).compression == "ZSTD"


def test_nothing_else_is_left_in_the_folder(engine, book, tmp_path):
    engine.write_parquet(evidence(engine, book), tmp_path / "out" / "evidence.parquet")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["evidence.parquet"]


def test_the_same_rows_give_the_same_bytes(engine, book, tmp_path):
    query = evidence(engine, book)
    hashes = {engine.write_parquet(query, tmp_path / f"{turn}.parquet").sha256 for turn in range(3)}
    assert len(hashes) == 1


def test_the_number_of_threads_does_not_change_the_bytes(book, tmp_path):
    hashes = set()
    for threads in (1, 2, 4):
        with open_engine("duckdb", threads=threads) as engine:
            hashes.add(engine.write_parquet(evidence(engine, book), tmp_path / "e.parquet").sha256)
    assert len(hashes) == 1


def test_a_query_that_fails_leaves_the_file_that_was_there(engine, book, tmp_path):
    target = tmp_path / "out" / "evidence.parquet"
    target.parent.mkdir()
    target.write_bytes(b"yesterday")
    engine.view("balances", f"SELECT * FROM {engine.scan([book], 'parquet', {})}")
    # The last row overflows, after all others were written.
    largest = f"CAST('{'9' * 38}' AS DECIMAL(38,0))"
    sql = f"SELECT customer_id, {largest} + idiv(units, CAST('199999{'0' * 18}' AS DECIMAL(38,0))) AS x FROM balances"
    with pytest.raises(EngineError):
        engine.write_parquet(Query("evidence", sql + " ORDER BY customer_id", ("balances",)), target)
    assert target.read_bytes() == b"yesterday"
    assert [path.name for path in target.parent.iterdir()] == ["evidence.parquet"]


def test_a_float_is_not_written(engine, tmp_path):
    with pytest.raises(EngineError, match="ratio"):
        engine.write_parquet(Query("e", "SELECT CAST(1 AS DOUBLE) AS ratio", ()), tmp_path / "e.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_sum_of_counts_is_never_written_as_a_float(engine, tmp_path):
    # DuckDB sums BIGINT to HUGEINT, which Parquet would store as DOUBLE: refused, unless it is cast.
    engine.view("counts", "SELECT CAST(9007199254740993 AS BIGINT) AS n UNION ALL SELECT CAST(0 AS BIGINT)")
    total = Query("e", "SELECT CAST(sum(n) AS DECIMAL(38,0)) AS n FROM counts", ("counts",))
    written = engine.write_parquet(total, tmp_path / "e.parquet")
    assert pq.read_table(written.path).to_pylist() == [{"n": 9007199254740993}]


def test_no_rows_make_a_file_with_columns(engine, tmp_path):
    written = engine.write_parquet(Query("e", "SELECT 'a' AS x WHERE 1 = 0", ()), tmp_path / "e.parquet")
    assert (written.rows, pq.read_table(written.path).column_names) == (0, ["x"])


@pytest.mark.spark
def test_both_engines_write_the_same_rows(duckdb_engine, request, book, tmp_path):
    spark = request.getfixturevalue("spark_engine")
    tables = [
        pq.read_table(engine.write_parquet(evidence(engine, book), tmp_path / f"{engine.name}.parquet").path)
        for engine in (duckdb_engine, spark)
    ]
    assert tables[0].to_pydict() == tables[1].to_pydict()


def test_a_step_between_is_kept_whole(engine, book, tmp_path):
    (tmp_path / "kept").mkdir()
    path = tmp_path / "kept" / "step.parquet"
    assert engine.keep(evidence(engine, book), path) == 200_000
    engine.view("step", f"SELECT * FROM {engine.scan([path], 'parquet', {})}")
    answer = engine.rows(Query("sums", "SELECT count(*), sum(units), min(customer_id) FROM step", ("step",)))
    assert answer == [(200_000, 10**18 * 199_999 * 100_000, "c000000")]


def test_a_step_that_is_a_fraction_is_refused(engine, tmp_path):
    with pytest.raises(EngineError):
        engine.keep(Query("half", "SELECT CAST(1 AS DOUBLE) AS x", ()), tmp_path / "half.parquet")
