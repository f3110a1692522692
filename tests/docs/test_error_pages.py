"""Every refusal has its page, and its page shows a message that hozen really gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reference.error_list import kinds
from reference.error_pages import ERRORS, message_of
from reference.markdown import ROOT

from hozen.faces.words import LANGUAGES, Language, find, keys_of

PAGES = sorted(path for path in ERRORS.glob("*.md") if path.stem != "README")
# These need a machine, a user or a server that tests do not have; each page says which.
NOT_RUN = {
    "books",
    "books-denied",
    "books-driver-missing",
    "books-read-only",
    "no-user",
    "plots-missing",
    "report",
}


def codes() -> list[str]:
    return sorted(kind.code for kind in kinds())


def test_no_code_is_used_twice() -> None:
    assert len(set(codes())) == len(codes())


def test_every_code_has_its_page_and_every_page_its_code() -> None:
    assert sorted(path.stem for path in PAGES) == codes()


def test_no_class_hides_from_the_list() -> None:
    declared = re.compile(r'^    code(?:: ClassVar\[str\])? = "([a-z-]+)"', re.MULTILINE)
    sources = (path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert {code for text in sources for code in declared.findall(text)} - {"hozen-error"} == set(codes())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_message_on_the_page_is_the_one_hozen_gives(page: Path) -> None:
    text = page.read_text("utf-8")
    example = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    rest = re.sub(r"```python\n.*?```", "", text, flags=re.DOTALL)
    shown = re.findall(r"```(?:text)?\n(.*?)\n```", rest, re.DOTALL)
    assert shown
    assert shown[0].startswith(f"{page.stem}: ")
    if page.stem in NOT_RUN:
        assert not example, "it can be run: take it off the list"
        return
    assert [message_of(one) for one in example] == shown


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_has_a_japanese_summary_and_says_what_to_do(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.search(r"日本語.{0,5}[:：]", text)
    assert "## What to do" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_sentence_in_both_languages_and_no_sentence_lacks_its_code(lang: Language) -> None:
    assert sorted(key.removeprefix("errors.") for key in keys_of("errors")) == codes()
    for code in codes():
        said = find(f"errors.{code}", lang)
        assert said.endswith("。" if lang == "ja" else ".")
