"""A draft of a report on the screen: what it rests on, how much it says, and what it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from hozen.faces.cli.grid import pairs
from hozen.faces.cli.show_duties import said
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.reports.duty_draft import item_text, of_text, why_text
from hozen.faces.words import Language
from hozen.workflows.duty_drafts import DutyDraft

_MOST = 40  # blanks that are named; the workbook has all


def show_draft(found: DutyDraft, file: Path, lang: Language, width: int) -> list[Text]:
    """Period, due day, the close behind it, the count of blanks and each with its reason."""
    view = View(lang, width)
    title = (
        f"{said('draft.mark', lang)}  {said(f'duty.{found.duty.code}', lang)}  {found.first} – {found.last}"
    )
    counts = said(
        "draft.counts", lang, figures=len(found.lines) - len(found.blanks), blanks=len(found.blanks)
    )
    return [
        Text(title, BOLD),
        *pairs(list(_facts(found, view)), width),
        Text(),
        *paragraph(counts, width),
        *_blanks(found, lang, width),
        Text(),
        *paragraph(said("draft.is_draft", lang), width),
        *paragraph(str(file), width),
    ]


def _facts(found: DutyDraft, view: View) -> Iterator[tuple[str, str]]:
    lang, close = view.lang, found.close
    yield said("column.due", lang), str(found.due_on) if found.due_on else said("no_time", lang)
    yield said("fact.to", lang), said(f"to.{found.duty.to}", lang)
    yield said("fact.under", lang), view.cited((found.duty.rule.cite,))
    yield said("fact.standing", lang), view.standing(found.duty.rule.standing)
    who = close.approved_by or said("draft.nobody", lang)
    yield said("draft.head.close", lang), said("draft.close", lang, entry=close.entry, who=who)
    changed = sum(not one.as_closed for one in found.sources)
    if changed:
        yield said("draft.head.as_closed", lang), said("draft.changed", lang, count=changed)


def _blanks(found: DutyDraft, lang: Language, width: int) -> list[Text]:
    if not found.blanks:
        return []
    told: dict[str, list[str]] = {}
    for one in found.blanks:
        name = " ".join(filter(None, (item_text(one, lang), of_text(one, lang))))
        told.setdefault(why_text(one, lang), []).append(name)
    lines = [heading(said("draft.head.blanks", lang))]
    for why, names in told.items():
        more = [f"… +{len(names) - _MOST}"] if len(names) > _MOST else []
        lines += paragraph(("、" if lang == "ja" else ", ").join([*names[:_MOST], *more]), width, 2)
        lines += paragraph(why, width, 4)
    return lines
