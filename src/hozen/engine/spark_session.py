"""A Spark session that keeps every digit."""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.engine.memory_limit import memory_bytes
from hozen.engine.protocol import EngineError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_EXACT = {
    # Overflow, a bad cast and division by zero are errors, not NULL.
    "spark.sql.ansi.enabled": "true",
    # By default Spark drops decimal digits to keep whole ones.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.session.timeZone": "UTC",
    # TIMESTAMP without a zone, as DuckDB has it.
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.shuffle.partitions": "4",
    # A row is checked whole even where a query uses few of its columns.
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}
_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    # A plan that fails is reported by its EngineError alone.
    "spark.python.sql.dataFrameDebugging.enabled": "false",
}


def open_session(memory_limit: str, temp: Path, threads: int) -> tuple[SparkSession, bool]:
    """A session of its own, and whether this call started Spark. Raises EngineError."""
    _need_spark()
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    from hozen.engine.exact_spark import define

    master = os.environ.get("HOZEN_SPARK_MASTER") or f"local[{threads}]"
    started = SparkSession.getActiveSession() is None
    builder = SparkSession.builder.master(master).appName("hozen")
    for name, value in _settings(memory_limit, temp, master).items():
        builder = builder.config(name, value)
    try:
        with without_pandas_warning():
            session = builder.getOrCreate().newSession()
    except (PySparkException, OSError) as error:
        raise EngineError(
            "Spark did not start",
            found=str(error)[:600],
            where=master,
            try_next="java -version; HOZEN_SPARK_MASTER",
        ) from error
    _quieten(session)
    if master.startswith("local"):
        # Python workers are this Python: the `python3` on the PATH need not have hozen.
        session.sparkContext.pythonExec = sys.executable
    for name, value in _EXACT.items():
        session.conf.set(name, value)
    define(session)
    return session, started


@contextmanager
def without_pandas_warning() -> Iterator[None]:
    """PySpark warns of pandas 3, which hozen never hands it: only Arrow goes through."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield


def _settings(memory_limit: str, temp: Path, master: str) -> dict[str, str]:
    settings = _EXACT | _QUIET | {
        "spark.driver.memory": f"{memory_bytes(memory_limit) >> 20}m",
        "spark.local.dir": str(temp / "spill"),
        "spark.sql.warehouse.dir": str(temp / "warehouse"),
    }  # fmt: skip
    if master.startswith("local"):
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_log_settings(temp)}",
        }
    return settings


def _log_settings(temp: Path) -> Path:
    # Without an appender Spark would fall back on its own, talkative settings.
    lines = (
        "rootLogger.level = off",
        "rootLogger.appenderRef.none.ref = none",
        "appender.none.type = Null",
        "appender.none.name = none",
    )
    file = temp / "log4j2.properties"
    file.write_text("\n".join(lines), encoding="ascii")
    return file


def _quieten(session: SparkSession) -> None:
    # What Spark would print, the EngineError says.
    session.sparkContext.setLogLevel("OFF")
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)


def _need_spark() -> None:
    if any(importlib.util.find_spec(name) is None for name in ("pyspark", "pyarrow", "pandas")):
        raise EngineError("the Spark engine needs PySpark", try_next="pip install 'hozen[spark]'")
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").exists()):
        raise EngineError(
            "the Spark engine needs Java, and there is none", try_next="apt-get install default-jre-headless"
        )
