"""`hozen providers`: what a compliance officer must find is there, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from door_book import SmallBook

from hozen.faces.cli import main
from hozen.faces.cli.app import _PROVIDERS
from hozen.faces.words import all_keys, find, has
from hozen.records import BY_NAME
from hozen.workflows.providers import history, look

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["providers", *map(str, words)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_list_says_who_keeps_how_much(kept: SmallBook, run: Run) -> None:
    code, out, _ = run("list", kept.write().root)
    assert code == 0
    assert "Register of providers of small on 2026-11-20: 3 providers" in out
    # 1.50000001 × 10,704,212.84 = 16,056,319.26 + 0.107…; cut to whole yen.
    assert re.search(r"K +¥16,056,319  100\.00% +1 +1", out)
    assert re.search(r"T +¥16,056,319  100\.00% +1 +1", out)
    _, japanese, _ = run("list", kept.root, "--lang", "ja")
    assert "北カストディ" in japanese
    assert "利用者の暗号資産の管理者" in japanese


def test_a_book_without_a_register_says_so_and_is_no_breach(kept: SmallBook, run: Run) -> None:
    for name in [name for name in kept.tables if name.startswith("provider")]:
        del kept.tables[name]
    root = kept.write().root
    assert "The book has no register of providers." in run("list", root)[1]
    code, out, _ = run("check", root)
    assert code == 0
    assert "! Attention Who keeps the wallets" in out


def test_check_is_sound_but_for_the_one_technology(kept: SmallBook, run: Run) -> None:
    code, out, _ = run("check", kept.write().root)
    assert code == 0
    assert "! Attention One technology under all cold wallets" in out
    assert "DMM Bitcoin (2024), WazirX (2024) and Bybit (2025)" in " ".join(out.split())
    assert "✓ Met Review of providers: K, S, T" in out  # S works below K
    assert "✓ Met Contracts with providers: K, T" in out


def test_check_ends_with_two_for_a_lapsed_custodian(kept: SmallBook, run: Run) -> None:
    kept.tables["provider_status"][0] |= {"until": "2026-11-19"}
    kept.tables["provider_status"].insert(1, {"provider_id": "K", "status": "lapsed", "since": "2026-11-20"})
    root = kept.write().root
    code, out, _ = run("check", root, "--lang", "ja")
    assert code == 2
    assert "✕ 違反 管理する委託先の登録 (K)" in out
    assert "実績  失効" in out
    code, out, _ = run("check", root, "--day", "2026-11-19", "--json")
    found = {one["code"]: one["status"] for one in json.loads(out)["findings"] if one["subject"] == "K"}
    assert found["provider-status"] == "met"  # the day before it was registered


def test_check_ends_with_two_where_a_keeper_is_not_in_the_register(kept: SmallBook, run: Run) -> None:
    kept.tables["provider_links"][0]["ref"] = "Kiga"
    code, out, _ = run("check", kept.write().root)
    assert code == 2
    assert "? Cannot tell Who keeps the wallets" in out


def test_show_has_all_that_is_on_file(kept: SmallBook, run: Run) -> None:
    code, out, _ = run("show", kept.write().root, "K")
    assert code == 0
    for text in (
        *("Kita Custody", "213800KUD8LAJWSQ9D15", "5835678256246", "FSA · JP", "registered", "100.00%"),
        *("K → S", "=keys come back", "90 days of", "nobody else can do it", "counts until 2027-03-31"),
    ):
        assert text in out, text
    assert "an hour down" in run("show", kept.root, "S")[1]


def test_an_unknown_provider_is_refused_with_the_nearest(kept: SmallBook, run: Run) -> None:
    kept.tables["providers"][0]["provider_id"] = "KITA"
    for name in ("provider_status", "provider_links", "provider_contracts", "provider_chain"):
        kept.tables[name][0]["provider_id"] = "KITA"
    kept.tables["provider_reviews"][0]["provider_id"] = "KITA"
    kept.tables["provider_persons"][0]["provider_id"] = "KITA"
    code, _, err = run("show", kept.write().root, "KITTA")
    assert code == 1
    assert "register-file" in err
    assert "KITA?" in err
    assert run("history", kept.root, "--provider", "X")[0] == 1


def test_history_tells_every_beginning_and_end_in_order(kept: SmallBook, run: Run) -> None:
    kept.tables["provider_links"][0]["until"] = "2026-11-30"
    code, out, _ = run("history", kept.write().root, "--provider", "K")
    assert code == 0
    assert "last day of keeping for: Kita" in out
    days = re.findall(r"^  (\d{4}-\d\d-\d\d)", out, re.MULTILINE)
    assert days == sorted(days)
    assert "an hour down" not in out
    everything = run("history", kept.root)[1]
    assert "2026-05-01  S  incident: an hour down" in everything
    assert "technology begins to sign for: 1 wallet" in everything


def test_a_hole_between_two_states_is_part_of_the_history(kept: SmallBook) -> None:
    kept.tables["provider_status"][0]["until"] = "2026-03-31"
    kept.tables["provider_status"].insert(1, {"provider_id": "K", "status": "lapsed", "since": "2026-05-01"})
    told = [one for one in history(look(kept.write().root).register, "K") if one.what == "status_unknown"]
    assert [(str(one.day), one.subject) for one in told] == [("2026-04-01", "2026-04-01 – 2026-04-30")]


def test_out_and_in_again(kept: SmallBook, run: Run, tmp_path: Path) -> None:
    root, target = kept.write().root, tmp_path / "register.xlsx"
    assert run("export", root, target)[0] == 0
    code, out, _ = run("import", target, "--into", root)
    assert code == 0
    assert re.search(r"providers +0 new, 0 filled in, 3 there already", out)
    code, _, err = run("export", root, target)
    assert (code, "register-file" in err) == (1, True)


@pytest.mark.parametrize("command", ["list", "check", "history"])
def test_json_is_one_document(kept: SmallBook, run: Run, command: str) -> None:
    code, out, _ = run(command, kept.write().root, "--json")
    assert code == 0
    assert json.loads(out)


@pytest.mark.parametrize("width", [60, 100])
def test_nothing_is_wider_than_the_terminal(
    kept: SmallBook, run: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    from hozen.findings.table import width as columns

    monkeypatch.setenv("COLUMNS", str(width))
    root = kept.write().root
    for words in (("list", root), ("show", root, "K"), ("check", root), ("history", root)):
        for lang in ("en", "ja"):
            _, out, _ = run(*words, "--lang", lang)
            assert [line for line in out.splitlines() if columns(line) > width] == []


def test_every_word_that_data_can_ask_for_is_there() -> None:
    def choices(table: str, column: str) -> tuple[str, ...]:
        return next(one.choices for one in BY_NAME[table].columns if one.name == column)

    whats = (*choices("provider_links", "what"), "status", "contract", "chain")
    made = [f"providers.event.{what}_{end}" for what in whats for end in ("began", "ended")]
    made += [f"providers.event.{one}" for one in ("reviewed", "review_ended", "incident", "status_unknown")]
    made += [f"providers.status.{one}" for one in (*choices("provider_status", "status"), "not_on_file")]
    made += [f"providers.role.{one}" for one in choices("providers", "role")]
    made += [f"providers.what.{one}" for one in choices("provider_links", "what")]
    made += [f"providers.outcome.{one}" for one in choices("provider_reviews", "outcome")]
    made += [f"cli.help.providers.{one}" for one in (*_PROVIDERS, "group")]
    assert [key for key in made if not has(key)] == []


@pytest.mark.parametrize("key", [key for key in all_keys() if key.startswith("providers.")])
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    def fields(lang: str) -> list[str]:
        return sorted(re.findall(r"{(\w+)}", find(key, lang)))

    assert fields("en") == fields("ja")
