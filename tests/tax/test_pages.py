"""The how-to: its commands are run in their order, and show what it shows. The page of gaps names real ones."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

from hozen.faces.cli import main
from hozen.law import Gap, Law

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "how-to/work-out-a-tax-year.md").read_text("utf-8")
OPEN = (DOCS / "why/tax-not-decided.md").read_text("utf-8")
LAW = Law.load("jp")


def blocks(kind: str) -> list[str]:
    found = re.findall(r"^```([a-z]*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return [text for named, text in found if named == kind]


def test_every_command_does_what_the_page_says(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("faq.csv").write_text(blocks("csv")[0], "utf-8")
    for line in "".join(blocks("")).splitlines():
        assert main([*shlex.split(line)[1:], "--lang", "en"]) == 0, line
    table, carry = blocks("text")
    told = capsys.readouterr().out
    assert table in told
    assert "¥2,214,800" in told
    assert Path("papers/carry.csv").read_text("utf-8") == carry
    traces = Path("papers/traces.csv").read_text("utf-8")
    assert all(yen in traces for yen in ("820000", "2200000/3", "1085600/3"))


def test_each_open_key_is_a_gap_and_no_gap_of_tax_is_left_out() -> None:
    named = re.findall(r"^\| [^|]+ \| `([a-z_.]+)` \|", OPEN, re.MULTILINE)
    gaps = {key for key in LAW.keys("tax") if isinstance(LAW.figures[key].on(date(2027, 12, 31)), Gap)}
    assert set(named) == (gaps - {"tax.regime"}) | {"reform.main_effective_day"}
