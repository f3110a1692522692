"""Two commands at once on the files that a customer keeps: the second is told, and nothing of either is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hozen.rules.tax import TaxRefused
from hozen.workflows.tax import elect, take_in
from hozen.workflows.tax.elections import Election, read_elections
from hozen.workflows.tax.events_file import Written, read_events
from hozen.workflows.tax.forms import FORMS, Given, Known

TRADE = "seq,ts_jst,side,qty,jpy,fee_jpy\n1,2025-05-01T12:00:00+09:00,buy,2,300,0\n"
ELECTED = Election("BTC", "moving_average", 2025, date(2026, 3, 1))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "trades.csv"
    path.write_text(TRADE, "utf-8")
    return path


def test_a_second_import_meanwhile_is_refused_and_can_follow(source, tmp_path, monkeypatch) -> None:
    """Both read the file before either wrote it, so the venue that was written first would be lost."""
    into, second = tmp_path / "events.csv", Given("B", asset="BTC")
    told = list[str]()

    def slowly(path: Path, given: Given) -> Iterator[Written]:
        with pytest.raises(TaxRefused, match="another command adds to a file") as refusal:
            take_in(source, into, "trades", second)
        told.append(refusal.value.try_next or "")
        with pytest.raises(TaxRefused, match="another command adds to a file"):
            elect(tmp_path / "elections.csv", ELECTED)
        yield from FORMS["trades"].read(path, given)

    monkeypatch.setitem(FORMS, "slow", Known(slowly, "", "ours"))
    assert take_in(source, into, "slow", Given("A", asset="BTC")) == 1
    assert told == ["wait for it, then run this command again"]
    assert take_in(source, into, "trades", second) == 1
    assert [one.venue for one in read_events(into)] == ["A", "B"]
    assert elect(tmp_path / "elections.csv", ELECTED)
    assert list(read_elections(tmp_path / "elections.csv")) == ["BTC"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["elections.csv", "events.csv", "trades.csv"]


def test_a_file_of_the_name_that_was_once_written_to_is_left_alone(source, tmp_path) -> None:
    for name in ("events.csv.new", "elections.csv.new"):
        (tmp_path / name).write_text("mine", "utf-8")
    take_in(source, tmp_path / "events.csv", "trades", Given("A", asset="BTC"))
    elect(tmp_path / "elections.csv", ELECTED)
    assert {one.read_text("utf-8") for one in tmp_path.glob("*.new")} == {"mine"}


def test_who_may_read_the_file_and_where_it_is_stay_as_they_were(source, tmp_path) -> None:
    """A file that nobody else may read stays so; a link goes on to lead to it."""
    kept, link = tmp_path / "kept.csv", tmp_path / "events.csv"
    take_in(source, kept, "trades", Given("A", asset="BTC"))
    kept.chmod(0o600)
    link.symlink_to(kept)
    take_in(source, link, "trades", Given("B", asset="BTC"))
    assert link.is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(read_events(kept)) == 2


def test_a_folder_that_is_not_there(source, tmp_path) -> None:
    with pytest.raises(TaxRefused, match="no such folder") as refusal:
        take_in(source, tmp_path / "none" / "events.csv", "trades", Given("A", asset="BTC"))
    assert refusal.value.where == str(tmp_path / "none")
