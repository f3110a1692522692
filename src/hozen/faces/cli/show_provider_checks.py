"""What the checks of the register found."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import amounts, pairs
from hozen.faces.cli.quantities import found, worked
from hozen.faces.cli.show_providers import said
from hozen.faces.cli.view import BOLD, STYLES, View
from hozen.faces.cli.wrap import hanging, paragraph
from hozen.faces.words import Language
from hozen.findings import Finding, Quantity, Status
from hozen.workflows.providers import ProviderDay


def show_checks(found: ProviderDay, lang: Language, width: int) -> list[Text]:
    """What is not met, the worst first and with its working; then one line for each that is met."""
    view = View(lang, width)
    wrong = sorted(
        (one for one in found.findings if one.status is not Status.MET), key=lambda one: one.status.rank
    )
    met = [one for one in found.findings if one.status is Status.MET]
    title = said("checked", lang, book=found.book, day=found.day, met=len(met), wrong=len(wrong))
    return [
        Text(title, BOLD),
        *(line for one in wrong for line in (Text(""), *_detail(one, view))),
        *([Text("")] if met else []),
        *(line for code in dict.fromkeys(one.code for one in met) for line in _met(code, met, view)),
    ]


def _met(code: str, met: list[Finding], view: View) -> list[Text]:
    """All that one check found in order, on one line."""
    subjects = [one.subject for one in met if one.code == code and one.subject]
    lead = f"{view.status(Status.MET)} {view.title(code)}{': ' if subjects else ''}"
    return hanging(lead, view.join(subjects), view.width, STYLES[Status.MET])


def _detail(one: Finding, view: View) -> list[Text]:
    rows = [
        ("found", _told(one, one.measure, view)),
        ("asked", _told(one, one.threshold, view)),
        ("cure", said("at_once", view.lang) if one.immediate else ""),
        ("under", view.cited(one.cite)),
        ("standing", view.standing(one.standing)),
    ]
    steps = [(view.word("steps", step.label), *worked(step, view)) for step in one.steps]
    return [
        _title(one, view),
        *paragraph(view.word("reasons", one.reason), view.width),
        *pairs([(said(f"fact.{label}", view.lang), text) for label, text in rows if text], view.width),
        *amounts(steps, view.width, 4),
    ]


def _told(one: Finding, value: Quantity | None, view: View) -> str:
    return "" if value is None else found(one, value, view)


def _title(one: Finding, view: View) -> Text:
    name = f" {view.title(one.code)}{f' ({one.subject})' if one.subject else ''}"
    return Text.assemble((view.status(one.status), STYLES[one.status]), (name, BOLD))
