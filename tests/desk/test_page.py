"""The page "Decide on alerts", command by command: from a tape to a signed draft of the report."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from hozen.faces.cli.main import main

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "decide-alerts.md").read_text("utf-8")
BOOK = 'book = "acme"\nfirm = "Acme"\nbusiness_year_start = "04-01"\nprice_source = "ref"\n'


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def laid(folder: Path) -> None:
    (folder / "answers.json").write_text(blocks("json")[0])
    (folder / "book").mkdir()
    (folder / "book" / "book.toml").write_text(BOOK)


def test_from_a_tape_to_a_signed_draft(tmp_path, monkeypatch, capsys):
    laid(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOZEN_BOOKS", f"sqlite:///{tmp_path / 'books.db'}")
    words = {}
    for line in [line for block in blocks("console") for line in block.splitlines()]:
        told = [words.get(word, word) for word in shlex.split(line)[1:]]
        if " case paper " in line:
            assert main(told) == 0, capsys.readouterr().err
            assert Path("stor.pdf").read_bytes().startswith(b"%PDF")
            capsys.readouterr()
            continue
        assert main([*told, "--json"]) == 0, capsys.readouterr().err
        found = json.loads(capsys.readouterr().out)
        if line.startswith("hozen surveil alerts"):
            words["ALERT"], planted = found[0]["alert_id"][:12], sorted(found[0]["accounts"])
        elif " case open " in line:
            [opened] = json.loads((tmp_path / "alerts" / "run.json").read_text())["left_out"]
            assert (opened["what"], found["left_out"]) == ("insider", [opened])
        elif " decide " in line:
            words["ENTRY"] = str(found["decision"]["seq"])
        elif " draft " in line:
            words["DRAFT"] = str(found["draft"]["seq"])
        elif " close " in line:
            closed = found
        elif " report book" in line:
            reported = found
    assert (closed["is_open"], closed["sent"], closed["draft"]["signed_by"]) == (False, "2026-17", "suzuki")
    assert reported["reports_sent"] == 1
    [kept_case] = found["cases"]  # the page ends with what is kept
    assert kept_case["until"][:4] == str(int(kept_case["closed"][:4]) + 5)
    assert (kept_case["lost"], kept_case["may_go"]) == ([], False)
    kept = {name for name, _ in closed["evidence"]}
    assert {Path(name).suffix for name in kept} >= {".csv"}
    draft = json.loads((tmp_path / "book" / "cases" / "layers-1" / closed["draft"]["name"]).read_text())
    assert draft["sections"]["4"]["accounts_and_wallets"]["value"] == ", ".join(planted)
    assert draft["not_looked_at"] == [{"what": "insider", "why": "no-data", "rows": 0}]
    for lang in ("en", "ja"):
        assert main(["--lang", lang, "surveil", "case", "show", "book", "layers-1"]) == 0
        assert main(["--lang", lang, "surveil", "report", "book"]) == 0
        assert main(["--lang", lang, "surveil", "case", "list", "book", "--all"]) == 0
        assert "layers-1" in capsys.readouterr().out
    assert main(["surveil", "case", "list", "book"]) == 0
    assert "layers-1" not in capsys.readouterr().out
