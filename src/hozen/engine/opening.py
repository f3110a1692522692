"""One door to both engines."""

from __future__ import annotations

from pathlib import Path

from hozen.engine.protocol import Engine, EngineError


def open_engine(
    name: str, memory_limit: str = "4GB", temp: Path | None = None, threads: int | None = None
) -> Engine:
    """'duckdb' or 'spark'. Raises EngineError for another name, or when what the engine needs is absent."""
    if name == "duckdb":
        from hozen.engine.duck import DuckDBEngine

        return DuckDBEngine(memory_limit, temp, threads)
    if name == "spark":
        from hozen.engine.spark import SparkEngine

        return SparkEngine(memory_limit, temp, threads)
    raise EngineError("there is no such engine", found=name, expected="duckdb or spark")
