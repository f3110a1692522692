"""An engine that spills into hozen's own folder, not into the system's."""

from __future__ import annotations

from hozen.engine import Engine, open_engine
from hozen.workflows.home import temp_folder


def engine_at_home(name: str = "duckdb", memory_limit: str = "4GB", threads: int | None = None) -> Engine:
    """`open_engine` with its temporary folder below `home()`. Raises EngineError as it does."""
    return open_engine(name, memory_limit, temp_folder(), threads)
