"""Spark's errors as refusals that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlparse

from hozen.engine.protocol import EngineError

_FILE = re.compile(r"(file:/[^\s\"']+?\.(?:parquet|csv))", re.IGNORECASE)
_CONDITION = re.compile(r"\[([A-Z][A-Z0-9_.]+)\]")
_PYTHON = re.compile(r"^(?:\w+\.)*(\w+(?:Error|Exception)): (.+)$", re.MULTILINE)
_TOO_LARGE = (
    "a figure has too many digits",
    "look for an amount in the wrong unit; nothing was rounded or cut",
)
_ADVICE = {
    "NUMERIC_VALUE_OUT_OF_RANGE": _TOO_LARGE,
    "ARITHMETIC_OVERFLOW": _TOO_LARGE,
    "CAST_OVERFLOW": _TOO_LARGE,
    "CAST_INVALID_INPUT": ("a value does not fit its type", "check the column that the message names"),
    "DIVIDE_BY_ZERO": ("a division by zero", "check the divisor"),
    "TABLE_OR_VIEW_NOT_FOUND": ("a table or function is not there", "register the view first"),
    "UNRESOLVED_ROUTINE": ("a table or function is not there", "register the view first"),
    "UNRESOLVED_COLUMN": ("the SQL does not fit its tables", "check column names and types"),
    "PARSE_SYNTAX_ERROR": (
        "the SQL cannot be parsed",
        "use the subset that DuckDB and Spark share",
    ),
    "FAILED_READ_FILE": ("a file cannot be read", "write the file again from its source; it is broken"),
    "MALFORMED_RECORD_IN_PARSING": ("a CSV row is malformed", "check the row that the message shows"),
}


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Turns Spark's errors into EngineError, with the file at fault where Spark names it."""
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]  # py4j ships no types
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise _refusal(name, str(error)) from error


def _refusal(name: str, text: str) -> EngineError:
    what, advice = "the engine refused", "see docs/reference/errors/engine.md"
    for condition in _CONDITION.findall(text):
        known = _ADVICE.get(condition.split(".")[0])
        if known:
            what, advice = known
            break
    file = _FILE.search(text)
    where = unquote(urlparse(file[1]).path) if file else None
    if where and "cannot be read" in what:
        what = f"{where.rsplit('/', 1)[-1]} cannot be read"
    return EngineError(f"{name}: {what}", where=where, found=_gist(text), try_next=advice)


def _gist(text: str) -> str:
    """The last Python error of a worker's traceback, else the first lines."""
    python = _PYTHON.findall(text)
    if "Python worker" in text and python:
        return f"{python[-1][0]}: {python[-1][1]}"[:600]
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("\tat ")]
    return " ".join(lines[:3])[:600]
