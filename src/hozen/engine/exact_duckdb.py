"""The exact integer primitives as DuckDB macros. What they mean is said in exact.py.

DuckDB's decimal division is DOUBLE, and its 128-bit `//` is slow. So a quotient is estimated in DOUBLE, a
little too low on purpose, and the remainder, which integer steps give exactly, corrects it. What does not fit
that way (a quotient of 10^14 or more, a product of more than 38 digits) goes to Python integers, row by row.

A macro repeats the text of its arguments. DuckDB works out a repeated expression once, but not inside a CASE,
AND or OR: hence truth values are cast to 0 and 1 and added, and a CASE stands only where something is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from hozen.engine.exact import PART_MAX, mul_floor

if TYPE_CHECKING:
    import duckdb

_WHOLE = "DECIMAL(38,0)"
# A quotient below this is at most one above its estimate.
_NEAR = "100000000000000"
# Units below this, times a quotient below _NEAR, have at most 38 digits; so have three times a product of units below
# _UNITS_FIT.
_UNIT_FITS = "CAST('9e23' AS DOUBLE)"
_UNITS_FIT = "CAST('3e37' AS DOUBLE)"


def define(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the connection's database `idiv`, `mul_floor` and `price_scaled`."""
    connection.create_function("hz_wide", _wide, [_WHOLE] * 4, _WHOLE)
    for macro in _macros():
        connection.execute(macro)


def _wide(q: Decimal, p: Decimal, q_unit: Decimal, p_unit: Decimal) -> Decimal:
    return Decimal(mul_floor(int(q), int(p), int(q_unit), int(p_unit)))


def _macros() -> Iterator[str]:
    yield f"CREATE MACRO hz_low(n, d) AS {_low()}"
    yield f"CREATE MACRO hz_divide(n, d) AS {_divide()}"
    yield f"CREATE MACRO hz_exact_idiv(a, b) AS {_exact_idiv()}"
    yield f"CREATE MACRO idiv(a, b) AS hz_exact_idiv({_whole('a')}, {_positive('b', 'idiv: the divisor')})"
    yield f"CREATE MACRO hz_parts(q, p, u, v) AS {_parts()}"
    yield f"CREATE MACRO hz_exact_mul(q, p, u, v) AS {_exact_mul()}"
    yield f"CREATE MACRO mul_floor(q, p, q_unit, p_unit) AS {_mul_floor()}"
    yield f"CREATE MACRO price_scaled(text, scale) AS {_price_scaled()}"


def _whole(value: str) -> str:
    return f"CAST({value} AS {_WHOLE})"


def _double(value: str) -> str:
    return f"CAST({value} AS DOUBLE)"


def _one_if(condition: str) -> str:
    return f"CAST({condition} AS INTEGER)"


def _positive(name: str, what: str) -> str:
    return f"CASE WHEN {name} <= 0 THEN error('{what} must be above 0') ELSE {_whole(name)} END"


def _low() -> str:
    """A quotient never too high: 1 - 2^-48 outweighs the five roundings (2^-53 each) of the estimate."""
    estimate = f"{_double('n')} / {_double('d')} * (1 - CAST('3.5527136788005009e-15' AS DOUBLE))"
    return _whole(f"floor({estimate})")


def _divide() -> str:
    """floor(n / d) for n >= 0, d > 0 and a quotient below _NEAR."""
    return "(hz_low(n, d) + " + _one_if("n - hz_low(n, d) * d >= d") + ")"


def _exact_idiv() -> str:
    """floor(a / b) for b > 0. Of a negative `a`, one more is taken off where something remains."""
    near = _one_if(f"{_double('abs(a)')} < {_double('b')} * {_NEAR}")
    size = f"hz_divide(abs(a) * {near}, b)"
    down = f"{_one_if('a < 0')} * {_one_if(f'{size} * b <> abs(a) * {near}')}"
    far = f"CASE WHEN {near} = 0 THEN hz_wide(a, 1, b, 1) ELSE 0 END"
    return f"({size} * CAST(sign(a) AS INTEGER) - {down} + {far})"


def _parts() -> str:
    """floor(q * p / (u * v)) from parts that fit. With |q| = w * u + f and p = g * v + h (whole and rest):

    |q| * p / (u * v) = w * g + f * g / u + w * h / v + f * h / (u * v).
    """
    w, g = "hz_divide(abs(q), u)", "hz_divide(p, v)"
    f, h = f"(abs(q) - {w} * u)", f"(p - {g} * v)"
    k, o = f"hz_divide({f} * {g}, u)", f"hz_divide({w} * {h}, v)"
    rests = f"(({f} * {g} - {k} * u) * v + ({w} * {h} - {o} * v) * u + {f} * {h})"
    carry = f"({_one_if(f'{rests} >= u * v')} + {_one_if(f'{rests} >= 2 * u * v')})"
    down = f"{_one_if('q < 0')} * {_one_if(f'{rests} <> {carry} * (u * v)')}"
    return f"(({w} * {g} + {k} + {o} + {carry}) * CAST(sign(q) AS INTEGER) - {down})"


def _exact_mul() -> str:
    """The parts where they fit (both factors 0 where they do not), Python integers elsewhere."""
    q, p, u, v = (_double(name) for name in ("abs(q)", "p", "u", "v"))
    conditions = (
        f"{q} < {u} * {_NEAR}",
        f"{p} < {v} * {_NEAR}",
        f"{u} < {_UNIT_FITS}",
        f"{v} < {_UNIT_FITS}",
        f"{u} * {v} < {_UNITS_FIT}",
    )
    fits = " * ".join(_one_if(condition) for condition in conditions)
    wide = f"CASE WHEN {fits} = 0 THEN hz_wide(q, p, u, v) ELSE 0 END"
    units = ", ".join(f"({unit} * {fits} + (1 - {fits}))" for unit in "uv")
    return f"(hz_parts(q * ({fits}), p * ({fits}), {units}) + {wide})"


def _mul_floor() -> str:
    price = f"CASE WHEN p < 0 THEN error('mul_floor: the price must not be below 0') ELSE {_whole('p')} END"
    units = ", ".join(_unit(name) for name in ("q_unit", "p_unit"))
    return f"hz_exact_mul({_whole('q')}, {price}, {units})"


def _unit(name: str) -> str:
    return (
        f"CASE WHEN {name} <= 0 THEN error('mul_floor: a unit must be above 0') "
        f"WHEN {name} > {PART_MAX} THEN error('mul_floor: a unit is above 10^30') ELSE {_whole(name)} END"
    )


def _price_scaled() -> str:
    fraction = "rtrim(split_part(text, '.', 2), '0')"
    digits = f"split_part(text, '.', 1) || rpad({fraction}, CAST(scale AS INTEGER), '0')"
    return (
        "CASE WHEN NOT regexp_full_match(text, '[0-9]+([.][0-9]+)?') "
        "THEN error('price_scaled: not a plain decimal: ' || text) "
        f"WHEN length({fraction}) > scale THEN error('price_scaled: digits would be lost: ' || text) "
        f"ELSE {_whole(digits)} END"
    )
