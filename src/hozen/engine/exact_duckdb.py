"""The exact integer primitives as DuckDB macros. What they mean is said in exact.py.

DuckDB's decimal division is DOUBLE, and its 128-bit `//` is slow. So a quotient is estimated in DOUBLE, a
little too low on purpose, and the remainder, which integer steps give exactly, corrects it. `//` serves
the rare quotient that a DOUBLE cannot hold, Python integers the rare product of more than 38 digits.

A macro repeats the text of its arguments; `_let` (a lambda) names values instead. To repeat a column is
cheaper than a lambda, to repeat a calculation is dearer: `idiv` wants plain arguments, `mul_floor` takes any.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from hozen.engine.exact import PART_MAX, mul_floor

if TYPE_CHECKING:
    import duckdb

_WHOLE = "DECIMAL(38,0)"
# A DOUBLE product below this proves that the exact one has at most 38 digits; a third of it, that a sum of
# three such products has.
_FITS = "CAST('9e37' AS DOUBLE)"
_THIRD_FITS = "CAST('3e37' AS DOUBLE)"


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
    yield f"CREATE MACRO idiv(a, b) AS {_idiv()}"
    yield f"CREATE MACRO hz_parts(q, p, u, v) AS {_parts()}"
    yield f"CREATE MACRO mul_floor(q, p, q_unit, p_unit) AS {_mul_floor()}"
    yield f"CREATE MACRO price_scaled(text, scale) AS {_price_scaled()}"


def _let(name: str, fields: dict[str, str], body: str) -> str:
    """`body`, in which `name.field` stands for each value."""
    pairs = ", ".join(f"'{field}': {value}" for field, value in fields.items())
    return f"list_transform([{{{pairs}}}], lambda {name}: {body})[1]"


def _whole(value: str) -> str:
    return f"CAST({value} AS {_WHOLE})"


def _double(value: str) -> str:
    return f"CAST({value} AS DOUBLE)"


def _low() -> str:
    """A quotient never too high: 1 - 2^-48 outweighs the five roundings (2^-53 each) of the estimate."""
    estimate = f"{_double('n')} / {_double('d')} * (1 - CAST('3.5527136788005009e-15' AS DOUBLE))"
    return _whole(f"floor({estimate})")


def _divide() -> str:
    """floor(n / d) for n >= 0, d > 0. Below 10^14 the estimate is at most one short."""
    near = "hz_low(n, d) + CASE WHEN n - hz_low(n, d) * d >= d THEN 1 ELSE 0 END"
    far = _whole("CAST(n AS HUGEINT) // CAST(d AS HUGEINT)")
    return f"CASE WHEN {_double('n')} < {_double('d')} * 100000000000000 THEN {near} ELSE {far} END"


def _idiv() -> str:
    """floor(a / b). -floor(-a / b) is the ceiling: one too many where something remains."""
    a, b = _whole("a"), _whole("b")
    up = f"hz_divide(-{a}, {b})"
    return (
        f"CASE WHEN {b} <= 0 THEN error('idiv: the divisor must be above 0') "
        f"WHEN {a} < 0 THEN -{up} - CASE WHEN {up} * {b} = -{a} THEN 0 ELSE 1 END "
        f"ELSE hz_divide({a}, {b}) END"
    )


def _parts() -> str:
    """floor(q * p / (u * v)) from parts that fit. With |q| = w * u + f and p = g * v + h (whole and rest):

    |q| * p / (u * v) = w * g + f * g / u + w * h / v + f * h / (u * v).
    """
    whole = {"w": "hz_divide(abs(q), u)", "g": "hz_divide(p, v)"}
    whole_and_rest = {"w": "hz1.w", "g": "hz1.g", "f": "abs(q) - hz1.w * u", "h": "p - hz1.g * v"}
    crossed = {
        "fg": "hz2.f * hz2.g",
        "wh": "hz2.w * hz2.h",
        "k": "hz_divide(hz2.f * hz2.g, u)",
        "o": "hz_divide(hz2.w * hz2.h, v)",
    }
    rests = "(hz3.fg - hz3.k * u) * v + (hz3.wh - hz3.o * v) * u + hz2.f * hz2.h"
    carry = "CASE WHEN hz4.n >= 2 * hz4.d THEN 2 WHEN hz4.n >= hz4.d THEN 1 ELSE 0 END"
    total = f"(hz2.w * hz2.g + hz3.k + hz3.o + {carry})"
    exact = "hz4.n = 0 OR hz4.n = hz4.d OR hz4.n = 2 * hz4.d"
    signed = f"CASE WHEN q >= 0 THEN {total} WHEN {exact} THEN -{total} ELSE -{total} - 1 END"
    fits = " AND ".join(
        f"{_double(f'hz2.{left}')} * {_double(f'hz2.{right}')} < {_FITS}" for left, right in ("fg", "wh")
    )
    body = _let("hz3", crossed, _let("hz4", {"n": rests, "d": "u * v"}, signed))
    body = _let("hz2", whole_and_rest, f"CASE WHEN {fits} THEN {body} ELSE hz_wide(q, p, u, v) END")
    return _let("hz1", whole, body)


def _mul_floor() -> str:
    q, p, u, v = (_double(f"hz0.{name}") for name in "qpuv")
    direct = _let("hz", {"n": "hz0.q * hz0.p", "d": "hz0.u * hz0.v"}, "idiv(hz.n, hz.d)")
    body = (
        "CASE WHEN hz0.u <= 0 OR hz0.v <= 0 THEN error('mul_floor: a unit must be above 0') "
        "WHEN hz0.p < 0 THEN error('mul_floor: the price must not be below 0') "
        f"WHEN hz0.u > {PART_MAX} OR hz0.v > {PART_MAX} THEN error('mul_floor: a unit is above 10^30') "
        f"WHEN {u} * {v} >= {_THIRD_FITS} THEN hz_wide(hz0.q, hz0.p, hz0.u, hz0.v) "
        f"WHEN abs({q}) * {p} < {_FITS} THEN {direct} "
        "ELSE hz_parts(hz0.q, hz0.p, hz0.u, hz0.v) END"
    )
    named = {"q": _whole("q"), "p": _whole("p"), "u": _whole("q_unit"), "v": _whole("p_unit")}
    return _let("hz0", named, body)


def _price_scaled() -> str:
    fraction = "rtrim(split_part(text, '.', 2), '0')"
    digits = f"split_part(text, '.', 1) || rpad({fraction}, CAST(scale AS INTEGER), '0')"
    return (
        "CASE WHEN NOT regexp_full_match(text, '[0-9]+([.][0-9]+)?') "
        "THEN error('price_scaled: not a plain decimal: ' || text) "
        f"WHEN length({fraction}) > scale THEN error('price_scaled: digits would be lost: ' || text) "
        f"ELSE {_whole(digits)} END"
    )
