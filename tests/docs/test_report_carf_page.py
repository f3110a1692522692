"""The page on the report of customers abroad, with its files and its commands, over the small exchange of tests/carf."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from carf_book import book_at, sources_at
from reference.markdown import DOCS, ROOT

from hozen.faces.cli import main

PAGE = (DOCS / "how-to" / "report-carf.md").read_text("utf-8")
AT = ["--at", "2027-04-01T09:00:00+09:00"]


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return found


def commands() -> list[list[str]]:
    return [line.split()[1:] for line in PAGE.splitlines() if line.startswith("hozen carf ")]


def test_the_pages_commands_run_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    """Its jurisdictions lack France, so the company that a Frenchman controls is left out: 3 records."""
    monkeypatch.chdir(tmp_path)
    sources_at(tmp_path)
    book_at(tmp_path / "book")
    (tmp_path / "carf.yaml").write_text(block("yaml"), "utf-8")
    (tmp_path / "jurisdictions.csv").write_text(block("csv"), "utf-8")
    named = {"BOOK": "book", "FOLDER": str(ROOT / "tests" / "carf" / "schema")}
    told = {}
    for words in commands():
        asked = [named.get(one, one) for one in words] + (AT if words[1] in ("build", "correct") else [])
        assert main(asked) == 0, capsys.readouterr().err
        told[words[1]] = capsys.readouterr().out
    assert list(told) == ["check", "build", "validate", "correct", "status"]
    assert "report.xsd" in told["validate"]
    assert "Nothing changed" in told["correct"]
    assert (tmp_path / "reports-2026/0001/N001.xml").read_text("utf-8").count("<CryptoUsers>") == 3


def test_the_page_names_every_kind_and_every_column_of_personal_data() -> None:
    from hozen.records import BY_NAME
    from hozen.workflows.carf.people import NUMBERS, PEOPLE

    (kind,) = (one for one in BY_NAME["relevant_transactions"].columns if one.name == "kind")
    for word in (*kind.choices, *PEOPLE, *NUMBERS):
        assert f"`{word}`" in PAGE, word
