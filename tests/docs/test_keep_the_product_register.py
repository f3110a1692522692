"""The how-to for the register of crypto-assets handled, and for due reports: their commands are run in order."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from reference.markdown import DOCS

from hozen.faces.cli import main
from hozen.workflows.products import look

PAGE = (DOCS / "how-to/keep-the-product-register.md").read_text("utf-8")
DUE = (DOCS / "how-to/see-what-is-due.md").read_text("utf-8")


def blocks(page: str) -> list[str]:
    return re.findall(r"^```\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def add(text: str, folder: Path) -> None:
    """The rows of a block into the table that has its columns."""
    head, *rows = text.splitlines()
    path = next(one for one in folder.glob("*.csv") if one.read_text("utf-8").startswith(f"{head}\n"))
    path.write_text("\n".join([path.read_text("utf-8").rstrip("\n"), *rows, ""]), "utf-8")


def test_the_pages_do_what_they_say(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.chdir(tmp_path)
    for text in blocks(PAGE):
        if not text.startswith("hozen"):
            add(text, Path("register"))
            for file in Path("register").glob("*.csv"):
                shutil.copy(file, "book")
            continue
        for line in text.splitlines():
            expected = 2 if " check " in line or " close faulty " in line else 0
            assert main([*shlex.split(line)[1:], "--lang", "en"]) == expected, line
    told = capsys.readouterr().out
    assert "99 crypto-assets are named by public sources. The press counts 105" in told
    assert "Consensus" in told
    assert Path("btc.pdf").read_bytes().startswith(b"%PDF")
    status = {(one.code, one.subject): one.status.value for one in look("book").findings}
    assert status["asset-handled", "BTC"] == "met"
    assert status["asset-handled", "ETH"] == "cannot_tell"
    assert status["disclosure-stale", "BTC"] == "met"
    for text in blocks(DUE):
        if text.startswith(("item,yen", "name: ")):
            Path("capital.csv" if text.startswith("item") else "capital-weights.yaml").write_text(
                text, "utf-8"
            )
    lines = [line for text in blocks(DUE) for line in text.splitlines() if line.startswith("hozen duties")]
    for line in (
        one for one in lines if " quarter " not in one
    ):  # those of a quarter: tests/duties/test_drafts.py
        assert main([*shlex.split(line)[1:], "--lang", "en"]) == 0, line
    assert "2027-04-30" in capsys.readouterr().out
