"""No figure of a check stands without its unit, and a standing is told in the reader's words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from hozen.faces.cli.quantities import found, worked
from hozen.faces.cli.view import View
from hozen.faces.words import measured, unit
from hozen.findings import Finding, Quantity, Status, Step
from hozen.values import Yen


def finding(code: str, measure: Quantity, threshold: Quantity, distance: Quantity | None) -> Finding:
    return Finding(code, "", Status.ATTENTION, measure, threshold, distance, (), ())


@pytest.mark.parametrize(
    ("code", "number", "en", "ja"),
    [
        ("wallet-ownership", 428, "428 wallets", "428件"),
        ("wallet-ownership", -1, "-1 wallet", "-1件"),
        ("provider-unknown", 0, "0 wallets", "0件"),
        ("price-source", 2, "2 assets", "2種"),
        ("one-technology", 1_204, "1,204 balances", "1,204件"),
    ],
)
def test_a_count_says_what_it_counts(code: str, number: int, en: str, ja: str) -> None:
    one = finding(code, number, 0, -number)
    assert [measured(one, number, lang) for lang in ("en", "ja")] == [en, ja]


def test_the_way_from_one_day_to_another_is_days() -> None:
    """From 5 December 2026 to 19 February 2027: 26 days of December, 31, 19, that is 76."""
    one = finding("insurance-cliff", date(2026, 12, 5), date(2027, 2, 19), -76)
    assert [measured(one, -76, lang) for lang in ("en", "ja")] == ["-76 days", "-76日"]
    assert [unit(one, -76, lang=lang) for lang in ("en", "ja")] == ["days", "日"]
    assert found(one, one.measure, View("ja", 80)) == "2026-12-05"


@pytest.mark.parametrize(
    ("word", "en", "ja"),
    [
        ("registered", "registered", "登録"),
        ("not on file", "not on file", "記載なし"),
        ("none", "none", "なし"),
    ],
)
def test_a_standing_is_told_in_the_readers_words(word: str, en: str, ja: str) -> None:
    one = finding("provider-status", word, "registered", None)
    assert [found(one, word, View(lang, 80)) for lang in ("en", "ja")] == [en, ja]


def test_the_outcome_of_a_review_is_told_in_the_readers_words() -> None:
    step = Step("review_outcome", "passed with conditions")
    assert worked(step, View("ja", 80)) == ("", "条件付合格")
    assert worked(Step("reviewed_by", "passed"), View("ja", 80)) == ("", "passed"), (
        "a name is nobody's outcome"
    )


def test_an_amount_tells_itself() -> None:
    one = finding("capital", Yen(5), Yen(3), Yen(2))
    assert measured(one, Yen(5), "en") == ""
    assert found(one, Yen(5), View("ja", 80)) == "¥5"


@pytest.mark.parametrize(("lang", "after"), [("en", "What is not met"), ("ja", "適合しない項目")])
def test_in_a_whole_close_no_number_of_a_check_stands_alone(run, exchange, tmp_path, lang, after) -> None:
    asked = ("--day", "2026-11-20", "--scenario", "press-band", "--out", tmp_path, "--no-excel")
    said = run("--lang", lang, "close", exchange, *asked).out
    rows = [line for line in said[: said.index(after)].splitlines() if re.match("  [✕!✓?] ", line)]
    assert len(rows) > 10
    assert [line for line in rows if re.search(r" -?[0-9][0-9,]*(  |$)", line)] == []
