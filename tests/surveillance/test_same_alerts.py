"""The same tape and parameters give the same alerts under the same names, whatever the order of rows; each recomputes."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_tape import MadeTape, alerts, rows_of
from test_orders_gone import book, spoof

from hozen.workflows.surveillance_run import run_surveillance


def busy() -> MadeTape:
    """A spoof, a ring, a self-match and a matched pair in one market."""
    tape = book()
    spoof(tape, "BTC/JPY", 50, 1)
    for one in range(2):
        start = 5000 + 600 * one
        for place, (buyer, seller) in enumerate((("r1", "r2"), ("r2", "r3"), ("r3", "r1"))):
            tape.trade(start + 30 * place, buyer, seller, 100, 5)
    tape.account("w1", "W")
    tape.account("w2", "W")
    for _ in range(3):
        tape.trade(9000, "w1", "w2", 100, 2)  # all in one microsecond
    return tape


def found(folder: Path, shuffle: int | None, kind: str = "csv") -> tuple[list[dict[str, object]], str]:
    tape, out = busy().write(folder / f"tape{shuffle}{kind}", shuffle, kind), folder / f"out{shuffle}{kind}"
    names = ("self_match", "circular", "spoofing")
    done = run_surveillance(tape, out, detectors=names)
    return alerts(out), done.alerts.sha256 + done.alert_rows.sha256


@pytest.fixture(scope="module")
def in_order(tmp_path_factory) -> tuple[list[dict[str, object]], str]:
    return found(tmp_path_factory.mktemp("in_order"), None, "parquet")


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.integers(0, 10**6))
def test_the_order_of_rows_changes_nothing(in_order, order) -> None:
    assert {one["detector"] for one in in_order[0]} == {"self_match", "circular", "spoofing"}
    with tempfile.TemporaryDirectory() as folder:
        assert found(Path(folder), order) == in_order


def test_a_name_is_worked_out_from_what_an_alert_rests_on(tmp_path) -> None:
    """md5 over detector, version, parameters, market and the sorted rows."""
    found(tmp_path, None)
    out = tmp_path / "outNonecsv"
    for one in alerts(out):
        rows = "\n".join(f"{table} {row}" for table, row in sorted(rows_of(out, one["alert_id"])))
        said = "|".join([one["detector"], str(one["version"]), one["parameters"], one["symbol"], rows])
        assert hashlib.md5(said.encode(), usedforsecurity=False).hexdigest() == one["alert_id"]
        assert one["rows"] == rows.count("\n") + 1
    names = duckdb.sql(f"SELECT alert_id FROM '{out}/alerts.parquet'").fetchall()
    assert names == sorted(names)
