"""What the checks of crypto-assets handled found."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from hozen.faces.cli.grid import pairs
from hozen.faces.cli.quantities import found as told
from hozen.faces.cli.quantities import worked
from hozen.faces.cli.show_products import said
from hozen.faces.cli.view import BOLD, STYLES, View
from hozen.faces.cli.wrap import hanging, paragraph
from hozen.faces.words import Language
from hozen.findings import Finding, Status
from hozen.workflows.products import ProductDay

FIELD = "disclosure-field"  # its working differs from asset to asset


def show_checks(found: ProductDay, lang: Language, width: int) -> list[Text]:
    """What is not met, the worst first; then one line for each check that is met."""
    view = View(lang, width)
    if not found.facts.on_file:
        return paragraph(said("none", lang), width)
    wrong = sorted(
        (one for one in found.findings if one.status is not Status.MET), key=lambda one: one.status.rank
    )
    met = [one for one in found.findings if one.status is Status.MET]
    title = said("checked", lang, book=found.book, day=found.day, met=len(met), wrong=len(wrong))
    return [
        *paragraph(title, width, 0, BOLD),
        *(line for alike in _alike(wrong) for line in (Text(""), *_told(alike, view))),
        *([Text("")] if met else []),
        *(line for code in dict.fromkeys(one.code for one in met) for line in _met(code, met, view)),
    ]


def _alike(wrong: list[Finding]) -> Iterable[list[Finding]]:
    """Findings that say the same of different assets, together."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in wrong:
        same = (
            one.code,
            one.status,
            one.reason,
            one.cite,
            one.measure,
            "" if one.code != FIELD else one.subject,
        )
        groups.setdefault(same, []).append(one)
    return groups.values()


def _told(alike: list[Finding], view: View) -> list[Text]:
    """A finding with its working; of many that say the same the assets, and what is said once."""
    first, *more = alike
    if not more:
        return _detail(first, view)
    name = f" {view.title(first.code)} ({len(alike)})"
    under = f"{view.cited(first.cite)}; {view.standing(first.standing)}"
    return [
        Text.assemble((view.status(first.status), STYLES[first.status]), (name, BOLD)),
        *paragraph(view.word("reasons", first.reason), view.width),
        *paragraph(view.join([one.subject for one in alike]), view.width, 4),
        *pairs([(said("fact.under", view.lang), under)], view.width),
    ]


def _met(code: str, met: list[Finding], view: View) -> list[Text]:
    subjects = [one.subject for one in met if one.code == code]
    lead = f"{view.status(Status.MET)} {view.title(code)}: "
    return hanging(lead, view.join(subjects), view.width, STYLES[Status.MET])


def _detail(one: Finding, view: View) -> list[Text]:
    name = f" {view.title(one.code)} ({view.subject(one.subject)})"
    rows = [
        ("found", "" if one.measure is None else told(one, one.measure, view)),
        ("cure", said("at_once", view.lang) if one.immediate else ""),
        ("under", view.cited(one.cite)),
        ("standing", view.standing(one.standing)),
    ]
    steps = [
        (view.word("steps", step.label), " ".join(filter(None, worked(step, view)))) for step in one.steps
    ]
    return [
        Text.assemble((view.status(one.status), STYLES[one.status]), (name, BOLD)),
        *paragraph(view.word("reasons", one.reason), view.width),
        *pairs([(said(f"fact.{label}", view.lang), text) for label, text in rows if text], view.width),
        *pairs(steps, view.width, 4),
    ]
