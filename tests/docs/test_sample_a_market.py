"""The how-to for a made-up market: its command makes what the page names."""

from __future__ import annotations

import re
import shlex

from reference.markdown import DOCS

from hozen.faces.cli import main

PAGE = (DOCS / "how-to/sample-a-market.md").read_text("utf-8")


def test_the_command_makes_the_files_that_the_page_names(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    command, said, tuned = re.findall(r"^```(?:text)?\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert main([*shlex.split(command)[1:], "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith(said)
    assert main([*shlex.split(tuned)[1:], "--lang", "en"]) == 0
    assert "In use: " in capsys.readouterr().out
    assert (tmp_path / "curves/tuning-layering-levels.png").exists()
    truth = {one.name for one in (tmp_path / "venue/truth").iterdir()}
    assert truth == set(re.findall(r"`(truth\w*\.parquet)`", PAGE))
    assert main(["sample-tape", "--plants", "--lang", "ja"]) == 0
    assert "見せ玉" in capsys.readouterr().out
