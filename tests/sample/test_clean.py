"""A sample without plants is a sound book: the door lets it in and every check is met, every day."""

from datetime import date

import pytest

from hozen.findings import Status
from hozen.records import Book
from hozen.workflows.door import admit

DAY = date(2026, 11, 4)  # the samples' last


def not_met(findings):
    return [(one.code, one.subject, one.status) for one in findings if one.status is not Status.MET]


@pytest.mark.slow  # on Spark
def test_the_door_lets_it_in_on_both_engines(make, engine, tmp_path):
    # The tape of a single day: few files, for Spark's sake. The measures are proved on both engines elsewhere.
    day = date(2026, 11, 1)
    sample = make(last_day=day, assets=3, customers=50)
    admitted = admit(Book.open(sample.folder), engine, day=day, rejects=tmp_path / "rejects")
    assert {one.table: one.rows for one in admitted.inputs if one.table != "wallet_balances"} == {
        table: rows for table, rows in sample.rows.items() if table != "wallet_balances"
    }


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2026, 11, 3), DAY])
def test_every_check_is_met_every_day(clean, duckdb_engine, judge, day):
    findings = judge(clean, duckdb_engine, day)
    assert not_met(findings) == []
    codes = {one.code for one in findings}
    assert {"money-in-trust", "crypto-shortage", "cold-share", "reserve", "insurance-credit"} <= codes
    assert {"wallet-ownership", "statement-age"} <= codes


@pytest.mark.parametrize(
    ("seed", "said"),
    [
        (1, {"customers": 10, "assets": 3}),
        (2, {"customers": 57, "assets": 38}),
        (3, {"customers": 900, "assets": 4, "trades": 0}),
        (2**40, {"customers": 11, "assets": 7, "wallets": 9 * 7}),
    ],
)
def test_a_tiny_sample_is_sound_too(make, duckdb_engine, judge, seed, said):
    sample = make(seed=seed, **said)
    assert not_met(judge(sample, duckdb_engine, DAY)) == []


def test_every_crypto_asset_has_a_finding_of_its_own(clean, duckdb_engine, judge):
    subjects = {one.subject for one in judge(clean, duckdb_engine, DAY) if one.code == "crypto-shortage"}
    assert len(subjects) == 38  # every asset, JPY not among them
