"""The glossary: every Japanese noun of the code is in it, and every term is whole."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from reference.markdown import ROOT

from hozen.faces.words.catalogue import MissingWord
from hozen.faces.words.glossary import SOURCES, Term, glossary, term


def japanese_nouns() -> Iterator[tuple[str, str]]:
    """(where, term) for every room and class whose docstring begins with a Japanese term."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) or (isinstance(node, ast.Module) and path.stem == "__init__"):
                said = ast.get_docstring(node) or ""
                noun = re.match(r"[^\x00-\x7fΣ][^:：.,\s]*", said)
                if noun:
                    name = getattr(node, "name", path.parent.name)
                    yield f"{path.relative_to(ROOT).as_posix()} {name}", noun[0]


def test_every_japanese_noun_of_the_code_is_in_the_glossary() -> None:
    known = {one.ja for one in glossary()}
    found = list(japanese_nouns())
    assert len(found) > 80
    assert [(where, noun) for where, noun in found if noun not in known] == []


def what_is_wrong(one: Term) -> list[str]:
    """Parts of a term that are not as they must be."""
    sound = {
        "ja": re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", one.ja),
        "reading": re.fullmatch(r"[\u3041-\u3096ー・（）]+", one.reading),
        "en": one.en.isprintable(),
        "source": one.source in SOURCES,
        "where": bool(one.where) == (one.source != "hozen"),
    }
    return [part for part, is_sound in sound.items() if not is_sound]


def test_every_term_is_whole() -> None:
    assert len(glossary()) > 80
    assert {one.code: wrong for one in glossary() if (wrong := what_is_wrong(one))} == {}


def test_a_term_that_is_not_whole_is_found() -> None:
    term = glossary()[0]
    assert what_is_wrong(replace(term, ja="cold wallet", reading="コールド", source="press", where="")) == [
        "ja",
        "reading",
        "source",
        "where",
    ]


def test_no_term_stands_twice() -> None:
    codes = [one.code for one in glossary()]
    assert len(set(codes)) == len(codes)


def test_a_term_is_found_by_its_name_in_the_code() -> None:
    assert (term("guarantee").ja, term("guarantee").reading) == (
        "履行保証暗号資産",
        "りこうほしょうあんごうしさん",
    )


def test_a_term_that_is_not_there_is_refused_with_one_that_is_close() -> None:
    with pytest.raises(MissingWord) as refusal:
        term("guarante")
    assert refusal.value.try_next == "guarantee?"


def test_accident_is_an_act_of_the_firms_own_people() -> None:
    assert term("accident").ja == "事故"
    assert "own people" in term("accident").en
    assert term("Incident").ja == "事案"
