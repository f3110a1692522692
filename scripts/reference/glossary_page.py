"""docs/reference/glossary.md: the glossary as a page."""

from __future__ import annotations

from hozen.faces.words.glossary import Term, glossary
from reference.markdown import code, head, page, table

LEAD = (
    "*日本語の要約: 用語の一覧。読みの五十音順。出典が official のものは公表された英訳、"
    "ours は法令・実務の語の当方による英訳、hozen は本ソフトウェアの用語。*",
    "One list of what things are called, in the order of their reading. *official*: a published English translation of the "
    "text named has the word. *ours*: a word of the law or the trade, put into English by us; check it against the Japanese "
    "before you rely on it. *hozen*: a word of this software.",
)


def glossary_page() -> str:
    """The page's text."""
    terms = sorted(glossary(), key=lambda one: (one.reading, one.code))
    heads = ("日本語", "読み", "English", "code name", "source")
    return page(
        head("Glossary", "faces/words/glossary.yaml", *LEAD), table(heads, [_row(one) for one in terms])
    )


def _row(one: Term) -> tuple[str, str, str, str, str]:
    source = f"{one.source}: {one.where}" if one.where else one.source
    return one.ja, one.reading, one.en, code(one.code), source
