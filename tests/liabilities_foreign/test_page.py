"""The how-to's files and commands, as they stand: each answers what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from hozen.faces.cli import main

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/inspect-a-proof.md").read_text("utf-8")
SHOWN = re.findall(r"```\n(hozen proof inspect .*?)\n```\n\n```text\n(.*?)\n```", PAGE, re.DOTALL)


def block(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    anna, ben = block("json")
    files = {"tree.csv": block("csv")[0], "nonce.txt": block("nonce")[0], "anna.json": anna, "ben.json": ben}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "nonce.txt").chmod(0o600)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.mark.parametrize(("line", "answer"), SHOWN, ids=["sound", "unsafe", "contradiction"])
def test_a_command_answers_what_the_page_shows(line, answer, folder, capsys) -> None:
    code = main(["--lang", "en", *shlex.split(line)[1:]])
    said = capsys.readouterr().out
    assert [one.rstrip() for one in said.splitlines()] == answer.splitlines()
    assert code == (0 if answer.startswith("✓") else 2)
