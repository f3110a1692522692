"""Reserve, replay and law on the terminal."""

from __future__ import annotations

import pytest

from hozen.findings.table import width

# A = 0.2/10,000 × 674,240m + … ; spot alone: A = ¥13,484,800; B = 0.8/10,000 × 6,000,000m = ¥480,000,000
VOLUMES = "period,product,yen\nFY2025,spot,6000000000000\n2026-04,spot,674240000000\n"


@pytest.fixture
def volumes(tmp_path):
    path = tmp_path / "volumes.csv"
    path.write_text(VOLUMES, encoding="utf-8")
    return path


def narrow(text: str) -> bool:
    """Whether eighty columns hold it, addresses left out."""
    return all(width(line) <= 80 or "://" in line for line in text.splitlines())


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_reserve_from_volumes_alone(run, volumes, lang) -> None:
    said = run(
        "reserve",
        volumes,
        "--scenario",
        "share-rates",
        "--day",
        "2026-11-20",
        "--held",
        "1億",
        "--lang",
        lang,
    )
    assert said.code == 0
    for figure in ("¥480,000,000", "¥100,000,000", "¥13,484,800", "2027-03-31"):
        assert figure in said.out
    assert narrow(said.out)


def test_scenarios_side_by_side(run, volumes) -> None:
    said = run(
        "reserve",
        volumes,
        "--scenario",
        "share-rates",
        "--compare",
        "act-64,press-band",
        "--day",
        "2026-11-20",
    )
    assert said.code == 0
    assert "Scenarios side by side" in said.out
    assert "no figures" in said.out
    assert narrow(said.out)
    answers = run(
        "reserve", volumes, "--scenario", "share-rates", "--compare", "all", "--day", "2026-11-20", "--json"
    ).json["answers"]
    assert len(answers) == 5
    assert answers[0]["position"]["requirement"]["level"] == 480_000_000


def test_the_statute_in_force_is_worked_out_and_judges_nobody(run, volumes) -> None:
    """Shares: A = 0.2/10,000 × 674,240m = 13,484,800; B = 0.8/10,000 × 6,000,000m = 480,000,000."""
    volumes.write_text(VOLUMES.replace("spot", "shares"), encoding="utf-8")
    said = run("reserve", volumes, "--scenario", "securities", "--day", "2026-11-20")
    assert said.code == 0  # the addition falls due on the last day of the business year
    for fact in ("Rests on figures that are: in force.", "¥480,000,000", "¥13,484,800  by 2027-03-31"):
        assert fact in said.out


@pytest.mark.parametrize("words", [["--held", "much"], ["--year-start", "02-30"], ["--day", "20 Nov"]])
def test_a_reserve_refuses_what_it_cannot_read(run, volumes, words) -> None:
    said = run("reserve", volumes, "--scenario", "share-rates", *words)
    assert (said.code, said.out) == (1, "")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_one_incident(run, lang) -> None:
    said = run("replay", "dmm-2024", "--reserve", "20億,400億", "--lang", lang)
    assert said.code == 0
    # ¥48,200m: 2,000 / 48,200 = 4.149…%, 40,000 / 48,200 = 82.987…%, cut
    for figure in ("¥48,200,000,000", "4.14%", "82.98%", "¥46,200,000,000", "¥8,200,000,000"):
        assert figure in said.out
    assert ("2bn" if lang == "en" else "20億円") in said.out
    assert narrow(said.out)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_all_incidents_and_the_five_in_japan(run, lang) -> None:
    said = run("replay", "all", "--lang", lang)
    assert said.code == 0
    for share in ("9.00%", "19.41%", "32.91%", "86.93%"):
        assert share in said.out
    assert "mtgox-2014" in said.out
    assert narrow(said.out)


