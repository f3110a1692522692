"""The how-to for auditors: its commands are run in their order on a small book, and say what the page's tables list."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from authority import make_authority
from close_book import FRIDAY, SmallExchange
from reference.markdown import DOCS

from hozen.faces.cli import main
from hozen.workflows.snapshot.of_book import snapshot
from hozen.workflows.snapshot.secret_store import new_secrets

PAGE = (DOCS / "how-to/audit-a-proof.md").read_text("utf-8")


def lines() -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def test_every_command_does_what_the_page_says(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    SmallExchange(Path("book")).write()
    new_secrets("small", Path("proofs.secrets"), Path("proofs.key"))
    said = ""
    (tmp_path / "tsa").mkdir()
    Path("root.pem").write_bytes(make_authority(tmp_path / "tsa").root.read_bytes())
    for line in lines():
        words = shlex.split(line.replace("$PWD", str(tmp_path)))
        if words[0] == "export":
            for one in words[1:]:
                monkeypatch.setenv(*one.split("=", 1))
            snapshot("book", FRIDAY, to=Path("snapshots"))
        else:
            assert main([*words[1:], "--lang", "en"]) == 0, line
            said += capsys.readouterr().out
    for shown in ("Published", "Recomputed", "Proven", "Should be there", "There", "Surplus"):
        assert shown in PAGE.replace("|", "\n")
        assert shown in said, shown
    assert Path("site/index.json").exists()


def test_the_exit_codes_are_those_of_the_list() -> None:
    assert re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE) == ["0", "2", "1"]
