"""DuckDB's errors as refusals that say what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from hozen.engine.protocol import EngineError
from hozen.engine.sql_text import quote

# What these say is about the query or its values, never about a broken file.
_NOT_A_FILE = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConversionException,
    duckdb.OutOfMemoryException,
    duckdb.OutOfRangeException,
    duckdb.ParserException,
)
_CSV_LINE = re.compile(r"CSV Error on Line: (\d+)")
_ADVICE: tuple[tuple[type[duckdb.Error], str, str], ...] = (
    (
        duckdb.OutOfMemoryException,
        "ran out of memory or spill space",
        "a larger memory_limit, fewer threads, or a temp folder with more room",
    ),
    (
        duckdb.OutOfRangeException,
        "a figure has too many digits",
        "look for an amount in the wrong unit; nothing was rounded or cut",
    ),
    (duckdb.ConversionException, "a value does not fit its type", "check the column that the message names"),
    (duckdb.IOException, "a file cannot be read or written", "check that it is whole and readable"),
    (duckdb.CatalogException, "a table or function is not there", "register the view first"),
    (duckdb.BinderException, "the SQL does not fit its tables", "check column names and types"),
    (duckdb.ParserException, "the SQL cannot be parsed", "use the subset that DuckDB and Spark share"),
)


def refusal(name: str, error: duckdb.Error, where: Path | None = None) -> EngineError:
    """The EngineError that stands for `error`; `where` is the file at fault, where known."""
    what, advice = "the engine refused", "see docs/reference/errors/engine.md"
    for kind, text, hint in _ADVICE:
        if isinstance(error, kind):
            what, advice = text, hint
            break
    place = None
    if where is not None:
        what, advice = f"{where.name} cannot be read", "write the file again from its source; it is broken"
        line = _CSV_LINE.search(str(error))
        place = f"{where}:{line[1]}" if line else str(where)
    return EngineError(f"{name}: {what}", where=place, found=_first_lines(error), try_next=advice)


def blame_file(
    connection: duckdb.DuckDBPyConnection, error: duckdb.Error, scanned: Sequence[Path]
) -> Path | None:
    """The scanned file that an error is about: named in it, or else the first that does not read through."""
    if isinstance(error, _NOT_A_FILE):
        return None
    text = str(error)
    named = [path for path in scanned if str(path) in text]
    if named:
        return max(named, key=lambda path: len(str(path)))
    if isinstance(error, duckdb.InvalidInputException):
        return None  # a broken file would have been named
    broken = (path for path in scanned if path.suffix == ".parquet" and not _reads(connection, path))
    return next(broken, None)


def _reads(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    # A damaged page is met only when its values are decoded: count and max may come from the footer alone.
    sql = f"SELECT bit_xor(hash(COLUMNS(*))) FROM read_parquet({quote(str(path))})"
    try:
        connection.cursor().execute(sql)
    except duckdb.Error:
        return False
    return True


def _first_lines(error: duckdb.Error) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[:3])[:600]
