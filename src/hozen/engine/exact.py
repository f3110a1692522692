"""Exact integer primitives: what they mean, in Python integers.

    idiv(a, b)                       floor(a / b)                        b > 0
    mul_floor(q, p, q_unit, p_unit)  floor(q * p / (q_unit * p_unit))    p >= 0, 0 < units <= 10^30
    price_scaled(text, scale)        the decimal text times 10^scale     no digit may be lost

In SQL, arguments and results are DECIMAL(38,0), but `text` is VARCHAR and `scale` INT. NULL in, NULL out. A
result over 38 digits, a unit that is not positive and a digit that would be lost are errors, never a wrap or a NULL.
Spark runs these very functions on Arrow batches; DuckDB runs the macros of exact_duckdb.py.
"""

from __future__ import annotations

import re

BOUND = 10**38
PART_MAX = 10**30
CHUNK_DIGITS = 7
_PLAIN = re.compile(r"([0-9]+)(?:\.([0-9]+))?")


def idiv(a: int, b: int) -> int:
    """floor(a / b). Raises ArithmeticError when b is not above 0."""
    if b <= 0:
        raise ArithmeticError("idiv: the divisor must be above 0")
    return _within(a // b, "idiv")


def mul_floor(q: int, p: int, q_unit: int, p_unit: int) -> int:
    """floor(q * p / (q_unit * p_unit)): `q` smallest units at a price scaled by `p_unit`, in whole yen."""
    if q_unit <= 0 or p_unit <= 0:
        raise ArithmeticError("mul_floor: a unit must be above 0")
    if p < 0:
        raise ArithmeticError("mul_floor: the price must not be below 0")
    if max(q_unit, p_unit) > PART_MAX:
        raise ArithmeticError("mul_floor: a unit is above 10^30")
    return _within(q * p // (q_unit * p_unit), "mul_floor")


def price_scaled(text: str, scale: int) -> int:
    """'1234.5' at scale 2 is 123450. Raises ArithmeticError for other text, or digits below the scale."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        raise ArithmeticError(f"price_scaled: not a plain decimal: {text}")
    fraction = (match[2] or "").rstrip("0")
    if len(fraction) > scale:
        raise ArithmeticError(f"price_scaled: digits would be lost: {text}")
    return _within(int(match[1] + fraction.ljust(scale, "0")), "price_scaled")


def _within(value: int, name: str) -> int:
    if abs(value) >= BOUND:
        raise ArithmeticError(f"{name}: the result has more than 38 digits")
    return value
