"""Alerts of a run as a case takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hozen.workflows.case_folder import sha256_of
from hozen.workflows.surveillance_desk.errors import DeskRefused
from hozen.workflows.surveillance_desk.state import CaseAlert
from hozen.workflows.surveillance_run.reading import Alert, read_alerts
from hozen.workflows.surveillance_run.run_record import read_left_out

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def alerts_of(run: Path, wanted: Sequence[str]) -> tuple[CaseAlert, ...]:
    """The alerts whose ids begin so; each beginning must fit one alert. Raises TapeError, DeskRefused."""
    found = read_alerts(run)
    digest = sha256_of(run / "alerts.parquet")
    chosen = {one.alert_id: _case_alert(one, digest) for text in wanted for one in (_one(found, text, run),)}
    return tuple(chosen.values())


def left_out_of(run: Path) -> list[dict[str, object]]:
    """What the run says that it did not look at, why, and how many rows. Raises TapeError where its record does not fit."""
    return [asdict(one) for one in read_left_out(run, sha256_of(run / "alerts.parquet"))]


def _one(found: Sequence[Alert], text: str, run: Path) -> Alert:
    fits = [one for one in found if one.alert_id.startswith(text)]
    if len(fits) != 1:
        raise DeskRefused(
            "no such alert" if not fits else "more than one alert begins so",
            where=str(run),
            found=text,
            expected="an id of the run, or a beginning that only one has",
            try_next=f"hozen surveil alerts {run}",
        )
    return fits[0]


def _case_alert(one: Alert, digest: str) -> CaseAlert:
    return CaseAlert(
        one.alert_id,
        one.detector,
        one.symbol,
        _micros(one.begins),
        _micros(one.ends),
        one.accounts,
        one.score,
        one.law,
        one.eu,
        digest,
    )


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)
