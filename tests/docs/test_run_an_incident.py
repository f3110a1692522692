"""The how-to for incidents: its commands are run in their order, and do what the page says."""

from __future__ import annotations

import re
import shlex

from reference.markdown import DOCS

from hozen.books import open_books
from hozen.faces.cli import main
from hozen.workflows.incident import state_of

PAGE = (DOCS / "how-to/run-an-incident.md").read_text("utf-8")


def test_every_command_does_what_the_page_says(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.delenv("HOZEN_BOOKS", raising=False)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    for line in (line for block in blocks for line in block.splitlines()):
        for lang in ("en",) if "show" not in line and "replay" not in line else ("en", "ja"):
            assert main([*shlex.split(line)[1:], "--lang", lang]) == 0, line
    with open_books(tmp_path / "home/books.sqlite") as books:
        theft = state_of(books.cases.show("sample", "2026-hot-wallet"))
        wrong = state_of(books.cases.show("sample", "wrong-credit"))
    assert (theft.is_open, theft.valued.seq, theft.valued.approved_by) == (False, 5, "suzuki")
    assert (theft.loss_of("BTC").lost, theft.loss_of("BTC").missing) == (50_000_000, 30_000_000)
    assert (wrong.wrong_of("BTC").credited, wrong.wrong_of("BTC").outstanding) == (620_000 * 10**8, 0)
