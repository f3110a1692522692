"""Pumps of the past on the real tape. The trades may not be shipped: where their folder is absent, this is skipped."""

from __future__ import annotations

import duckdb
import pytest
from benchmarks.pump import alarms_of, known_pumps, make_tape, score
from made_tape import alerts
from reference_data import DATA

from hozen.workflows.surveillance_run import run_surveillance

COINS = ("CND/BTC", "OAX/BTC", "RDN/BTC", "SNGLS/BTC")


@pytest.mark.skipif(not DATA.is_dir(), reason=f"the real tape is not here: {DATA}")
def test_known_pumps_are_found(tmp_path, monkeypatch) -> None:
    """Four coins of 55. The bar of the data's own plain rule: recall 0.857 at 0.026 false alarms per coin-day of all."""
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    run_surveillance(make_tape(DATA, tmp_path / "tape", COINS), tmp_path / "out", detectors=("pump",))
    known = [one for one in known_pumps(DATA) if one[0] in COINS]
    sought = [one for one in known_pumps(DATA, announced_only=True) if one[0] in COINS]
    got = score(alarms_of(tmp_path / "out"), sought, known)
    counted = f"SELECT count(DISTINCT (symbol, timestamp::DATE)) FROM '{tmp_path}/tape/trades.parquet'"
    days = duckdb.sql(counted).fetchall()[0][0]
    assert got.events >= 4
    assert got.hits >= 0.7 * got.events
    assert got.false <= 0.026 * days
    assert {one["reason"] for one in alerts(tmp_path / "out")} == {"rush-of-buys"}
