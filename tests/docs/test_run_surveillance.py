"""The how-to for market surveillance: its commands are run in their order on a pretend market."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from reference.markdown import DOCS

from hozen.faces.cli import main

PAGE = (DOCS / "how-to/run-surveillance.md").read_text("utf-8")


def test_every_command_does_what_the_page_says(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    own = re.search(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert own
    Path("ours.yaml").write_text(own[1], "utf-8")
    said = {}
    for line in [line for line in PAGE.splitlines() if line.startswith("hozen ")]:
        assert main(shlex.split(line)[1:]) == 0, capsys.readouterr().err
        said[line] = capsys.readouterr().out
    assert "Layering" in said["hozen surveil run market/tape --into alerts"]
    assert "An alert is no report" in said["hozen surveil alerts alerts"]
    assert "Self-match" not in said["hozen surveil alerts alerts --detector layering --limit 5"]
    assert {"alerts.parquet", "alert_rows.parquet"} <= {one.name for one in Path("stricter").iterdir()}
