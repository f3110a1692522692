"""計算機: where tables run.

`open_engine` starts one; DuckDB and Spark load only then.
"""

from hozen.engine.csv_file import physical_lines
from hozen.engine.opening import open_engine
from hozen.engine.protocol import Cell, Engine, EngineError, Written
from hozen.engine.scan_options import ScanOptions
from hozen.engine.sql_text import portable
from hozen.engine.temp_folder import sweep, temp_prefix

__all__ = [
    "Cell",
    "Engine",
    "EngineError",
    "ScanOptions",
    "Written",
    "open_engine",
    "physical_lines",
    "portable",
    "sweep",
    "temp_prefix",
]
