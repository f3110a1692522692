"""Material facts, their lists, and what a tape says of them, on the screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from rich.text import Text

from hozen.faces.cli.grid import pairs
from hozen.faces.cli.view import BOLD, STYLES, View
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, say
from hozen.findings import Finding
from hozen.law import Lawful
from hozen.rules.insiders import FactType, MaterialFact
from hozen.values import JST, Ratio
from hozen.workflows.insiders import InsiderCheck


def show_facts(
    found: Sequence[MaterialFact], channels: Collection[str], lang: Language, width: int
) -> list[Text]:
    """Each fact with its markets, its list and its publications, and whether the ban still runs."""
    if not found:
        return paragraph(_said("none", lang), width)
    return [line for one in found for line in _fact(one, channels, View(lang, width))]


def _fact(one: MaterialFact, channels: Collection[str], view: View) -> list[Text]:
    lang, public = view.lang, one.public_since(channels)
    rows = [
        (_said("markets", lang), view.join(list(one.markets))),
        (_said("type", lang), f"{_said(f'types.{one.kind}', lang)} ({_said(one.effect, lang)})"),
        (_said("decided", lang), _japan(one.decided_at)),
        *(
            (
                _said("listed", lang),
                _said("knows", lang, account=said.account, since=_japan(said.knows_since), why=said.why),
            )
            for said in one.listed
        ),
        *(
            (
                _said("published", lang),
                f"{_japan(said.at)} {_said(f'channel.{said.channel}', lang)}: {said.where}",
            )
            for said in one.published
        ),
        (_said("ban", lang), _said("until", lang, at=_japan(public)) if public else _said("goes_on", lang)),
    ]
    return [Text(one.fact, BOLD), *paragraph(one.what, view.width), *pairs(rows, view.width)]


def show_types(found: Mapping[str, FactType], share: Lawful[Ratio], lang: Language, width: int) -> list[Text]:
    """Each kind with its code, which way it moves the price, and where it comes from; then what counts as large."""
    view = View(lang, width)
    lines = paragraph(_said("not_settled", lang), width, 0)
    for code, one in found.items():
        under = f"{view.cited((one.rule.cite,))}; {view.standing(one.rule.standing)}"
        lines += [
            Text(f"  {code}", BOLD),
            *pairs([(_said(f"types.{code}", lang), _said(one.rule.value, lang))], width, 4),
        ]
        lines += pairs([(_said("under", lang), under)], width, 4)
    large = _said("large", lang, share=share.value.percent(0), under=view.cited((share.cite,)))
    return [*lines, *paragraph(large, width)]


def show_check(found: InsiderCheck, lang: Language, width: int) -> list[Text]:
    """Each finding with its figures, and where the rows are."""
    view = View(lang, width)
    title = _said("checked", lang, tape=found.tape, count=len(found.facts), rows=f"{found.rows:,}")
    return [
        *paragraph(title, width, 0, BOLD),
        *(line for one in found.findings for line in _finding(one, view)),
        Text(),
        *paragraph(_said("not_law", lang), width),
        *paragraph(_said("rows", lang, path=found.path, sha256=found.sha256), width),
    ]


def _finding(one: Finding, view: View) -> list[Text]:
    steps = [(view.word("steps", step.label), _step(step.label, step.value, view)) for step in one.steps]
    under = f"{view.cited(one.cite)}; {view.standing(one.standing)}"
    return [
        Text(""),
        Text.assemble(
            (view.status(one.status), STYLES[one.status]), (f" {view.title(one.code)} ({one.subject})", BOLD)
        ),
        *paragraph(view.word("reasons", one.reason), view.width),
        *pairs([*steps, (_said("under", view.lang), under)], view.width, 4),
    ]


def _step(label: str, value: object, view: View) -> str:
    if label == "fact_type":
        return _said(f"types.{value}", view.lang)
    if label == "published_at":
        channel, _, at = str(value).partition(" ")
        return f"{_japan(datetime.fromisoformat(at))} {_said(f'channel.{channel}', view.lang)}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _japan(at: datetime) -> str:
    return at.astimezone(JST).strftime("%Y-%m-%d %H:%M")


def _said(key: str, lang: Language, **values: object) -> str:
    return say(f"insider.{key}", lang, **values)
