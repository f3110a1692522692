"""map_groups: each group whole, once, in key order, the same on both engines."""

import random
import sys
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hozen.engine import EngineError
from hozen.engine.groups import groups
from hozen.records import Query

SCHEMA = pa.schema(
    [
        ("asset", pa.string()),
        ("customer_id", pa.string()),
        ("running", pa.decimal128(38, 0)),
        ("rows", pa.int64()),
    ]
)


def running_sum(group: pa.Table) -> pa.Table:
    """A fold that needs its rows in order: the running sum, but only of amounts above the last one."""
    rows = group.to_pylist()
    total, last, out = 0, -1, []
    for row in rows:
        if row["units"] > last:
            total += int(row["units"])
        last = row["units"]
        out.append({**row, "running": Decimal(total), "rows": len(rows)})
    return pa.Table.from_pylist([{name: row[name] for name in SCHEMA.names} for row in out], SCHEMA)


def nothing(group: pa.Table) -> pa.Table:
    return pa.table({"asset": pa.array([], pa.string())})


@pytest.fixture(autouse=True)
def kernels_travel_by_value():
    """Spark's workers cannot import a test module; an installed kernel travels by its name."""
    cloudpickle = pytest.importorskip("pyspark.cloudpickle")
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    yield
    cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


@pytest.fixture
def tape(tmp_path):
    chance = random.Random(7)  # noqa: S311 - the same tape each time
    rows = [
        {
            "asset": chance.choice(["BTC", "ETH", "XRP", None]),
            "customer_id": f"c{int(chance.paretovariate(0.4)) % 900}",
            "seq": number,
            "units": Decimal(chance.randrange(10**20)),
        }
        for number in range(20_000)
    ]
    chance.shuffle(rows)
    schema = pa.schema(
        [
            ("asset", pa.string()),
            ("customer_id", pa.string()),
            ("seq", pa.int64()),
            ("units", pa.decimal128(38, 0)),
        ]
    )
    path = tmp_path / "tape.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema), path)
    return path, rows


def query(engine, path, order="asset, customer_id, seq DESC"):
    engine.view("tape", f"SELECT * FROM {engine.scan([path], 'parquet', {})}")
    return Query("tape", f"SELECT asset, customer_id, seq, units FROM tape ORDER BY {order}", ("tape",))


def by_hand(rows):
    """The same fold, over a dict of groups in plain Python."""
    found = {}
    for row in sorted(rows, key=lambda row: -row["seq"]):
        found.setdefault((row["asset"], row["customer_id"]), []).append(int(row["units"]))
    out = []
    for key in sorted(found, key=lambda key: (key[0] or "", key[1])):
        total, last = 0, -1
        for units in found[key]:
            total += units if units > last else 0
            last = units
            out.append((*key, total, len(found[key])))
    return out


def test_each_group_whole_in_order_and_the_answers_in_key_order(engine, tape):
    path, rows = tape
    batches = engine.map_groups(query(engine, path), ["asset", "customer_id"], running_sum, SCHEMA)
    found = [tuple(row.values()) for batch in batches for row in batch.to_pylist()]
    assert [(*row[:2], int(row[2]), row[3]) for row in found] == by_hand(rows)


def test_a_kernel_may_answer_nothing(engine, tape):
    schema = pa.schema([("asset", pa.string())])
    answers = list(engine.map_groups(query(engine, tape[0]), ["asset"], nothing, schema))
    assert sum(batch.num_rows for batch in answers) == 0


def test_no_rows_make_no_groups(engine):
    empty = Query("none", "SELECT 'a' AS asset, 1 AS x WHERE 1 = 0", ())
    answers = engine.map_groups(empty, ["asset"], running_sum, SCHEMA)
    assert sum(batch.num_rows for batch in answers) == 0


def test_an_answer_of_another_shape_is_refused(engine, tape):
    with pytest.raises(EngineError, match="schema"):
        list(engine.map_groups(query(engine, tape[0]), ["asset"], nothing, SCHEMA))


def test_rows_that_are_not_sorted_by_the_keys_are_refused(duckdb_engine, tape):
    unsorted = query(duckdb_engine, tape[0], order="seq")
    with pytest.raises(EngineError, match="ORDER BY asset"):
        list(duckdb_engine.map_groups(unsorted, ["asset"], running_sum, SCHEMA))


def test_a_group_may_span_batches_and_only_one_is_held():
    taken = []

    def batches():
        for number in range(6):
            taken.append(number)
            yield pa.record_batch({"k": [number // 2] * 3, "x": [number] * 3})

    seen = [
        (table.column("k")[0].as_py(), table.num_rows, len(taken)) for table in groups("q", batches(), ["k"])
    ]
    # Group 0 is handed over once batch 2 (the first of group 1) has come, and so on.
    assert seen == [(0, 6, 3), (1, 6, 5), (2, 6, 6)]


def test_equal_keys_that_come_again_later_are_refused():
    batch = pa.record_batch({"k": ["a", "b", "a"]})
    with pytest.raises(EngineError, match="not sorted"):
        list(groups("q", [batch], ["k"]))


class TestStream:
    def test_all_rows_in_order_in_batches(self, engine, tape):
        path, _ = tape
        batches = list(engine.stream(query(engine, path, "seq"), batch_rows=4096))
        assert max(batch.num_rows for batch in batches) <= 4096
        assert [n for batch in batches for n in batch.column("seq").to_pylist()] == list(range(20_000))
        assert batches[0].schema.field("units").type == pa.decimal128(38, 0)

    def test_another_query_does_not_disturb_a_stream(self, engine, tape):
        stream = engine.stream(query(engine, tape[0], "seq"), batch_rows=1000)
        first = next(stream).num_rows
        assert engine.rows(Query("n", "SELECT count(*) AS n FROM tape", ("tape",))) == [(20_000,)]
        assert first + sum(batch.num_rows for batch in stream) == 20_000

    def test_a_stream_left_early_leaves_nothing_behind(self, engine, tape):
        stream = engine.stream(query(engine, tape[0], "seq"), batch_rows=1000)
        next(stream)
        stream.close()
        assert engine.rows(Query("n", "SELECT count(*) AS n FROM tape", ("tape",))) == [(20_000,)]

    def test_floats_are_refused(self, engine):
        with pytest.raises(EngineError, match="ratio"):
            list(engine.stream(Query("f", "SELECT CAST(1 AS DOUBLE) AS ratio", ())))
