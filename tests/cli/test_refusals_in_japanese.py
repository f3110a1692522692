"""A refusal in Japanese: a sentence leads, the particulars follow; rejects say what each reason means."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from hozen.faces.cli.errors import refusal
from hozen.faces.words import has, keys_of, retold
from hozen.faces.words.catalogue import find
from hozen.law import Law, LawGap, Standing
from hozen.records import BookError, Reject, RowsRefused
from hozen.workflows.door import hints

LAW = Law.load("jp")
DAY = date(2026, 11, 20)


def gap_of(ask) -> LawGap:
    with pytest.raises(LawGap) as caught:
        ask()
    return caught.value


def test_a_japanese_sentence_leads_and_the_message_follows() -> None:
    error = BookError("no such folder", where="/a", try_next="hozen sample /a")
    assert refusal(error, "ja").plain.splitlines() == [
        "✕ book: 帳簿フォルダまたは book.toml を読み取れません。",
        "  詳細: no such folder",
        "  場所: /a",
        "  対処: hozen sample /a",
    ]
    assert refusal(error, "en").plain.splitlines()[0] == "✕ book: no such folder"


def test_an_error_without_a_sentence_keeps_its_message() -> None:
    class Unheard(BookError):
        code = "unheard-of"

    assert refusal(Unheard("a fault"), "ja").plain == "✕ unheard-of: a fault"


def test_a_gap_of_the_law_is_told_in_japanese_whole() -> None:
    error = gap_of(lambda: LAW.reading(DAY).text("reform.main_effective_day"))
    lines = refusal(error, "ja").plain.splitlines()
    missing = "2026-11-20時点の reform.main_effective_day の数値がない"
    assert f"  詳細: {missing}：施行期日を定める政令を確認できていない" in lines
    assert "  対処: 政令の定める施行期日（シナリオの reform.main_effective_day）を補う" in lines
    (expected,) = [line for line in lines if line.startswith("  期待する値: ")]
    assert expected.startswith("  期待する値: 条文の定める数値（")
    assert not re.search("[a-z]{3}", expected)


@pytest.mark.parametrize(
    ("ask", "message", "do"),
    [
        # The text was read as of 1 May 2020; the day before is a hole.
        (
            lambda: LAW.reading(date(2020, 4, 30)).ratio("custody.hot_share_max"),
            "2020-04-30時点の custody.hot_share_max の数値がない：確認できた最初の期間は2020-05-01に始まる",
            "2020-04-30に効力のある規定",
        ),
        (
            lambda: LAW.reading(DAY, "press-band", Standing.IN_FORCE).text("reserves.crypto.method"),
            "2026-11-20時点の reserves.crypto.method の数値がない：判明している数値は求める効力に達していない",
            "より弱い効力の数値を認めるか",
        ),
        (lambda: LAW.show("custody.hot_share_mx"), "custody.hot_share_mx は法令ファイルにない", "近いキーは"),
        (lambda: LAW.reading(DAY).text("zzzzzz"), "zzzzzz は法令ファイルにない", "キーの一覧を見る"),
    ],
)
def test_every_kind_of_gap_has_its_japanese(ask, message, do) -> None:
    error = gap_of(ask)
    assert error.message_ja == message
    assert error.try_ja.startswith(do)
    assert error.ja == f"{message}\n{error.try_ja}"


def test_rejects_say_what_the_reason_means_and_what_to_try() -> None:
    first = [
        Reject("customers", "customers.csv", 3, "opened", "20/11/2026", "not-a-day", "a day", "write the date as 2026-11-20"),
        Reject("prices", "", 0, "price", "BTC on 2026-11-20", "price-missing", "a price", "add the row to prices"),
    ]  # fmt: skip
    lines = refusal(RowsRefused(first, 1_202, Path("/a/rejects.csv")), "ja").plain.splitlines()
    assert lines == [
        "✕ rows-refused: 受入検査で拒否があり、何も読み込んでいません。",
        "  customers.csv 3行目 opened列: not-a-day",
        "    暦にない日、または 2026-11-20 の形でない日付です。",
        "    実際の値: 20/11/2026",
        "    期待する値: a day",
        "    対処: 2026-11-20 の形で書いてください。",
        "  prices price列: price-missing",
        "    保有または債務のある資産に、その日の価格がありません。",
        "    実際の値: BTC on 2026-11-20",
        "    期待する値: a price",
        "    対処: prices に行を追加してください。",
        "  …ほか1,200件",
        "  全件の一覧: /a/rejects.csv",
    ]


def test_a_reason_that_the_words_do_not_know_keeps_the_doors_own_hint() -> None:
    one = Reject("prices", "prices.csv", 2, "", "", "unheard-of", "sense", "make sense")
    text = refusal(RowsRefused([one], 1, Path("r.csv")), "ja").plain
    assert "対処: make sense" in text


BY_VALUE = [hint for _, hint in (*hints._BY_VALUE, *hints._DAYS)]


@pytest.mark.parametrize("hint", BY_VALUE)
def test_each_hint_that_a_value_brings_is_told_in_japanese(hint) -> None:
    assert retold("hints", hint, "ja") != hint


@pytest.mark.parametrize("reason", hints._BY_REASON)
def test_each_hint_of_a_reason_has_a_japanese_one_beside_it(reason) -> None:
    assert has(f"door.{reason}.try")


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        (
            "the same key stands first in a/b.csv line 27; keep one of the rows; two figures cannot both hold",
            "同じキーの行が a/b.csv の27行目にあります。どちらか一方を残してください。",
        ),
        (
            hints.hint_for("unknown-customer", "7", "customer_balances"),
            "先頭の0を Excel が取り除いた可能性があります。識別子を文字列として出力してください。",
        ),
        (
            hints.hint_for("encoding", "Shift_JIS text", "customers"),
            'book.toml に [encoding] customers = "shift_jis" と書いてください。',
        ),
        (
            'in book.toml: [columns.prices] day = "date"',
            'book.toml に [columns.prices] day = "date" と書いてください。',
        ),
        ("the newest day there is 2026-11-19", "最も新しい日は 2026-11-19 です。"),
    ],
)
def test_hints_with_particulars_carry_them_over(hint, told) -> None:
    assert retold("hints", hint, "ja") == told


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(
    "key", [key for room in ("how", "hints", "parts", "sources") for key in keys_of(room)]
)
def test_the_japanese_of_a_form_fills_in_only_what_the_english_holds(key) -> None:
    assert fields(find(key, "ja")) <= fields(find(key, "en"))


@pytest.mark.parametrize(
    ("part", "told"),
    [("file:a/b.csv changed", "ファイル a/b.csv（変更）"), ("law changed", "法令の数値（変更）")],
)
def test_parts_that_changed_between_versions_are_told_in_japanese(part, told) -> None:
    assert retold("parts", part, "ja") == told
