"""The commands build, proof and audit: what they answer in both languages, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from close_book import BTC

MET, ERROR, BREACH = 0, 1, 2
DAY = ("--day", "2026-11-20")


@pytest.fixture
def book(exchange, monkeypatch, tmp_path) -> str:
    for name in ("HOZEN_LANG", "LC_ALL", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("HOZEN_WORDS", "strict")
    monkeypatch.chdir(tmp_path)
    return str(exchange.write())


def published() -> str:
    snapshot = json.loads(Path("snaps/2026-11-20/public/snapshot.json").read_text(encoding="utf-8"))
    return str(snapshot["commitment"])


@pytest.mark.parametrize(
    ("lang", "title", "trees", "after"),
    [
        (
            "en",
            "small, 2026-11-20: the snapshot is built",
            "3 of what is owed to customers, 0",
            "Next: sign it",
        ),
        (
            "ja",
            "small 2026-11-20：負債スナップショットを作成しました",
            "利用者への債務 3、利用者の債務 0",
            "次に署名",
        ),
    ],
)
def test_build(hozen, book, lang, title, trees, after) -> None:
    code, said = hozen("build", book, *DAY, "--in", "snaps", "--lang", lang)
    assert code == MET
    assert all(words in said for words in (title, trees, after, published()))
    assert max(map(len, said.splitlines())) <= 100


def test_it_is_not_built_twice(hozen, book) -> None:
    hozen("build", book, *DAY, "--in", "snaps")
    before = published()
    code, said = hozen("build", book, *DAY, "--in", "snaps")
    assert (code, "there already" in said, published()) == (ERROR, True, before)


@pytest.mark.parametrize(("workers", "code"), [("0", ERROR), ("1", MET)])
def test_a_number_of_threads(hozen, book, workers, code) -> None:
    found, said = hozen("build", book, *DAY, "--in", "snaps", "--workers", workers)
    assert (found, "--workers" in said) == (code, code == ERROR)


def test_without_secrets_it_says_how_to_make_them(hozen, book, monkeypatch) -> None:
    monkeypatch.delenv("HOZEN_SECRETS")
    code, said = hozen("build", book, *DAY, "--in", "snaps")
    assert code == ERROR
    assert "HOZEN_SECRETS" in said


@pytest.mark.parametrize(("lang", "said"), [("en", "this customer alone"), ("ja", "本人だけに")])
def test_proof(hozen, book, lang, said) -> None:
    hozen("build", book, *DAY, "--in", "snaps")
    code, answer = hozen("proof", "snaps", *DAY, "--account", "C1", "--to", "c1.json", "--lang", lang)
    assert code == MET
    assert said in answer.replace("\n", " ").replace("  ", "")
    cut = json.loads(Path("c1.json").read_text(encoding="utf-8"))
    assert [one["asset"] for one in cut["holdings"]] == ["BTC", "JPY"]
    assert sum(int(part["units"]) for part in cut["holdings"][0]["parts"]) == 6 * BTC
    assert Path("c1.json").stat().st_mode & 0o077 == 0  # it opens the balances: the owner alone reads it


def test_a_proof_is_not_written_over_another(hozen, book) -> None:
    hozen("build", book, *DAY, "--in", "snaps")
    Path("c1.json").write_text("mine", encoding="utf-8")
    code, said = hozen("proof", "snaps", *DAY, "--account", "C1", "--to", "c1.json")
    assert (code, "--to" in said, Path("c1.json").read_text(encoding="utf-8")) == (ERROR, True, "mine")


def test_no_proof_for_who_is_not_there(hozen, book) -> None:
    hozen("build", book, *DAY, "--in", "snaps")
    code, said = hozen("proof", "snaps", *DAY, "--account", "C9", "--to", "c9.json")
    assert (code, "without a balance" in said, Path("c9.json").exists()) == (ERROR, True, False)


@pytest.mark.parametrize(
    ("lang", "same", "there"),
    [
        ("en", "that of this ledger, to the last unit", "In every asset what must be there is there"),
        ("ja", "1単位まで一致しています", "すべての資産で、あるべき残高を満たしています"),
    ],
)
def test_audit(hozen, book, lang, same, there) -> None:
    hozen("build", book, *DAY, "--in", "snaps")
    code, said = hozen("audit", book, *DAY, "--in", "snaps", "--lang", lang)
    assert code == MET
    assert (same in said, there in said, said.count(published())) == (True, True, 2)
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.parametrize(("lang", "head"), [("en", "100 left out"), ("ja", "100人の漏れ")])
def test_an_audit_says_how_likely_an_omission_is_seen(hozen, book, lang, head) -> None:
    """1 − 0.99^10 = 9.56 %; 1 − 0.8^100 is above 99.99 % and no certainty."""
    hozen("build", book, *DAY, "--in", "snaps")
    _, said = hozen("audit", book, *DAY, "--in", "snaps", "--lang", lang)
    table = said[said.index(head) :].splitlines()
    assert [line.split() for line in table[1:4]] == [
        ["1.00%", "1.00%", "9.56%", "63.39%"],
        ["5.00%", "5.00%", "40.12%", "99.40%"],
        ["20.00%", "20.00%", "89.26%", "99.99%"],
    ]


@pytest.mark.parametrize(("lang", "said"), [("en", "Not all is there: BTC"), ("ja", "不足している資産：BTC")])
def test_a_shortage_is_a_breach(hozen, exchange, book, lang, said) -> None:
    exchange.put("wallet_balances", "units", str(3 * BTC // 10 - 1), wallet_id="btc-hot").write()
    hozen("build", book, *DAY, "--in", "snaps")
    code, answer = hozen("audit", book, *DAY, "--in", "snaps", "--lang", lang)
    assert (code, said in answer) == (BREACH, True)


def test_another_ledger_is_a_breach_and_machines_can_read_which_tree(hozen, exchange, book) -> None:
    hozen("build", book, *DAY, "--in", "snaps")
    exchange.put("customer_balances", "units", str(6 * BTC - 1), customer_id="C1", asset="BTC").write()
    code, said = hozen("audit", book, *DAY, "--in", "snaps", "--json")
    found = json.loads(said)
    assert (code, found["is_of_ledger"], found["differing"]) == (BREACH, False, ["owed BTC"])
    assert found["published"] == published() != found["recomputed"]
    (btc,) = [one for one in found["assets"] if one["asset"] == "BTC"]
    assert (btc["proven"], btc["ledger"]) == ("1000000000", "999999999")
