"""The sample's register of crypto-assets, disclosures and reports filed: sound, and each fault found by its own check."""

from __future__ import annotations

from datetime import date

from hozen.findings import Status
from hozen.workflows.duty_drafts.filing import record_filing
from hozen.workflows.sample import PLANTS

DAY = date(2026, 11, 4)  # the samples' last; the assets are BTC, ETH, XRP, BCH and LTC
ROOMS = {"asset-handled", "disclosure-missing", "disclosure-field", "disclosure-stale", "duty-filed"}
HANDLED = [name for name, plant in PLANTS.items() if plant.where == "handled"]


def wrong(findings):
    return {(one.code, one.subject.split(":")[0]): one for one in findings if one.status is not Status.MET}


def test_with_registers_every_check_is_asked_and_met(make, duckdb_engine, judge) -> None:
    findings = judge(make(registers=True), duckdb_engine, DAY)
    assert wrong(findings) == {}
    counted = {code: sum(one.code == code for one in findings) for code in ROOMS}
    # Five assets; and each of the reports that recur, of which an exchange has five.
    assert counted == dict.fromkeys(ROOMS, 5)


def test_an_overdue_report_is_met_once_it_is_filed(make, duckdb_engine, judge) -> None:
    sample = make("report_overdue")
    record_filing(sample.folder, "psa_property", date(2026, 9, 30), DAY, "receipt 7", DAY)
    (found,) = (
        one
        for one in judge(sample, duckdb_engine, DAY)
        if (one.code, one.subject) == ("duty-filed", "psa_property")
    )
    assert (found.status, found.measure, found.threshold) == (Status.MET, DAY, date(2026, 10, 31))


def test_without_them_nobody_is_asked(make, duckdb_engine, judge) -> None:
    sample = make()
    assert not set(sample.rows) & {"products", "disclosures", "filings"}
    assert {one.code for one in judge(sample, duckdb_engine, DAY)} & ROOMS == set()


def test_every_fault_is_found_by_its_own_check_alone(make, duckdb_engine, judge) -> None:
    sample = make(*HANDLED)
    found = wrong(judge(sample, duckdb_engine, DAY))
    assert {(one.plant.name, one.plant.expects) for one in sample.planted} == {
        (name, PLANTS[name].expects) for name in HANDLED
    }
    assert {code: one.status for (code, _), one in found.items()} == {
        "disclosure-missing": Status.BREACH,  # nothing published: CAE Order 21
        "disclosure-field": Status.ATTENTION,  # asked by the association's sheet only
        "disclosure-stale": Status.ATTENTION,  # the firm's own date
        "asset-handled": Status.BREACH,  # delisted, and traded
        "duty-filed": Status.BREACH,
    }
    assert [one.measure for (code, _), one in found.items() if code == "disclosure-stale"] == [
        date(2026, 11, 3)  # the day before the last
    ]
    (late,) = (one for (code, _), one in found.items() if code == "duty-filed")
    # The quarter to 30 September is due by 31 October; 4 November is four days later.
    assert (late.measure, late.distance) == (date(2026, 10, 31), -4)


def test_before_some_texts_were_read_it_is_sound_too(make, duckdb_engine, judge) -> None:
    day = date(2026, 6, 17)  # of the association's monthly table the text is known from the end of July on
    findings = judge(make(registers=True, last_day=day), duckdb_engine, day)
    assert wrong(findings) == {}
    assert {one.code for one in findings} >= ROOMS
