"""What Spark writes otherwise: hozen's SQL says it as DuckDB does, and Spark is told in its own words."""

from __future__ import annotations

import re

from hozen.engine.sql_text import code_of

_JOINED = re.compile(r"\bstring_agg\s*\(", re.IGNORECASE)
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)


def as_spark(sql: str) -> str:
    """`string_agg(x, sep ORDER BY y)` becomes `listagg(x, sep) WITHIN GROUP (ORDER BY y)`."""
    while found := list(_JOINED.finditer(code_of(sql))):
        sql = _told(sql, found[-1].start(), found[-1].end())  # the last one has no other in it
    return sql


def _told(sql: str, start: int, first: int) -> str:
    code = code_of(sql)
    last, order = _ends(code, first)
    whole = (
        sql[first:last] if order is None else f"{sql[first:order].rstrip()}) WITHIN GROUP ({sql[order:last]}"
    )
    return f"{sql[:start]}listagg({whole}{sql[last:]}"


def _ends(code: str, first: int) -> tuple[int, int | None]:
    """Where the call's bracket closes, and where its own ORDER BY begins."""
    depth, order, place = 0, None, first
    while place < len(code) and (depth or code[place] != ")"):
        depth += (code[place] == "(") - (code[place] == ")")
        if not depth and order is None and _ORDER.match(code, place):
            order = place
        place += 1
    return place, order
