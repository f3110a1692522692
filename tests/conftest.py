"""Engines for the tests: DuckDB fresh for each, Spark once for the whole run (it takes seconds to start)."""

from collections.abc import Iterator

import pytest

from hozen.engine import Engine, EngineError, open_engine


@pytest.fixture
def duckdb_engine() -> Iterator[Engine]:
    with open_engine("duckdb", memory_limit="1GB", threads=2) as engine:
        yield engine


@pytest.fixture(scope="session")
def spark_engine() -> Iterator[Engine]:
    """Skips, and says so, where Java or PySpark is absent."""
    try:
        engine = open_engine("spark", memory_limit="1GB", threads=2)
    except EngineError as absent:
        pytest.skip(f"NO SPARK, so nothing is compared with DuckDB: {absent.message}; {absent.try_next}")
    with engine:
        yield engine


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    return request.getfixturevalue(f"{request.param}_engine")
