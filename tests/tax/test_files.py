"""Files that a person named or keeps: one that cannot be read is refused, and one that is added to loses nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from hozen.rules.tax import TaxRefused
from hozen.workflows.tax import compute, elect, take_in
from hozen.workflows.tax.elections import Election, read_elections
from hozen.workflows.tax.events_file import COLUMNS, read_events
from hozen.workflows.tax.forms import Given
from hozen.workflows.tax.reporting import report

HEAD = ",".join(COLUMNS)
BOUGHT = "2025-03-01T12:00:00+09:00,1,buy,BTC,1,100,0,,,,,,,yes,A"
SOLD = "2025-04-01T12:00:00+09:00,2,sell,BTC,1,150,0,,,,,,,yes,A"


def trades(tmp_path: Path) -> Path:
    path = tmp_path / "trades.csv"
    path.write_text(
        "seq,ts_jst,side,qty,jpy,fee_jpy\n1,2025-05-01T12:00:00+09:00,buy,2,300,0\n", encoding="utf-8"
    )
    return path


def test_rows_go_behind_a_last_line_that_nobody_ended(tmp_path) -> None:
    """An editor may leave the last line of a file without its end."""
    into = tmp_path / "events.csv"
    into.write_text(f"{HEAD}\n{BOUGHT}", encoding="utf-8")
    take_in(trades(tmp_path), into, "trades", Given("B", asset="BTC"))
    assert [one.yen for one in read_events(into)] == [100, 300]


def test_an_election_goes_behind_a_last_line_that_nobody_ended(tmp_path) -> None:
    path = tmp_path / "elections.csv"
    path.write_text("asset,method,first_year,filed,approved\nBTC,moving_average,2025,2026-03-01,", "utf-8")
    elect(path, Election("ETH", "total_average", 2025, date(2026, 3, 1)))
    assert sorted(read_elections(path)) == ["BTC", "ETH"]


@pytest.mark.parametrize("name", ["elections", "carry", "register"])
def test_a_file_that_is_named_and_not_there_is_refused(name, tmp_path) -> None:
    events = tmp_path / "events.csv"
    events.write_text(f"{HEAD}\n{BOUGHT}\n", encoding="utf-8")
    with pytest.raises(TaxRefused, match="the file cannot be read") as refusal:
        compute(events, 2025, **{name: tmp_path / "none.csv"})
    assert refusal.value.where == str(tmp_path / "none.csv")


def test_what_a_killed_run_left_beside_the_papers_is_in_nobodys_way(tmp_path) -> None:
    events = tmp_path / "events.csv"
    events.write_text(f"{HEAD}\n{BOUGHT}\n{SOLD}\n", encoding="utf-8")
    (tmp_path / "papers.new").mkdir()  # under the name that runs once wrote to
    assert all(path.is_file() for path in report(compute(events, 2025), tmp_path / "papers"))


@pytest.mark.parametrize(
    ("fees", "fee"),
    [
        ([{"currency": "JPY", "cost": 150}], "150"),
        ([{"currency": "JPY", "cost": 150}, {"currency": "JPY", "cost": 1}], None),  # which is it?
        ([{"currency": "BTC", "cost": 0.0001}], None),  # no value in yen
        ([], "0"),
    ],
)
def test_a_fee_that_ccxt_tells_in_its_list_alone_is_not_lost(fees, fee, tmp_path) -> None:
    """ccxt gives `fee`, or where it does not know one alone, `fees`."""
    source, into = tmp_path / "ccxt.json", tmp_path / "events.csv"
    trade = {"datetime": "2025-03-01T03:00:00.000Z", "symbol": "BTC/JPY", "side": "sell", "amount": 1}
    source.write_text(json.dumps([{**trade, "cost": 100_000, "fee": None, "fees": fees}]), "utf-8")
    if fee is None:
        with pytest.raises(TaxRefused, match="the fee of a trade"):
            take_in(source, into, "ccxt", Given("B"))
    else:
        take_in(source, into, "ccxt", Given("B"))
        assert [str(one.fee) for one in read_events(into)] == [fee]
