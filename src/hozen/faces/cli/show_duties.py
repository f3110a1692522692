"""Reporting duties: the list of them, and what falls due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.view import BOLD, View
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, say
from hozen.rules.duties import Duty
from hozen.workflows.duties import DutyCalendar


def said(key: str, lang: Language, **values: object) -> str:
    """A text of the room `duties`."""
    return say(f"duties.{key}", lang, **values)


def show_duties(
    found: Sequence[Duty], not_known: Sequence[str], day: date, lang: Language, width: int
) -> list[Text]:
    """One block per duty: period, to whom, time, provision and how firm it is; last, what is not known of the day."""
    view = View(lang, width)
    lines = [Text(said("list", lang, count=len(found), day=day), BOLD)]
    for one in found:
        rows = [
            ("period", said(f"period.{one.period}", lang)),
            ("to", said(f"to.{one.to}", lang)),
            ("time", _time(one, view)),
            ("under", view.cited((one.rule.cite,))),
            ("standing", view.standing(one.rule.standing)),
        ]
        lines += paragraph(f"{said(f'duty.{one.code}', lang)}  ({one.code})", width, 2, BOLD)
        lines += pairs([(said(f"fact.{label}", lang), text) for label, text in rows], width, 4)
    return lines + _not_known(not_known, day, lang, width)


def _not_known(codes: Sequence[str], day: date, lang: Language, width: int) -> list[Text]:
    names = (", " if lang == "en" else "、").join(said(f"duty.{one}", lang) for one in codes)
    return paragraph(said("not_known", lang, day=day, names=names), width) if codes else []


def _time(one: Duty, view: View) -> str:
    if one.time is None:
        return said("no_time", view.lang)
    return said(f"time.{one.time.unit}", view.lang, value=one.time.value)


def show_calendar(found: DutyCalendar, lang: Language, width: int) -> list[Text]:
    """One line per due day."""
    title = said("due", lang, book=found.book, day=found.day, until=found.until, count=len(found.obligations))
    heads = [said(f"column.{one}", lang) for one in ("due", "business_day", "duty", "period")]
    rows = [
        [
            str(one.due_on),
            str(one.business_day),
            said(f"duty.{one.duty.code}", lang),
            str(one.period_end),
        ]
        for one in found.obligations
    ]
    table = laid(heads, lambda _: rows, (False,) * len(heads), width) if rows else []
    unread = _not_known(found.not_known, found.day, lang, width)
    return [*paragraph(title, width, 0, BOLD), *table, *paragraph(said("holiday", lang), width), *unread]