def test_notes_of_a_replay_name_provisions_in_japanese(run) -> None:
    said = "".join(run("replay", "dmm-2024", "--lang", "ja").out.split())  # lines break between the two
    assert "金融商品取引法46-5(2)" in said
    assert "FIEA" not in said
    assert "FIBOrder" not in said


def test_a_replay_as_json(run) -> None:
    found = run("replay", "dmm-2024", "--scenario", "none", "--json").json
    assert found["replayed"][0]["payouts"][0] == {
        "reserve": 2_000_000_000,
        "loss": 48_200_000_000,
        "covered": 2_000_000_000,
    }
    assert found["replayed"][0]["scenarios"] == []


def test_an_unknown_incident_says_what_was_meant(run) -> None:
    said = run("replay", "bithumb")
    assert said.code == 1
    assert "bithumb-2026" in said.err


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_figure_of_the_law_with_its_own_characters(run, lang) -> None:
    said = run("law", "show", "custody.hot_share_max", "--day", "2026-11-20", "--lang", lang)
    assert said.code == 0
    for fact in ("5.00%", "百分の五", "CAE Order 27", "暗号資産交換業者府令 27"):
        assert fact in said.out
    assert narrow(said.out)


def test_the_beginning_of_a_key_lists_keys(run) -> None:
    said = run("law", "show", "custody")
    assert "custody.hot_share_max" in said.out
    assert "segregation." not in said.out
    assert {one["figure"]["key"] for one in run("law", "show", "custody", "--json").json} >= {
        "custody.hot_share_max"
    }


def test_an_unknown_key_says_what_was_meant(run) -> None:
    said = run("law", "show", "custody.hot_share_mx")
    assert said.code == 1
    assert "custody.hot_share_max" in said.err


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_gaps_say_what_to_supply_and_what_is_not_coded(run, lang) -> None:
    said = run("law", "gaps", "--day", "2026-11-20", "--lang", lang)
    assert "reserves.crypto.method" in said.out
    assert narrow(said.out)


def test_gaps_in_japanese_tell_why_and_what_to_supply(run) -> None:
    said = run("law", "gaps", "--day", "2026-11-20", "--lang", "ja")
    for told in (
        "施行期日を定める政令を確認できていない",
        "政令の定める施行期日（シナリオの reform.main_effective_day）",
        "令和8年改正法 附則1条本文 / Act 64 of 2026 suppl. 1 main clause",
    ):
        assert told in said.out
    for english in ("was not found", "in a scenario", "your own"):
        assert english not in said.out


def test_a_scenario_without_figures_says_so_in_japanese(run, volumes) -> None:
    said = run("reserve", volumes, "--scenario", "act-64", "--day", "2026-11-20", "--lang", "ja")
    joined = "".join(line.strip() for line in said.out.splitlines())
    for told in (
        "出所: 国会（2026年7月23日公布）",
        "算定の基礎も金額も不明である",
        "insurance.credit を補う",
    ):
        assert told in joined
    for english in ("The Diet", "law-gap", "supply"):
        assert english not in said.out


def test_what_a_method_lacks_is_told_in_japanese_first(run, volumes) -> None:
    said = run("reserve", volumes, "--scenario", "custody-share", "--day", "2026-11-20", "--lang", "ja")
    assert said.out.index("必要な自社の数値がありません") < said.out.index("fact-missing")


def test_diff_tells_the_days_apart(run) -> None:
    said = run("law", "diff", "2020-04-30", "2026-11-20")
    assert "custody.hot_share_max" in said.out
    assert "Nothing that hozen knows changed." in run("law", "diff", "2026-11-20", "2026-11-20").out
    assert run("law", "diff", "2026-11-20", "soon").code == 1


def test_every_check_is_listed_with_its_provision(run) -> None:
    from hozen.regimes.jp import CHECKS

    said = run("law", "checks", "--day", "2026-11-20")
    assert all(check.code in said.out for check in CHECKS)
    assert "CAE Order 9(1)(i) · in force" in said.out
    assert narrow(said.out)
