"""Commands end to end on a small made-up exchange."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from hozen.books import open_books
from hozen.faces.cli.reject_words import add_words
from hozen.faces.words import say

CLOSE = ("--day", "2026-11-20", "--scenario", "press-band")


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return tmp_path / "books.sqlite"


@pytest.fixture
def close(run, exchange, books, tmp_path):
    def closing(*more: object):
        return run("close", exchange, *CLOSE, "--books", books, "--out", tmp_path / "out", *more)

    return closing


def test_sample_check_and_the_next_command(run, tmp_path) -> None:
    made = run(
        "sample", tmp_path / "x", "--customers", 10, "--days", 1, "--assets", 3, "--plant", "trust_gap"
    )
    assert made.code == 0
    assert "trust_gap" in made.out
    assert f"hozen close {tmp_path / 'x'} --day 2026-11-20" in made.out
    checked = run("check", tmp_path / "x", "--day", "2026-11-20")
    assert checked.code == 0
    assert checked.out.startswith("✓ sample passed the door: ")
    assert "passed before" not in checked.out
    assert "passed before" in run("check", tmp_path / "x").out


def test_the_plants_are_listed_in_both_languages(run) -> None:
    assert "cold-share" in run("sample", "--plants").out
    assert "信託元本" in run("sample", "--plants", "--lang", "ja").out
    assert {one["name"] for one in run("sample", "--plants", "--json").json} >= {
        "hot_excess",
        "btc_shortfall",
    }


def test_a_sample_needs_a_folder_and_known_plants(run, tmp_path) -> None:
    assert run("sample").code == 1
    said = run("sample", tmp_path / "y", "--plant", "hot_excess,nonsense")
    assert said.code == 1
    assert said.err.startswith("✕ unknown-plant: ")
    assert not (tmp_path / "y").exists()


def test_rejects_stop_the_check_and_stand_in_a_file(run, tmp_path) -> None:
    run("sample", tmp_path / "x", "--customers", 10, "--days", 1, "--assets", 3, "--plant", "bad_row")
    said = run("check", tmp_path / "x", "--rejects", tmp_path / "rejects")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("✕ rows-refused: ")
    rejects = csv.DictReader((tmp_path / "rejects/rejects.csv").open(encoding="utf-8-sig", newline=""))
    assert [one["reason"] for one in rejects]


@pytest.mark.parametrize(("lang", "means", "do"), [("en", "means", "try"), ("ja", "理由の意味", "対処")])
def test_the_file_of_rejects_says_in_the_readers_language_what_each_reason_means(
    run, tmp_path, lang, means, do
) -> None:
    run("sample", tmp_path / "x", "--customers", 10, "--days", 1, "--assets", 3, "--plant", "bad_row")
    for _ in range(2):  # the second check writes the file anew, with no column twice
        run("check", tmp_path / "x", "--rejects", tmp_path / "rejects", "--lang", lang)
    text = (tmp_path / "rejects/rejects.csv").read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(text.splitlines())
    machine = ["table", "file", "line", "column", "value", "reason", "expected", "hint"]
    assert head == [*machine, means, do]
    assert rows
    for row in rows:
        known = dict(zip(head, row, strict=True))
        assert known[means] == say(f"door.{known['reason']}.means", lang)
        assert known[do]
        assert bool(re.search("[ぁ-ん]", known[do])) == (lang == "ja")


def test_a_file_of_rejects_that_is_not_there_hides_no_refusal(tmp_path) -> None:
    add_words(tmp_path, "ja")
    assert list(tmp_path.iterdir()) == []


def test_a_close_with_planted_breaches_ends_with_two_and_names_them(close) -> None:
    said = close()
    assert said.code == 2
    assert "✕ 2 breaches" in said.out
    assert "Customers' money in trust (JPY)" in said.out
    assert "Customers' crypto is all there (BTC)" in said.out
    assert ".xlsx" in said.out
    assert said.err == ""


def test_the_pack_is_written_unless_it_is_not_wanted(close, tmp_path) -> None:
    close("--no-excel")
    assert list((tmp_path / "out").rglob("*.xlsx")) == []
    close("--lang", "ja")
    assert [one.name for one in (tmp_path / "out").rglob("*.xlsx")] == ["sample-2026-11-20.xlsx"]


def test_a_day_without_breaches_ends_with_zero(run, exchange, tmp_path) -> None:
    said = run(
        "close",
        exchange,
        "--day",
        "2026-11-19",
        "--out",
        tmp_path / "o",
        "--books",
        tmp_path / "b",
        "--no-excel",
    )
    assert said.code == 0
    assert "? 1 cannot be told" in said.out  # act-64 gives no figures, and the duty is not yet in force
    assert "Nothing is due." in said.out


def test_json_is_one_document_and_nothing_else(close) -> None:
    said = close("--json", "--no-excel")
    assert said.code == 2
    assert said.json["closing"]["status"] == "breach"
    assert said.json["kept"]["entry"] == 1
    assert said.json["kept"]["pack"] is None
    assert said.err == ""


def test_closing_again_adds_nothing_and_knows_who_approved(run, close, books) -> None:
    close("--no-excel")
    assert run("books", "approve", 1, "--as", "tanaka", "--books", books).code == 0
    again = close("--no-excel")
    assert "1 (version 1), was there already; nothing was added" in again.out
    assert "tanaka" in again.out
    assert "defect" not in again.out


@pytest.mark.parametrize(
    "reference", ["1", "sample/2026-11-20", "sample/2026-11-20/press-band", "sample/2026-11-20/press-band/1"]
)
def test_show_prints_what_the_close_printed(run, close, books, reference) -> None:
    closed = close("--no-excel").out
    shown = run("books", "show", reference, "--books", books)
    assert shown.code == 2
    details = closed[closed.index("What is not met") : closed.index("In the books")]
    assert details in shown.out


@pytest.mark.parametrize(
    "reference", ["0x1", "sample", "sample/yesterday", "sample/2026-11-20/press-band/one", "a/b/c/d/e"]
)
def test_a_reference_of_another_form_is_refused(run, close, books, reference) -> None:
    close("--no-excel")
    assert run("books", "show", reference, "--books", books).err.startswith("✕ bad-option: ")


def test_a_day_closed_under_two_scenarios_needs_the_scenario(run, close, books) -> None:
    close("--no-excel")
    close("--no-excel", "--scenario", "act-64")
    said = run("books", "show", "sample/2026-11-20", "--books", books)
    assert said.code == 1
    assert "sample/2026-11-20/act-64 or sample/2026-11-20/press-band" in said.err


def test_whoever_prepares_does_not_approve(run, close, books) -> None:
    close("--no-excel")
    said = run("books", "approve", 1, "--books", books)
    assert said.code == 1
    assert said.err.startswith("✕ same-person: ")
    assert "nobody yet" in run("books", "list", "--books", books).out
    assert run("books", "approve", 1, "--as", "tanaka", "--note", "seen", "--books", books).code == 0
    assert "tanaka" in run("books", "list", "sample", "--books", books).out
    assert run("books", "withdraw", 1, "--as", "ito", "--books", books).code == 0
    assert run("books", "list", "--books", books, "--json").json[0]["approval"] is None


def test_books_are_found_through_the_environment(run, close, books, monkeypatch) -> None:
    close("--no-excel")
    monkeypatch.setenv("HOZEN_BOOKS", str(books))
    assert str(books) in run("books", "list").out


def test_verify_prints_the_anchor_and_takes_it_back(run, close, books) -> None:
    close("--no-excel")
    found = run("books", "verify", "--books", books)
    anchor = next(word for word in found.out.split() if re.fullmatch("[0-9]+:[0-9a-f]{64}", word))
    assert run("books", "verify", "--anchor", anchor, "--books", books).code == 0
    foreign = run("books", "verify", "--anchor", "1:" + "0" * 64, "--books", books)
    assert foreign.code == 2
    assert "An anchor does not fit." in foreign.out


def test_verify_ends_with_two_on_books_that_were_altered(run, close, books) -> None:
    close("--no-excel")
    with open_books(books) as opened:
        database = opened._database
        with database.write() as connection:
            for (name,) in connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type='trigger'"
            ).all():
                connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
            connection.exec_driver_sql("UPDATE entries SET actor = 'mallory' WHERE seq = 1")
    said = run("books", "verify", "--books", books)
    assert said.code == 2
    assert "An entry was altered." in said.out
    assert run("books", "verify", "--books", books, "--json").json["ok"] is False


def test_the_reserve_journal(run, books) -> None:
    def reserve(*words: object):
        return run("books", "reserve", *words, "--books", books)

    opening = ("add", "acme", "--day", "2026-04-01", "--movement", "opening", "--amount", "20億")
    assert reserve(*opening).code == 0
    assert "was there already" in reserve(*opening).out  # sent twice, entered once
    assert (
        "waits for approval"
        in reserve("use", "acme", "--day", "2026-06-01", "--amount", "500m", "--cause", "theft").out
    )
    assert reserve("decide", 2).code == 1  # neither approved nor refused
    assert reserve("decide", 2, "--approved", "--day", "2026-06-10").err.startswith("✕ same-person: ")
    assert reserve("decide", 2, "--approved", "--day", "2026-06-10", "--as", "tanaka").code == 0
    assert reserve("restate", 1, "--amount", "2.1bn", "--note", "typing error").code == 0
    told = reserve("list", "acme", "--day", "2026-06-30")
    assert "restated by 4" in told.out
    assert "¥1,600,000,000" in told.out  # 2,100m − 500m
    assert reserve("list", "acme", "--day", "2026-06-30", "--json").json["balance"]["held"] == 1_600_000_000
    assert "承認済み" in reserve("list", "acme", "--lang", "ja").out


def test_another_key_makes_a_second_equal_entry(run, books) -> None:
    words = ("books", "reserve", "add", "acme", "--day", "2026-04-01", "--amount", "1bn", "--books", books)
    run(*words)
    run(*words, "--key", "the second one")
    assert (
        run("books", "reserve", "list", "acme", "--books", books, "--json").json["balance"]["held"]
        == 2_000_000_000
    )
