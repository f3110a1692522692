"""The how-to's commands are run, and answer what the page shows."""

from __future__ import annotations

import csv
import io
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from hozen.faces.cli import main
from hozen.records import BY_NAME
from hozen.records.read_settings import _OWNERSHIP

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/how-to/prove-your-wallets.md").read_text("utf-8")
SHOWN = re.findall(r"```\n(hozen wallets verify .*?)\n```.*?```text\n(.*?)\n```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("line", "answer"), SHOWN, ids=["valid", "not proven"])
def test_a_command_answers_what_the_page_shows(line, answer, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    code = main(["--lang", "en", *shlex.split(line)[1:]])
    said = capsys.readouterr().out
    assert [one.rstrip() for one in said.splitlines()] == answer.splitlines()
    assert code == (0 if answer.startswith("✓") else 2)


def test_the_table_on_the_page_has_columns_of_the_contract():
    columns = {one.name for one in BY_NAME["wallet_evidence"].columns}
    (text,) = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    head, *rows = csv.reader(io.StringIO(text))
    assert set(head) <= columns
    assert {len(row) for row in rows} == {len(head)}


def test_the_house_rule_on_the_page_has_keys_that_are_read():
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert set(tomllib.loads(text)["ownership"]) <= set(_OWNERSHIP)


def test_every_kind_of_the_table_is_explained():
    (kinds,) = [one.choices for one in BY_NAME["wallet_evidence"].columns if one.name == "kind"]
    assert [kind for kind in kinds if f"`{kind}`" not in PAGE] == []
