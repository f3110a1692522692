"""English or Japanese: the option, then HOZEN_LANG, then the locale."""

from __future__ import annotations

import pytest

from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.language import take_language


@pytest.mark.parametrize(
    ("words", "environ", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ja_JP.UTF-8"}, "ja"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LANG": "ja_JP.UTF-8"}, "ja"),
        ([], {"HOZEN_LANG": "en", "LANG": "ja_JP.UTF-8"}, "en"),
        ([], {"HOZEN_LANG": "JA"}, "ja"),
        (["--lang", "ja"], {"HOZEN_LANG": "en"}, "ja"),
        (["--lang=en"], {"HOZEN_LANG": "ja"}, "en"),
    ],
)
def test_which_language(words, environ, lang) -> None:
    assert take_language(["close", *words], environ) == (lang, ["close"])


def test_the_option_stands_anywhere_but_not_behind_two_dashes() -> None:
    assert take_language(["--lang", "ja", "close", "B"], {}) == ("ja", ["close", "B"])
    assert take_language(["a", "--", "--lang", "ja"], {}) == ("en", ["a", "--", "--lang", "ja"])


@pytest.mark.parametrize("words", [["--lang", "fr"], ["--lang"], ["--lang="]])
def test_another_language_is_refused(words) -> None:
    with pytest.raises(BadOption):
        take_language(words, {})


def test_the_list_of_commands_speaks_both(run) -> None:
    assert "Close a day and keep the closing." in run("--help").out
    assert "1日を締め、結果を記帳する。" in run("--help", "--lang", "ja").out
