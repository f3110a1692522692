"""Every option and argument of every command explains itself in both languages, whole, at eighty columns."""

from __future__ import annotations

import re
from typing import Any

import pytest
from typer.main import get_command

from hozen.faces.cli.app import build
from hozen.faces.cli.spoken import commands, in_words, parameters, spoken
from hozen.faces.words import find, keys_of
from hozen.findings.table import width

PANELS = "options.panel."


def paths(command: Any, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    below = getattr(command, "commands", {})
    return [before, *(path for name, one in below.items() for path in paths(one, (*before, name)))]


PATHS = paths(get_command(build("en")))


def helps(lang: Any) -> list[tuple[str, str]]:
    root = spoken(get_command(build(lang)), lang)
    return [
        (f"{one.name} {each.name}", each.help or "") for one in commands(root) for each in parameters(one)
    ]


def test_there_is_a_japanese_text_for_every_option_and_argument() -> None:
    without = [where for where, text in helps("en") if in_words(text, "ja") == text]
    assert without == [], "say it in faces/words/options.yaml"


def test_every_option_and_argument_has_a_help() -> None:
    assert [where for where, text in helps("en") if not text] == []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_help_has_brackets_which_typer_takes_for_markup(lang: str) -> None:
    assert [where for where, text in helps(lang) if "[" in text] == []


def test_no_text_is_left_of_an_option_that_is_no_more() -> None:
    said = {text for _, text in helps("en")}
    kept = [key for key in keys_of("options") if not key.startswith(PANELS)]
    assert [key for key in kept if find(key, "en") not in said] == []
    assert len({find(key, "en") for key in kept}) == len(kept), "a text stands twice"


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_japanese_help_is_japanese_and_whole(run: Any, path: tuple[str, ...]) -> None:
    said = run(*path, "--help", "--lang", "ja").out
    assert "…" not in said, "cut off: say it shorter, or with a 、 or 。 to break the line at"
    assert not re.search(r"─ (Arguments|Options|Commands) ─|\[required\]|\[default", said)
    assert [line for line in said.splitlines() if width(line) > 80] == []


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_english_help_is_english_after_japanese(run: Any, path: tuple[str, ...]) -> None:
    run("--help", "--lang", "ja")
    assert not re.search("[\u3040-\u30ff]", run(*path, "--help", "--lang", "en").out)
