"""The capital-adequacy ratio against figures worked out by hand: below, on and above each level."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.faces.cli import main
from hozen.law import Law, LawGap
from hozen.rules.duties.capital import ITEMS, CapitalLevel, capital_ratio
from hozen.values import Ratio, Yen
from hozen.workflows.duties import CapitalFile, work_out

FRIDAY = date(2026, 11, 20)
READING = Law.load("jp").reading(FRIDAY)
PAGE = (Path(__file__).parents[2] / "docs/how-to/see-what-is-due.md").read_text("utf-8")
FIGURES, SCENARIO = (
    next(
        one for one in re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE) if one.startswith(head)
    )
    for head in ("item,yen", "name: capital-weights")
)


def figures(**said: int) -> dict[str, Yen]:
    return {name: Yen(said.get(name, 0)) for name in ITEMS}


@pytest.mark.parametrize(
    ("basic", "level", "broken"),
    [  # over a risk of 1,000 yen: 140% is 1,400, 120% is 1,200, 100% is 1,000
        (1401, CapitalLevel.ENOUGH, False),
        (1400, CapitalLevel.ENOUGH, False),
        (1399, CapitalLevel.NOTIFY, False),
        (1200, CapitalLevel.NOTIFY, False),
        (1199, CapitalLevel.ORDERS, True),
        (1000, CapitalLevel.ORDERS, True),
        (999, CapitalLevel.SUSPENSION, True),
        (0, CapitalLevel.SUSPENSION, True),
        (-1, CapitalLevel.SUSPENSION, True),
    ],
)
def test_each_level_begins_below_its_figure(basic: int, level: CapitalLevel, broken: bool) -> None:
    found = capital_ratio(READING, figures(basic=basic, market=200, counterparty=300, basic_risk=500))
    assert (found.level, found.below_floor) == (level, broken)
    assert found.ratio == Ratio(Fraction(basic, 1000))


def test_a_ratio_a_hair_below_a_level_is_below_it_though_it_shows_the_same_percentage() -> None:
    found = capital_ratio(READING, figures(basic=14 * 10**14 - 1, basic_risk=10**15))
    assert found.level is CapitalLevel.NOTIFY
    assert found.ratio.percent() == "139.99%"


def test_own_funds_are_basic_and_supplementary_less_what_is_deducted() -> None:
    # 700 + 80 - 180 = 600 over 400: 150%
    found = capital_ratio(READING, figures(basic=700, supplementary=80, deducted=180, basic_risk=400))
    assert (found.own_funds, found.ratio) == (Yen(600), Ratio(Fraction(3, 2)))
    cited = " ".join(str(one.cite) for one in found.rests_on)
    assert "46-6" in cited
    assert "179(1)" in cited


def test_crypto_without_a_weight_is_a_gap_of_the_law_and_none_is_asked_for_without_crypto() -> None:
    with pytest.raises(LawGap) as told:
        capital_ratio(READING, figures(basic=900, basic_risk=400, crypto_basic=1))
    assert told.value.key == "adequacy.crypto_weights.basic"
    assert capital_ratio(READING, figures(basic=900, basic_risk=400)).weighed == ()


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(1, 10**12))
def test_more_risk_never_raises_the_ratio(basic: int, risk: int, more: int) -> None:
    less, worse = (capital_ratio(READING, figures(basic=basic, market=one)) for one in (risk, risk + more))
    assert worse.ratio <= less.ratio


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    Path("capital.csv").write_text(FIGURES, "utf-8")
    Path("capital-weights.yaml").write_text(SCENARIO, "utf-8")
    return tmp_path


def test_the_page_of_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = next(one for one in PAGE.splitlines() if one.startswith("hozen duties capital")).split()[1:]
    # Own funds 900 + 100 - 100 = 900. Risk 50 + 30 + 320 = 400, crypto 150 x 100% + 40 x 25% + 20 x 100% = 180: 580.
    # 900 / 580 = 1.551724...
    assert main([*line, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "155.17%" in out
    assert "¥580,000,000" in out
    assert "× 25.00% = ¥10,000,000" in out
    assert "scenario capital-weights" in out
    assert main([*line, "--lang", "ja"]) == 0
    assert "140%以上" in capsys.readouterr().out
    assert main([*line, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["found"]["ratio"] == "45/29"
    answer = work_out(Path("capital.csv"), FRIDAY, "capital-weights.yaml")
    assert answer.as_table().rows == (
        (Yen(900_000_000), Yen(580_000_000), Ratio(Fraction(45, 29)), CapitalLevel.ENOUGH),
    )
    assert len(answer.as_tables()[1].rows) == len(ITEMS)
    # Without the weights nothing is worked out; below the floor the law is broken: (500 + 0) / 580 = 86%.
    assert main([*line[:-2], "--lang", "en"]) == 1
    assert "Notice 59" in capsys.readouterr().err
    Path("capital.csv").write_text(FIGURES.replace("basic,900000000", "basic,500000000", 1), "utf-8")
    assert main([*line, "--lang", "en"]) == 2
    assert "suspended" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "where", "found"),
    [
        ("market,50000000\n", "", "capital.csv", "market"),
        ("market,50000000\n", "market,50000000\nmarket,1\n", "capital.csv, line 6, column item", "'market'"),
        ("market,50000000", "market,-1", "capital.csv, line 5, column yen", "'-1'"),
        ("market,50000000", "market,5.5", "capital.csv, line 5, column yen", "'5.5'"),
        ("item,yen", "item,usd", "capital.csv, line 1", "item, usd"),
        ("deducted,", "goodwill,", "capital.csv, line 4, column item", "'goodwill'"),
    ],
)
def test_what_is_refused(folder: Path, old: str, new: str, where: str, found: str) -> None:
    Path("capital.csv").write_text(FIGURES.replace(old, new, 1), "utf-8")
    with pytest.raises(CapitalFile) as told:
        work_out(Path("capital.csv"), FRIDAY, "capital-weights.yaml")
    assert (told.value.where, told.value.found) == (where, found)


def test_no_risk_and_no_file_are_refused(folder: Path) -> None:
    Path("capital.csv").write_text("item,yen\n" + "".join(f"{name},0\n" for name in ITEMS), "utf-8")
    with pytest.raises(CapitalFile, match="no risk"):
        work_out(Path("capital.csv"), FRIDAY)
    with pytest.raises(CapitalFile, match="cannot be read"):
        work_out(Path("none.csv"), FRIDAY)
