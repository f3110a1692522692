"""Every output in the READMEs came from the command above it: the commands are run and their lines compared."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CUT = "…"  # a line that stands for any number of lines
MET, BREACH = 0, 2


def blocks() -> list[tuple[str, list[str]]]:
    """(command, the lines shown) of every console block."""
    found = []
    for page in ("README.md", "README.ja.md"):
        text = (ROOT / page).read_text("utf-8")
        for block in re.findall(r"```console\n\$ (.*?)```", text, re.DOTALL):
            command, *lines = block.splitlines()
            found.append((command, lines))
    return found


def printed(command: str, home: Path) -> list[str]:
    env = {**os.environ, "HOZEN_HOME": str(home), "HOZEN_LANG": "en", "COLUMNS": "100", "NO_COLOR": "1"}
    words = shlex.split(command)
    assert words[0] == "hozen"
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=env, check=False, capture_output=True, text=True
    )
    assert done.returncode in (MET, BREACH), done.stderr
    return done.stdout.splitlines()


def shown_in(lines: list[str], output: list[str]) -> str:
    """'' where `lines` are the output with parts cut; else the first line that is not there."""
    at, free = 0, False
    for line in lines:
        if line == CUT:
            free = True
            continue
        places = range(at, len(output)) if free else range(at, min(at + 1, len(output)))
        hit = next((place for place in places if output[place].rstrip() == line.rstrip()), None)
        if hit is None:
            return line
        at, free = hit + 1, False
    return ""


@pytest.mark.parametrize(
    ("command", "lines"), blocks(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_an_output_in_the_readme_is_what_its_command_prints(
    command: str, lines: list[str], tmp_path: Path
) -> None:
    assert shown_in(lines, printed(command, tmp_path)) == ""


def test_a_line_that_is_not_printed_is_found() -> None:
    assert shown_in(["a", CUT, "c"], ["a", "b", "c"]) == ""
    assert shown_in(["a", "c"], ["a", "b", "c"]) == "c"
    assert shown_in([CUT, "d"], ["a", "b", "c"]) == "d"


def test_python_in_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  # our own page
