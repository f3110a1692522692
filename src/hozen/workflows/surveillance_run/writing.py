"""Alerts and their rows as Parquet. An alert is named by what it rests on, so that the same finding has the same name."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hozen.engine import Written
from hozen.records import Query
from hozen.workflows.surveillance_run.detecting import Found, Kept
from hozen.workflows.surveillance_run.parameters import Parameters
from hozen.workflows.surveillance_run.staging import Stage

_HEAD = (
    "detector",
    "k",
    "version",
    "parameters",
    "sym",
    "from_us",
    "to_us",
    "score",
    "reason",
    "figures",
    "law",
    "eu",
)


@dataclass(frozen=True, slots=True)
class AlertFiles:
    """抽出結果ファイル: the two files of a run."""

    alerts: Written
    rows: Written


def write_alerts(made: Stage, found: Sequence[Found], limits: Parameters, into: Path) -> AlertFiles:
    """alerts.parquet and alert_rows.parquet below `into`, whole, sorted by alert_id."""
    into.mkdir(parents=True, exist_ok=True)
    _judged(made, found, limits)
    told = [one for one in found if one.kept]
    parts = [f"SELECT '{one.detector.name}' AS detector, * FROM ({one.detector.evidence}) e" for one in told]
    made.table("evidence", " UNION ALL ".join(parts) if parts else _NONE)
    made.table("named", _NAMED)
    rows = made.engine.write_parquet(Query("alert rows", _ROWS, ()), into / "alert_rows.parquet")
    alerts = made.engine.write_parquet(Query("alerts", _ALERTS, ()), into / "alerts.parquet")
    return AlertFiles(alerts, rows)


def _judged(made: Stage, found: Sequence[Found], limits: Parameters) -> None:
    """What was judged, as the table `judged`, by way of a CSV file."""
    told = made.cells("SELECT sym, symbol, amount_places FROM sym ORDER BY sym")
    symbols = {str(sym): (str(symbol), int(str(places))) for sym, symbol, places in told}
    path = made.folder / "judged.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        for one in found:
            writer.writerows(_row(one, kept, limits, symbols) for kept in one.kept)
    made.engine.view("judged", f"SELECT * FROM {made.engine.scan([path], 'csv', {})}")


def _row(
    found: Found, kept: Kept, limits: Parameters, symbols: dict[str, tuple[str, int]]
) -> tuple[object, ...]:
    hit, judged, detector = kept.hit, kept.judged, found.detector
    symbol, places = symbols[str(hit["sym"])]
    digest = limits.digest(detector.name, symbol)
    told = {key: plain(value, places) if key == "amount" else value for key, value in judged.figures.items()}
    figures = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return (
        *(detector.name, hit["k"], detector.version, digest, hit["sym"], hit["from_us"], hit["to_us"]),
        *(judged.score, judged.reason, figures, detector.law, detector.eu),
    )


def plain(value: int | str, places: int) -> str:
    """An amount in smallest steps as a plain decimal, without needless noughts: 1050 of 2 places is 10.5."""
    digits = str(value).rjust(places + 1, "0")
    cut = len(digits) - places
    whole, part = digits[:cut], digits[cut:].rstrip("0")
    return f"{whole}.{part}" if part else whole


_NONE = "SELECT '' AS detector, CAST(0 AS BIGINT) AS k, '' AS tbl, '' AS row_id, CAST(0 AS INTEGER) AS acc WHERE FALSE"
_NAMED = """
WITH once AS (SELECT DISTINCT detector, CAST(k AS BIGINT) AS k, tbl, CAST(row_id AS VARCHAR) AS row_id FROM evidence),
ids AS (SELECT detector, k, count(*) AS n, string_agg(tbl || ' ' || row_id, chr(10) ORDER BY tbl, row_id) AS ids
        FROM once GROUP BY detector, k),
who AS (SELECT e.detector, CAST(e.k AS BIGINT) AS k,
               to_json(list_sort(list_distinct(list(a.account_id)))) AS accounts
        FROM evidence e JOIN acc a ON a.acc = e.acc GROUP BY e.detector, CAST(e.k AS BIGINT))
SELECT j.detector, i.k, md5(concat_ws('|', j.detector, j.version, j.parameters, j.sym_name, i.ids)) AS alert_id, i.n,
       coalesce(CAST(w.accounts AS VARCHAR), '[]') AS accounts
FROM ids i JOIN (SELECT d.*, s.symbol AS sym_name FROM judged d JOIN sym s ON s.sym = CAST(d.sym AS INTEGER)) j
  ON j.detector = i.detector AND CAST(j.k AS BIGINT) = i.k
LEFT JOIN who w ON w.detector = i.detector AND w.k = i.k
"""
_ROWS = """
SELECT DISTINCT n.alert_id, e.tbl AS "table", CAST(e.row_id AS VARCHAR) AS row_id
FROM evidence e JOIN named n ON n.detector = e.detector AND n.k = CAST(e.k AS BIGINT) ORDER BY 1, 2, 3
"""
_ALERTS = """
SELECT n.alert_id, j.detector, CAST(j.version AS BIGINT) AS version, j.parameters, s.symbol,
       CAST(j.from_us AS BIGINT) AS from_us, CAST(j.to_us AS BIGINT) AS to_us, n.accounts,
       CAST(j.score AS BIGINT) AS score, j.reason, j.figures, j.law, j.eu, n.n AS rows
FROM judged j JOIN named n ON n.detector = j.detector AND n.k = CAST(j.k AS BIGINT)
JOIN sym s ON s.sym = CAST(j.sym AS INTEGER) ORDER BY 1
"""
