"""What a killed process leaves in the temporary folder goes at the next opening; what lives stays."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hozen.engine import open_engine, sweep
from hozen.workflows.engine_at_home import engine_at_home

_KILLED = """
import os, signal
from pathlib import Path
from hozen.workflows.engine_at_home import engine_at_home
engine_at_home()
os.kill(os.getpid(), signal.SIGKILL)
"""


def folder_of(process: int, host: str = platform.node()) -> str:
    return f"hozen-{host}-{process}-abc_9"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def gone() -> int:
    """The number of a process that is no more."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_the_folder_is_below_home_and_goes_when_the_engine_closes(home: Path) -> None:
    with engine_at_home():
        (folder,) = (home / "temp").iterdir()
        assert f"-{os.getpid()}-" in folder.name
        assert folder.stat().st_mode & 0o077 == 0, "customers' rows spill here"
    assert list((home / "temp").iterdir()) == []


def test_what_a_killed_process_left_goes_at_the_next_opening(home: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED], check=False)
    assert killed.returncode == -signal.SIGKILL
    (left,) = (home / "temp").iterdir()
    with engine_at_home():
        assert not left.exists()


def test_only_folders_of_dead_processes_of_this_machine_go(tmp_path: Path, gone: int) -> None:
    dead = folder_of(gone)
    kept = [
        folder_of(os.getpid()),
        folder_of(os.getppid()),
        folder_of(1),  # runs, and may be another user's
        folder_of(gone, "another-machine"),
        "hozen-of-somebody",
        "closings",
    ]
    for name in (dead, *kept):
        (tmp_path / name / "spill").mkdir(parents=True)
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_the_systems_own_temporary_folder_is_not_swept(
    tmp_path: Path, gone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / folder_of(gone)).mkdir()
    with open_engine("duckdb"):
        assert len(list(tmp_path.iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir()] == [folder_of(gone)]


def test_where_home_cannot_be_written_the_systems_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "file"))
    with engine_at_home() as engine:
        assert engine.version.startswith("duckdb")
