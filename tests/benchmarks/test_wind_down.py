"""The benchmark of wind-downs, small: every step up to the payments ends well and each is paid; nothing is said of time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hozen.books import open_books

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bench():
    sys.path.insert(0, str(ROOT))
    try:
        from benchmarks import sample, wind_down, wind_down_way
    finally:
        sys.path.remove(str(ROOT))
    return sample, wind_down, wind_down_way


def test_every_step_ends_well_and_what_is_sent_comes_back_paid(bench, tmp_path, monkeypatch) -> None:
    sample, subject, way = bench
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    book = str(tmp_path / "book")
    sample.make(book, 40)
    for step in subject.STEPS[: 1 + subject.STEPS.index("results")]:  # the others: docs/how-to/wind-down.md
        way.prepare(book, str(tmp_path), step)
        assert way.step(book, str(tmp_path), step, "1GB")["faults"] == [], step
    with open_books(str(tmp_path / "home/books.sqlite")) as books:
        case = books.cases.show("sample", way.CASE)
    sent = sum(count for hold, _, count, _ in case.newest("sent").body["lines"] if hold == "")
    assert case.newest("results").body["rows"] == sent > 0
