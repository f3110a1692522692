"""From an engine's values to exact Python ones: whole DECIMALs to int, floats refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from hozen.engine.protocol import Cell, EngineError

ROWS_BOUND = 100_000
"""Facts are bounded: a result of more rows than this belongs in a file or a stream."""
_FLOATING = ("DOUBLE", "FLOAT", "REAL", "TIME ZONE")


def cells(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[tuple[Cell, ...]]:
    """Each row as exact cells. Raises EngineError for a float, a fraction, or too many rows."""
    out: list[tuple[Cell, ...]] = []
    for row in rows:
        if len(out) == ROWS_BOUND:
            raise EngineError(
                f"{name} yields more than {ROWS_BOUND:,} rows",
                expected="a bounded result: facts do not grow with the number of customers",
                try_next="write_parquet for evidence, or stream for batches",
            )
        out.append(tuple(_cell(name, column, value) for column, value in zip(columns, row, strict=True)))
    return out


def _cell(name: str, column: str, value: object) -> Cell:
    if value is None or isinstance(value, (int, str, date, datetime)):
        return value
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    raise EngineError(
        f"{name}: column {column!r} is not exact",
        where=f"{name}.{column}",
        found=f"{type(value).__name__} {value!r}",
        expected="an integer, text, a day, an instant or a flag",
        try_next="keep amounts in DECIMAL(38,0) smallest units",
    )


def refuse_inexact(name: str, types: Iterable[tuple[str, str]], *, in_rows: bool = False) -> None:
    """Raise EngineError for a column whose type cannot leave the engine exactly.

    A HUGEINT (DuckDB's sum of counts) is exact in Python rows, but Arrow and Parquet would make it DOUBLE.
    """
    refused = _FLOATING if in_rows else (*_FLOATING, "HUGEINT")
    for column, kind in types:
        if any(word in kind.upper() for word in refused):
            raise EngineError(
                f"{name}: column {column!r} would not leave the engine exactly",
                where=f"{name}.{column}",
                found=kind,
                expected="DECIMAL(38,0), BIGINT, VARCHAR, DATE, TIMESTAMP or BOOLEAN",
                try_next="CAST(... AS DECIMAL(38,0)), or CAST(sum(...) AS BIGINT) for counts",
            )
