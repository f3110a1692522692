"""The how-to: its commands are run in their order, and show what it shows. The page of gaps names real ones."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

from hozen.faces.cli import main
from hozen.law import Gap, Law
from hozen.workflows.tax.forms import FORMS

DOCS = Path(__file__).resolve().parents[2] / "docs"
OPEN = (DOCS / "why/tax-not-decided.md").read_text("utf-8")
LAW = Law.load("jp")


def page(name: str) -> str:
    return (DOCS / f"how-to/{name}.md").read_text("utf-8")


def blocks(text: str, kind: str) -> list[str]:
    found = re.findall(r"^```([a-z]*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [block for named, block in found if named == kind]


def run(text: str, files: dict[int, str], tmp_path, monkeypatch, capsys) -> str:
    """Write the page's files, run its commands in their order, and give back what they said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for place, name in files.items():
        Path(name).write_text(blocks(text, "csv")[place], "utf-8")
    for line in "".join(blocks(text, "")).splitlines():
        assert main([*shlex.split(line)[1:], "--lang", "en"]) == 0, line
    return capsys.readouterr().out


def test_the_example_of_the_nta_in_all_three_modes(tmp_path, monkeypatch, capsys) -> None:
    text = page("work-out-a-tax-year")
    told = run(text, {0: "faq.csv"}, tmp_path, monkeypatch, capsys)
    *shown, carry = blocks(text, "text")
    assert [one for one in shown if one not in told] == []
    assert Path("papers/carry.csv").read_text("utf-8") == carry
    traces = Path("papers/traces.csv").read_text("utf-8")
    assert all(yen in traces for yen in ("820000", "2200000/3", "1085600/3"))
    papers = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    assert papers == {one.name for one in Path("papers").iterdir()}


def test_an_annual_report_comes_in_as_the_page_says(tmp_path, monkeypatch, capsys) -> None:
    text = page("import-trades-for-tax")
    told = run(text, {0: "report.csv"}, tmp_path, monkeypatch, capsys)
    assert [one for one in blocks(text, "text") if one not in told] == []


def test_the_page_has_every_form_and_no_other() -> None:
    named = re.findall(r"^\| `([a-z-]+)` \|", page("import-trades-for-tax"), re.MULTILINE)
    assert named == list(FORMS)


def test_comparison_positions_company_losses_and_change(tmp_path, monkeypatch, capsys) -> None:
    text = page("compare-taxes-and-carry-losses")
    files = {0: "faq.csv", 1: "positions.csv", 2: "prices.csv", 3: "ledger.csv"}
    told = run(text, files, tmp_path, monkeypatch, capsys)
    assert [one for one in blocks(text, "text") if one not in told] == []
    assert "¥495,700" in told
    assert "2024-03-15" in told


def test_each_open_key_is_a_gap_and_no_gap_of_tax_is_left_out() -> None:
    named = re.findall(r"^\| [^|]+ \| `([a-z_.]+)` \|", OPEN, re.MULTILINE)
    gaps = {key for key in LAW.keys("tax") if isinstance(LAW.figures[key].on(date(2027, 12, 31)), Gap)}
    assert set(named) == (gaps - {"tax.regime"}) | {"reform.main_effective_day"}
