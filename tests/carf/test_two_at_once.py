"""A run that was killed leaves no name behind, and two at once do not take each other's place."""

from __future__ import annotations

import pytest

from hozen.workflows.carf import CarfReports, read_reports
from hozen.workflows.carf.folder import new_run


def test_names_that_a_killed_run_left_go_with_the_next(tmp_path) -> None:
    left = tmp_path / ".0001.0a1b2c3d.part"
    left.mkdir()
    (left / "N001.xml").write_text("Anna Müller", "utf-8")
    with new_run(read_reports(tmp_path)) as staging:
        assert list(tmp_path.iterdir()) == [staging]
    assert not list(tmp_path.iterdir())


def test_a_run_waits_for_the_one_that_is_being_made(tmp_path) -> None:
    with new_run(read_reports(tmp_path)) as staging:
        with (
            pytest.raises(CarfReports, match="another run is made in the folder"),
            new_run(read_reports(tmp_path)),
        ):
            pass
        assert staging.is_dir()
    with new_run(read_reports(tmp_path)) as staging:
        assert staging.is_dir()
