"""The first page for newcomers, walked through as it stands: each command in its order, in a fresh folder."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MET, ERROR, BREACH = 0, 1, 2


def commands() -> list[list[str]]:
    text = (ROOT / "docs/start/first-close.md").read_text("utf-8")
    lines = [line for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith("hozen ")]


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "HOZEN_HOME": str(folder / "home"),
        "HOZEN_BOOKS": str(folder / "build/first/books.sqlite"),
        "HOZEN_LANG": "en",
        "COLUMNS": "100",
    }
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env=env, check=False, capture_output=True, text=True
    )


def test_every_command_does_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "build/first").mkdir(parents=True)
    sample, check, close, listed, approve, verify = commands()
    assert run(sample, tmp_path).returncode == MET
    assert run(check, tmp_path).returncode == MET
    closed = run(close, tmp_path)
    assert closed.returncode == BREACH
    assert "2026-11-24" in closed.stdout  # one business day after Friday the 20th, Monday being a holiday
    assert "was there already" in run(close, tmp_path).stdout
    assert "nobody yet" in run(listed, tmp_path).stdout
    refused = run(["sato" if word == "suzuki" else word for word in approve], tmp_path)
    assert (refused.returncode, "same-person" in refused.stderr) == (ERROR, True)
    assert run(approve, tmp_path).returncode == MET
    assert run(verify, tmp_path).returncode == MET
