"""Each example's command runs as it stands on its page, and prints the figures worked out by hand there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MET, BREACH = 0, 2


def commands(page: str) -> list[list[str]]:
    """The `hozen …` commands of a page, without the program's name."""
    text = (ROOT / page).read_text("utf-8")
    blocks = re.findall(r"```\n(hozen .*?)```", text, re.DOTALL)
    return [shlex.split(block.replace("\\\n", " "))[1:] for block in blocks]


def run(command: list[str], home: Path) -> str:
    env = {**os.environ, "HOZEN_HOME": str(home), "HOZEN_LANG": "en", "COLUMNS": "120"}
    done = subprocess.run(
        [sys.executable, "-m", "hozen", *command],
        cwd=ROOT,
        env=env,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode in (MET, BREACH), done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("page", "number", "figures"),
    [
        ("examples/securities-firm/README.md", 0, ["¥2,400,000,000", "¥2,100,000,000", "¥300,000,000"]),
        ("examples/securities-firm/README.md", 1, ["May be released", "¥100,000,000"]),
        (
            "examples/industry-2026-07/README.md",
            0,
            ["¥647,270,400", "¥161,817,600", "¥40,000,000,000", "¥9,992,000,000", "¥2,498,000,000"],
        ),
    ],
)
def test_the_command_prints_the_hand_computed_figures(
    page: str, number: int, figures: list[str], tmp_path: Path
) -> None:
    printed = run(commands(page)[number], tmp_path)
    for figure in figures:
        assert figure in printed, printed
