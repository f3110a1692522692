"""`hozen tape` as the page shows it, from the page's own file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hozen.faces.cli.exits import ERROR
from hozen.faces.cli.main import main

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "take-in-order-records.md").read_text("utf-8")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "orders.jsonl").write_text(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])
    return tmp_path


def test_the_commands_on_the_page_run(here, capsys):
    for line in re.findall(r"^hozen (.*)$", PAGE, re.MULTILINE):
        assert main([*line.split(), "--json"]) == 0
    taken, handed = (
        json.loads(text) for text in re.findall(r"\{.*?\n\}", capsys.readouterr().out, re.DOTALL)
    )
    assert taken["rows"] == {"order_events": 3}
    assert handed["records"] == 3
    assert (
        main(["--lang", "ja", "tape", "import", "order-book=records/page-00001.json", "--into", "again"]) == 0
    )
    assert "取引記録を again に作成しました。" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["import", "fax=orders.jsonl", "--into", "t"], "fax"),
        (["import", "fix=none.log", "--into", "t"], "none.log"),
        (["import", "orders.jsonl", "--into", "t"], "orders.jsonl"),
        (["export", "none", "--into", "t", "--venue", "XHZN", "--at", "2026-11-21"], "2026-11-21"),
    ],
)
def test_a_word_that_cannot_be_meant_is_named(here, capsys, words, found):
    assert main(["tape", *words]) == ERROR
    assert found in capsys.readouterr().err


def test_the_command_offers_the_kinds_that_are_read():
    """The help lists them by hand: a kind more would be missing there."""
    from hozen.faces.cli.tape import take_in
    from hozen.workflows.tape_files import KINDS

    *first, last = KINDS
    assert f"{', '.join(first)} or {last}." in str(take_in.__annotations__["files"])
