"""The exact integer primitives on Spark: Python integers over Arrow batches. See exact.py.

Spark SQL cannot divide 38 digits exactly (`div` is 64 bits wide, `/` rounds). Measured, Python over Arrow
is no slower than integer steps written in Spark SQL, and it is exact by nature.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from hozen.engine import exact

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def define(session: SparkSession) -> None:
    """Give the session `idiv`, `mul_floor` and `price_scaled`, and what DuckDB has under another name."""
    from pyspark.sql.pandas import functions
    from pyspark.sql.types import DecimalType

    as_udf: Any = functions.arrow_udf  # its stubs lack the form that reads the type hints

    primitives = {"idiv": _idiv, "mul_floor": _mul_floor, "price_scaled": _price_scaled}
    for name, function in primitives.items():
        session.udf.register(name, as_udf(function, DecimalType(38, 0)))
    for sql in _NAMED:
        session.sql(f"CREATE TEMPORARY FUNCTION {sql}")


_NAMED = (
    "sha256(given STRING) RETURNS STRING RETURN sha2(given, 256)",
    "strlen(given STRING) RETURNS BIGINT RETURN CAST(octet_length(given) AS BIGINT)",
)


def _each(function: Callable[..., int], *columns: pa.Array) -> pa.Array:
    """The function of each row; NULL where an argument is NULL."""
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    values = [None if None in row else Decimal(function(*row)) for row in rows]
    return pa.array(values, pa.decimal128(38, 0))


def _whole(value: int | Decimal) -> int:
    whole = int(value)
    if whole != value:
        raise ArithmeticError(f"a whole number is expected, not {value}")
    return whole


def _idiv(a: pa.Array, b: pa.Array) -> pa.Array:
    return _each(lambda x, y: exact.idiv(_whole(x), _whole(y)), a, b)


def _mul_floor(q: pa.Array, p: pa.Array, q_unit: pa.Array, p_unit: pa.Array) -> pa.Array:
    return _each(lambda *row: exact.mul_floor(*(_whole(value) for value in row)), q, p, q_unit, p_unit)


def _price_scaled(text: pa.Array, scale: pa.Array) -> pa.Array:
    return _each(lambda x, y: exact.price_scaled(x, _whole(y)), text, scale)
