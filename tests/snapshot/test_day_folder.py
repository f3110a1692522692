"""A day of the folder: its commitment is worked out before anything is done with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from snapshot_folder import DAYS, make_day, make_days

from hozen.workflows.snapshot.day_folder import days_of, open_day
from hozen.workflows.snapshot.errors import SnapshotFolderRefused

DAY = date(2026, 11, 20)


def refused(folder: Path, day: date | None = None) -> SnapshotFolderRefused:
    with pytest.raises(SnapshotFolderRefused) as refusal:
        open_day(folder, day)
    return refusal.value


def test_a_day_is_found_by_its_name_or_by_its_folder(tmp_path) -> None:
    *_, last = make_days(tmp_path)
    assert open_day(tmp_path, DAY) == open_day(tmp_path / "2026-11-20")
    assert (open_day(tmp_path, DAY).commitment, open_day(tmp_path, DAY).day) == (last, DAY)


def test_days_stand_in_their_order_and_other_folders_are_none(tmp_path) -> None:
    make_days(tmp_path)
    for name in ("notes", "2026-11", "20261121", "2026-11-31"):
        (tmp_path / name).mkdir()
    (tmp_path / "2026-11-22").write_text("a file")
    assert [day.isoformat() for day in days_of(tmp_path)] == list(DAYS)


def test_a_figure_that_was_changed_gives_another_commitment(tmp_path) -> None:
    make_day(tmp_path, "2026-11-20")
    path = tmp_path / "2026-11-20/public/snapshot.json"
    path.write_text(path.read_text("utf-8").replace('"180000000"', '"179999999"'), "utf-8")
    assert "do not give the commitment" in refused(tmp_path, DAY).message


def test_a_commitment_that_was_changed(tmp_path) -> None:
    made = make_day(tmp_path, "2026-11-20")
    path = tmp_path / "2026-11-20/public/snapshot.json"
    path.write_text(path.read_text("utf-8").replace(made.hex(), "00" * 32), "utf-8")
    assert refused(tmp_path, DAY).found == made.hex()


@pytest.mark.parametrize("said", [b"", b"{}", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_snapshot(tmp_path, said) -> None:
    make_day(tmp_path, "2026-11-20")
    (tmp_path / "2026-11-20/public/snapshot.json").write_bytes(said)
    assert refused(tmp_path, DAY).code == "snapshot-folder"


def test_a_day_that_is_not_there_names_the_newest(tmp_path) -> None:
    make_days(tmp_path)
    assert refused(tmp_path, date(2026, 11, 21)).try_next == "--day 2026-11-20"
    assert refused(tmp_path).try_next == "--day 2026-11-20"


def test_a_folder_that_is_not_there(tmp_path) -> None:
    assert "cannot be read" in refused(tmp_path / "none").message


def test_a_day_without_its_file(tmp_path) -> None:
    (tmp_path / "2026-11-20" / "public").mkdir(parents=True)
    assert "cannot be read" in refused(tmp_path, DAY).message


def test_a_day_under_another_days_name(tmp_path) -> None:
    make_day(tmp_path, "2026-11-20")
    (tmp_path / "2026-11-20").rename(tmp_path / "2026-11-19")
    assert refused(tmp_path, date(2026, 11, 19)).expected == "a folder 2026-11-20"
