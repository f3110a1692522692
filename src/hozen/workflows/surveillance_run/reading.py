"""The alerts of a run, read again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hozen.engine import Cell
from hozen.records import Query
from hozen.records.alert_tables import ALERTS
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.surveillance_run.errors import TapeError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Alert:
    """抽出: one alert, as alerts.parquet has it."""

    alert_id: str
    detector: str
    version: int
    parameters: str
    symbol: str
    begins: datetime
    ends: datetime
    accounts: tuple[str, ...]
    score: int
    reason: str
    figures: Mapping[str, int | str]
    law: str
    eu: str
    rows: int


def read_alerts(
    folder: Path, detectors: Collection[str] = (), symbol: str | None = None
) -> tuple[Alert, ...]:
    """The alerts in a run's folder, the strongest first; of some detectors or one market only. TapeError where none is."""
    path = folder / "alerts.parquet"
    if not path.is_file():
        raise TapeError(
            "the folder holds no alerts",
            where=str(folder),
            expected="alerts.parquet",
            try_next="hozen surveil run TAPE",
        )
    columns = ", ".join(column.name for column in ALERTS.columns)
    with engine_at_home() as engine:
        read = engine.scan([path], "parquet", {})
        text = f"SELECT {columns} FROM {read} ORDER BY score DESC, detector, symbol, from_us, alert_id"
        found = [_alert(row) for row in engine.rows(Query("alerts", text, ()))]
    return tuple(
        one for one in found if (not detectors or one.detector in detectors) and symbol in (None, one.symbol)
    )


def _alert(row: tuple[Cell, ...]) -> Alert:
    (
        alert_id,
        detector,
        version,
        parameters,
        symbol,
        begins,
        ends,
        accounts,
        score,
        reason,
        figures,
        law,
        eu,
        rows,
    ) = row
    return Alert(
        str(alert_id),
        str(detector),
        int(str(version)),
        str(parameters),
        str(symbol),
        _instant(begins),
        _instant(ends),
        tuple(json.loads(str(accounts))),
        int(str(score)),
        str(reason),
        json.loads(str(figures)),
        str(law),
        str(eu),
        int(str(rows)),
    )


def _instant(us: Cell) -> datetime:
    return _EPOCH + timedelta(microseconds=int(str(us)))
