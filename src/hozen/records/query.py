"""A measure: one SQL text that both engines run, and the tables it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Query:
    """測定: SQL in the subset DuckDB and Spark share; parameters are written `:name`.

    Amounts are DECIMAL(38,0). No `/`, no `div`, no two scales in one expression: use the engine's
    `idiv(a, b)` and `mul_floor(q, p, q_unit, p_unit)`. ORDER BY wherever order matters.
    """

    name: str
    sql: str
    tables: tuple[str, ...]
    parameters: Mapping[str, str | int | date] = field(default_factory=dict)
