"""Alerts and truth out of their Parquet files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.surveillance_score.span import Alert, Case, Span

TYPOLOGY_OF: Mapping[str, str] = {
    "matched_orders": "matched",
    "circular": "ring",
    "stuffing": "quote_stuffing",
    "marking_close": "marking",
    "momentum": "momentum_ignition",
    "pump": "pump_dump",
}
"""Detector → typology of the truth, where the two are called differently."""


def read_alerts(engine: Engine, path: Path, names: Mapping[str, str]) -> list[Alert]:
    """alerts.parquet. `names`: detector → typology, where they are called otherwise. EngineError as `rows`."""
    columns = "alert_id, detector, symbol, from_us, to_us, accounts, score"
    return [
        Alert(
            str(alert),
            names.get(str(detector), str(detector)),
            _span(symbol, start, end),
            frozenset(json.loads(str(accounts))),
            _whole(points),
        )
        for alert, detector, symbol, start, end, accounts, points in _rows(engine, path, columns, "alert_id")
    ]


def read_truth(engine: Engine, path: Path) -> list[Case]:
    """truth.parquet; a case in several markets has a row for each."""
    columns = "case_id, typology, play, twin, symbol, from_us, to_us, accounts, also"
    rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for row in _rows(engine, path, columns, "case_id, symbol"):
        rows[str(row[0])].append(row)
    return [_case(case, told) for case, told in rows.items()]


def _case(case: str, rows: list[tuple[object, ...]]) -> Case:
    first = rows[0]
    return Case(
        case,
        str(first[1]),
        str(first[2]),
        bool(first[3]),
        tuple(_span(*row[4:7]) for row in rows),
        frozenset(one for row in rows for one in json.loads(str(row[7]))),
        frozenset(json.loads(str(first[8]))),
    )


def _rows(engine: Engine, path: Path, columns: str, order: str) -> list[tuple[object, ...]]:
    sql = f"SELECT {columns} FROM {engine.scan([path], 'parquet', {})} ORDER BY {order}"
    return [tuple(row) for row in engine.rows(Query(path.stem, sql, ()))]


def _span(symbol: object, start: object, end: object) -> Span:
    return Span(str(symbol), _whole(start), _whole(end))


def _whole(cell: object) -> int:
    if not isinstance(cell, int):
        raise TypeError(f"a whole number was expected, not {cell!r}")
    return cell
