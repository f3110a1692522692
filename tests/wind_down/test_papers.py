"""Papers: statements of all creditors in one run that goes on where it was stopped, and the court's report as a workbook."""

from __future__ import annotations

import shutil

import openpyxl
import pytest
from wind_case import Desk, at_work, by

from hozen.faces.reports import wind_down_statements
from hozen.faces.reports.wind_down_cells import Sheet
from hozen.faces.reports.wind_down_excel import write_report
from hozen.faces.reports.wind_down_pdf import across, head_of
from hozen.faces.reports.wind_down_statements import write_statements
from hozen.workflows.wind_down.claims import decide_one
from hozen.workflows.wind_down.court_report import court_report
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.paying import approve
from hozen.workflows.wind_down.planning import plan
from hozen.workflows.wind_down.register_sql import REGISTER_VIEWS
from hozen.workflows.wind_down.statement_rows import every_statement
from hozen.workflows.wind_down.statements import statement_of, statements


@pytest.fixture(scope="module")
def told(decided, tmp_path_factory):
    """Round 1 approved, half of C1's BTC FUND's; statements are written."""
    folder = shutil.copytree(decided, tmp_path_factory.mktemp("told") / "case")
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with at_work(folder) as at:
        one = {"customer_id": "C1", "asset": "BTC", "on_day": "2026-12-20"}
        decide_one(at, event="transferred", units="300000000", to="FUND", **one)
        plan(at, desk.terms("basis: per_asset", "pools: [segregated_crypto, trust_money]", "hold_back: 1/2"))
        approve(by(at, "suzuki"), 1)
        files = statements(at)
        yield at, files


def test_every_statement_is_the_one_that_a_creditor_would_ask_for(told) -> None:
    at, files = told
    every = list(every_statement(at, files))
    assert [one.customer for one in every] == ["C1", "C2"]
    assert every == [statement_of(at, one.customer) for one in every]
    assert {(row["holder"], row["units"]) for row in every[0].paid if row["asset"] == "BTC"} == {
        ("C1", 150_000_000), ("FUND", 150_000_000),
    }  # fmt: skip


def test_asked_again_nothing_is_entered_and_a_lost_table_is_made_again(told) -> None:
    at, files = told
    last = at.record().last
    (at.folder / files[0].name).unlink()
    assert statements(at) == files
    assert at.record().last == last


def test_a_row_that_a_statement_would_lose_is_told(told, monkeypatch) -> None:
    at, _ = told
    without = "SELECT asset, name, decimals FROM sealed_assets WHERE asset <> 'BTC'"
    monkeypatch.setitem(REGISTER_VIEWS, "case_assets", without)
    with pytest.raises(WindDownRefused, match="would not tell every row") as refused:
        statement_of(at, "C1")
    assert refused.value.found == "3 of 5 rows"  # C1 and C2 have BTC


def test_a_payment_of_which_no_round_knows_does_not_tie(told, monkeypatch) -> None:
    at, _ = told
    assert court_report(at).ties_hold
    monkeypatch.setattr("hozen.workflows.wind_down.court_report.approved", lambda _entries: [])
    ties = {one.subject: (one.first, one.second) for one in court_report(at).ties if not one.holds}
    assert ties == {"1 BTC": (0, 5 * 10**8), "1 ETH": (0, 50 * 10**18), "1 JPY": (0, 750_000)}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_stopped_half_way_the_same_call_goes_on_and_the_bytes_are_those_of_one_run(
    told, lang, tmp_path, monkeypatch
) -> None:
    pytest.importorskip("reportlab")
    at, files = told
    monkeypatch.setattr(wind_down_statements, "CHUNK", 1)
    head, last = head_of(at.record(), lang), at.record().last
    whole = write_statements(tmp_path / "whole", head, last, every_statement(at, files))

    def stopped():
        yield next(every_statement(at, files))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_statements(tmp_path / "parts", head, last, stopped())
    rest = write_statements(tmp_path / "parts", head, last, every_statement(at, files))
    assert (whole, rest) == ((2, 0), (1, 1))
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("whole", "parts")
    )
    assert one == other
    assert len(one) == 2


def test_the_report_is_a_workbook_with_every_digit(told, tmp_path) -> None:
    at, _ = told
    book = openpyxl.load_workbook(write_report(tmp_path / "report.xlsx", court_report(at), "en"))
    assert book.sheetnames[:2] == ["Estate", "Customers- priority right"]  # Excel takes no ' in a name
    cells = {cell.value for row in book["Estate"].iter_rows() for cell in row if cell.value}
    assert {"BTC", "10.00000000", "100.000000000000000000", "1,500,000"} <= cells


def test_a_table_that_is_too_wide_stands_in_two_and_no_number_is_cut() -> None:
    long = "1,234.123456789012345678"
    wide = Sheet("Rounds", ("asset", "a", "b", "c", "d"), (("ETH", *[long] * 4),), (False, *[True] * 4))
    parts = across(wide)
    assert [one.heads for one in parts] == [("asset", "a", "b"), ("asset", "c", "d")]
    assert across(parts[0]) == [parts[0]]
