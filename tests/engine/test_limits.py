"""What an engine may take: memory, disk, network, and what it leaves behind."""

import json
import resource
import subprocess
import sys

import pytest

from hozen.engine import EngineError, open_engine
from hozen.records import Query

SLACK = 250  # MB over the limit: Python, the library and the allocator
SPILLING = """
import json, re, sys
from pathlib import Path
from hozen.engine import open_engine
from hozen.records import Query

limit, folder = sys.argv[1], Path(sys.argv[2])

def peak_mb():
    # Not getrusage: Linux counts there the peak of the process that started this one too.
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text()).group(1)) // 1024

with open_engine("duckdb", memory_limit=limit, temp=folder, threads=2) as engine:
    # Three million customers with long ids: some four hundred megabytes of keys to group and to sort.
    engine.view("balances", '''
        SELECT CAST(md5(CAST(x * 7919 % 3000000 AS VARCHAR)) AS VARCHAR) || md5(CAST(x AS VARCHAR)) AS id,
               CAST(x AS DECIMAL(38,0)) AS units
        FROM range(3000000) AS r(x)''')
    before = peak_mb()
    sql = "SELECT id, sum(units) AS units, count(*) AS n FROM balances GROUP BY id ORDER BY units DESC, id"
    try:
        written = engine.write_parquet(Query("big", sql, ("balances",)), folder / "big.parquet")
        outcome = written.rows
    except Exception as error:
        outcome = type(error).__name__
print(json.dumps({"outcome": outcome, "peak_mb": peak_mb(), "before_mb": before}))
"""


def spilling(limit, folder):
    run = subprocess.run(
        [sys.executable, "-c", SPILLING, limit, str(folder)], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


@pytest.mark.slow
def test_more_rows_than_memory_are_grouped_and_sorted_by_spilling(tmp_path):
    found = spilling("192MB", tmp_path)
    assert found["outcome"] == 3_000_000
    # The limit covers DuckDB's own buffers; Python, the library and the allocator's slack come on top.
    assert found["peak_mb"] < 192 + SLACK
    assert [path.name for path in tmp_path.iterdir()] == ["big.parquet"]


@pytest.mark.slow
def test_the_limit_is_what_holds_memory_down(tmp_path):
    # The same work, free to take more, does take more: so the test above can fail.
    assert spilling("4GB", tmp_path)["peak_mb"] > 192 + SLACK


def test_too_little_memory_is_an_error_that_says_so(tmp_path):
    with open_engine("duckdb", memory_limit="20MB", temp=tmp_path, threads=2) as engine:
        engine.view("wide", "SELECT x, repeat(CAST(x AS VARCHAR), 50) AS y FROM range(1000000) AS r(x)")
        sql = "SELECT list(y ORDER BY y DESC) IS NULL AS z FROM wide"
        with pytest.raises(EngineError, match="memory_limit"):
            engine.rows(Query("wide", sql, ("wide",)))


def test_a_huge_csv_line_takes_no_memory(tmp_path):
    path = tmp_path / "line.csv"
    with path.open("wb") as file:
        file.write(b"id,x\n1,")
        for _ in range(400):
            file.write(b"x" * 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (
        open_engine("duckdb", memory_limit="256MB", temp=tmp_path, threads=2) as engine,
        pytest.raises(EngineError, match=r"line\.csv"),
    ):
        engine.rows(Query("q", f"SELECT max(x) AS x FROM {engine.scan([path], 'csv', {})}", ()))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024


def test_the_temporary_folder_goes_with_the_engine(tmp_path):
    with open_engine("duckdb", temp=tmp_path) as engine:
        source = tmp_path / "a.csv"
        source.write_bytes("id\n東\n".encode("cp932"))
        engine.scan([source], "csv", {"encoding": "cp932"})
        assert len(list(tmp_path.iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM 'https://example.com/a.parquet'",
        "SELECT * FROM read_csv('http://example.com/a.csv')",
        "SELECT * FROM read_parquet('s3://bucket/a.parquet')",
    ],
)
def test_a_query_reaches_no_network_and_fetches_no_extension(duckdb_engine, sql):
    with pytest.raises(EngineError, match="extension"):
        duckdb_engine.rows(Query("net", sql, ()))


def test_a_query_does_not_see_python_variables(duckdb_engine):
    import pyarrow as pa

    secret = pa.table({"x": [1]})
    assert secret.num_rows == 1
    with pytest.raises(EngineError, match="register the view"):
        duckdb_engine.rows(Query("peek", "SELECT * FROM secret", ()))


@pytest.mark.parametrize("sql", ["SET memory_limit = '100GB'", "SET autoload_known_extensions = true"])
def test_a_query_does_not_change_the_settings(duckdb_engine, sql):
    with pytest.raises(EngineError, match="locked"):
        duckdb_engine.rows(Query("set", sql, ()))


@pytest.mark.parametrize("limit", ["plenty", "-1GB", ""])
def test_a_memory_limit_without_meaning_is_refused(tmp_path, limit):
    with pytest.raises(EngineError):
        open_engine("duckdb", memory_limit=limit, temp=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_spark_without_java_says_which_package_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineError, match="apt-get install default-jre-headless"):
        open_engine("spark", temp=tmp_path)


@pytest.mark.parametrize("missing", ["pyspark", "pyarrow"])
def test_spark_without_its_extra_says_how_to_install_it(monkeypatch, missing):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == missing else name)
    with pytest.raises(EngineError, match=r"pip install 'hozen\[spark\]'"):
        open_engine("spark")


def test_arrow_batches_without_pyarrow_say_how_to_install_it(duckdb_engine, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(EngineError, match=r"pip install 'hozen\[arrow\]'"):
        list(duckdb_engine.stream(Query("q", "SELECT 1 AS x", ())))


def test_rows_and_parquet_need_no_pyarrow(tmp_path):
    script = f"""
import sys
sys.modules["pyarrow"] = None
from pathlib import Path
from hozen.engine import open_engine
from hozen.records import Query
big = "CAST('1' || repeat('0', 24) AS DECIMAL(38,0))"
with open_engine("duckdb") as engine:
    q = Query("q", f"SELECT mul_floor({{big}}, {{big}}, {{big}}, 1) AS x", ())
    print(engine.rows(q)[0][0], engine.write_parquet(q, Path({str(tmp_path / "x.parquet")!r})).rows)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [str(10**24), "1"]


def test_importing_the_engine_room_loads_neither_engine():
    script = "import sys, hozen.engine; print(sorted({'duckdb', 'pyspark', 'pyarrow', 'pandas'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
