"""The glossary: one list of what hozen calls things, in code, in Japanese and in English.

docs/reference/glossary.md is generated from it, and faces show a term's Japanese beside its English.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from hozen.faces.words.catalogue import MissingWord
from hozen.faces.words.strict_yaml import read_yaml

SOURCES = ("official", "ours", "hozen")
_FILE = Path(__file__).with_name("glossary.yaml")
_FIELDS = {"ja", "reading", "en", "source"}
_OPTIONAL = {"where"}


@dataclass(frozen=True, slots=True)
class Term:
    """用語: one thing and what it is called.

    `source` says whose the English is: 'official' (a published translation of the Japanese text named in
    `where`), 'ours' (a word of the law or the trade that we put into English), 'hozen' (a word of this software).
    """

    code: str
    ja: str
    reading: str  # in hiragana
    en: str
    source: str
    where: str  # the text, or the trade, that the Japanese word comes from; '' for hozen's own


@cache
def glossary() -> tuple[Term, ...]:
    """Every term, in the file's order. ValueError for a term that is not whole."""
    return tuple(_term(code, node) for code, node in read_yaml(_FILE).items())


def term(code: str) -> Term:
    """The term that the code calls `code`. Raises MissingWord."""
    for one in glossary():
        if one.code == code:
            return one
    near = get_close_matches(code, [one.code for one in glossary()], 1)
    raise MissingWord(
        f"the glossary has no term {code}",
        where=f"faces/words/{_FILE.name}",
        found=code,
        try_next=f"{near[0]}?" if near else None,
    )


def _term(code: str, node: object) -> Term:
    if (
        not isinstance(node, dict)
        or not _FIELDS <= set(node) <= _FIELDS | _OPTIONAL
        or not all(node.values())
    ):
        raise ValueError(f"glossary.yaml: {code} needs {', '.join(sorted(_FIELDS))}")
    if node["source"] not in SOURCES:
        raise ValueError(f"glossary.yaml: {code}: source must be one of {', '.join(SOURCES)}")
    return Term(code, node["ja"], node["reading"], node["en"], node["source"], node.get("where", ""))
