"""The how-to for compensation: its commands are run in their order."""

from __future__ import annotations

import re
import shlex

from reference.markdown import DOCS

from hozen.faces.cli import main

PAGE = (DOCS / "how-to/compensate-customers.md").read_text("utf-8")


def test_every_command_does_what_the_page_says(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    said = {}
    for line in block.splitlines():
        words = shlex.split(line)
        if words[0] == "export":
            monkeypatch.setenv(*words[1].split("=", 1))
            continue
        for lang in ("en", "ja"):
            if lang == "en" or words[2] in ("waterfall", "results", "letters", "report"):
                short = 2 if words[2] == "waterfall" else 0
                assert main([*words[1:], "--lang", lang]) == short, line
                said[words[2], lang] = capsys.readouterr().out
    folder = tmp_path / "drill/book/cases/dmm-2024"
    files = {path.name for path in folder.iterdir()}
    assert {"plan-1.parquet", "lines-1.parquet", "batch-1-bank-001.txt", "batch-1-account.csv"} <= files
    assert (
        len({len(line) for line in (folder / "batch-1-bank-001.txt").read_bytes().split(b"\r\n")} - {0}) == 1
    )
    assert (
        len(list((tmp_path / "drill/letters").glob("*.pdf"))) == 4
    )  # 781 letters, 500 a file, two languages
    assert "¥13,747,846" in said["waterfall", "en"]  # ¥28,747,846 − ¥10,000,000 − ¥5,000,000
    assert "訓練" in said["waterfall", "ja"]
    assert "approved" in said["results", "en"]
