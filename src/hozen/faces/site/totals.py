"""What customers are owed, and what they owe, asset by asset: two tables, never one figure."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.faces.site.frame import hash_of, word
from hozen.faces.site.html import Html, element, joined, named
from hozen.faces.words import Language
from hozen.rules.liabilities import Side, TreeHead
from hozen.values import Units
from hozen.workflows.snapshot.history import PublishedDay


def totals(one: PublishedDay, lang: Language) -> Html:
    """Every total with all its decimals."""
    return joined(*(_table(side, one, lang, roots=False) for side in Side))


def trees(one: PublishedDay, lang: Language) -> Html:
    """Totals with root and height of each tree."""
    return joined(*(_table(side, one, lang, roots=True) for side in Side))


def _table(side: Side, one: PublishedDay, lang: Language, *, roots: bool) -> Html:
    name = side.name.lower()
    heads = [head for head in one.public.snapshot.trees if head.side is side]
    if not heads:
        return element("p", word(lang, f"totals.none.{name}"))
    row = _with_root if roots else _plain
    columns = [element("th", word(lang, "totals.asset"), scope="col")]
    columns += [element("th", word(lang, "totals.total"), scope="col", class_="amount")]
    return element(
        "table",
        element("caption", word(lang, f"totals.{name}")),
        element("thead", element("tr", *columns)),
        element("tbody", *_rows([row(head, lang) for head in heads])),
    )


def _rows(rows: Sequence[Sequence[Html]]) -> list[Html]:
    return [one for row in rows for one in row]


def _plain(head: TreeHead, _: Language) -> list[Html]:
    amount = element("td", Units(head.total).coins(head.decimals), class_="amount")
    return [element("tr", element("th", named(head.asset), scope="row"), amount)]


def _with_root(head: TreeHead, lang: Language) -> list[Html]:
    root = element("td", word(lang, "totals.root", height=head.height), hash_of(head.root), colspan="2")
    return [*_plain(head, lang), element("tr", root)]
