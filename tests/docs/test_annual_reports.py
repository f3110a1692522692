"""The how-to for annual reports: its commands are run in their order on a small exchange."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from reference.markdown import DOCS

from hozen.faces.cli import main

PAGE = (DOCS / "how-to/annual-reports.md").read_text("utf-8")
JAPANESE = ("issue", "papers", "show", "pack")


def test_every_command_does_what_the_page_says(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.delenv("HOZEN_BOOKS", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    block = re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[0]
    said = {}
    for line in block.splitlines():
        words = shlex.split(line.replace("--customers 200", "--customers 20").replace(" --processes 2", ""))[
            1:
        ]
        lang = "ja" if words[1] in JAPANESE else "en"
        code = main([*words, "--lang", lang])
        assert code in ((0, 2) if words[0] == "close" else (0,)), (
            line
        )  # the sample's day itself may have findings
        said[words[1]] = capsys.readouterr().out
    assert "最小単位まで一致" in said["issue"]
    papers = list((tmp_path / "reports").rglob("*.pdf"))
    assert len(papers) == 20
    assert [sheet.title for sheet in load_workbook("year.xlsx")] == [
        "概要",
        "資産別",
        "差異",
        "訂正",
        "ファイル",
        "発行履歴",
    ]
    assert "mori" in said["show"]
