"""What a surveillance run leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hozen.engine import Written
from hozen.records import InputFile


@dataclass(frozen=True, slots=True)
class LeftOut:
    """対象外: what was not looked at, or not told, and why; `rows` is how many, where it counts rows."""

    what: str
    why: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class BusyDay:
    """出来高急増日: a day on which a market traded a multiple of its usual volume. A warning, no alert."""

    symbol: str
    day: date
    times: int


@dataclass(frozen=True, slots=True)
class SurveillanceRun:
    """売買審査の実行結果: which alerts were found in what, with which parameters.

    `alerts` and `alert_rows` are the two Parquet files with their rows and SHA-256 (tables of records.alert_tables).
    `counts`: detector → alerts, of those that ran. `left_out`: detectors that could not run and rows that were left,
    with the reason. `rows`: how much was looked at. `start`: the set of start values below the parameters. `versions`:
    detector → its version; with the same set and version a run over the same tape gives the same alerts.
    """

    tape: str
    day: date | None
    parameters: str
    parameters_since: date
    start: str
    versions: Mapping[str, int]
    engine: str
    inputs: tuple[InputFile, ...]
    alerts: Written
    alert_rows: Written
    counts: Mapping[str, int]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[BusyDay, ...]
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """Alerts of all detectors."""
        return sum(self.counts.values())
