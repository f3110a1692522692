"""Reading SQL text just far enough: which parts are code, and which are strings or comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from hozen.engine.protocol import EngineError

_TOKEN = re.compile(
    r"""
    (?P<skip> '(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | --[^\n]* | /\*.*?\*/ )
  | (?P<cast> :: )
  | :(?P<name> [A-Za-z_]\w* )
    """,
    re.VERBOSE | re.DOTALL,
)
_NOT_PORTABLE = {
    re.compile(r"/"): "'/' makes a DOUBLE or a scaled decimal; use idiv(a, b)",
    re.compile(r"%"): "'%' has another sign rule than idiv; write a - idiv(a, b) * b",
    re.compile(r"\bdiv\b", re.IGNORECASE): "'div' wraps round at 64 bits on Spark; use idiv(a, b)",
    re.compile(r"\bavg\s*\(", re.IGNORECASE): "avg() is DOUBLE on DuckDB; sum and count apart",
    re.compile(r"(?<![\w.])(\d+\.\d*|\.\d+|\d+)e[+-]?\d+", re.IGNORECASE): "1e10 is a DOUBLE literal",
    re.compile(r"(?<![\w.])(\d+\.\d*|\.\d+)(?![\w])"): "a literal with a point mixes scales; use whole units",
    re.compile(r"\b(double|float|real)\b", re.IGNORECASE): "no floating point touches money",
}


def replace_parameters(sql: str, parameters: Mapping[str, object], to: Callable[[str], str]) -> str:
    """`:name` becomes `to(name)`; casts (`::`), strings, quoted names and comments stay as they are.

    Raises EngineError for a name without a value.
    """

    def one(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return match[0]
        if name not in parameters:
            raise EngineError(
                f"the query has no value for :{name}",
                expected="a value in Query.parameters",
                found=", ".join(sorted(parameters)) or "no parameters",
            )
        return to(name)

    return _TOKEN.sub(one, sql)


def bound_values(sql: str, parameters: Mapping[str, object]) -> dict[str, object]:
    """The values that the text really uses. An integer beyond 64 bits goes as the DECIMAL that it is in tables."""
    used = {match["name"] for match in _TOKEN.finditer(sql) if match["name"]}
    return {
        name: Decimal(value) if isinstance(value, int) and abs(value) >= 2**63 else value
        for name, value in parameters.items()
        if name in used
    }


def code_of(sql: str) -> str:
    """The text with strings, quoted names and comments blanked (same length, same lines)."""
    return _TOKEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]) if match["skip"] else match[0], sql)


def not_portable(sql: str) -> Iterator[str]:
    """Why this SQL might give another answer on another engine; nothing when it is sound."""
    code = code_of(sql)
    for pattern, reason in _NOT_PORTABLE.items():
        for match in pattern.finditer(code):
            line = code.count("\n", 0, match.start()) + 1
            yield f"line {line}: {match[0].strip()}: {reason}"


def portable(sql: str) -> str:
    """The same SQL, if nothing in it depends on the engine; EngineError with each line otherwise."""
    reasons = list(not_portable(sql))
    if reasons:
        raise EngineError(
            "this SQL may differ between engines",
            found="; ".join(reasons),
            expected="whole smallest units, idiv(a, b) and mul_floor(q, p, q_unit, p_unit)",
        )
    return sql


def quote(text: str) -> str:
    """A SQL string literal for DuckDB."""
    return "'" + text.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """A quoted DuckDB identifier."""
    return '"' + name.replace('"', '""') + '"'
