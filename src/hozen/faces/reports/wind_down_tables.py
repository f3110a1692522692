"""A wind-down in words: the tables of the court report, and of cases."""

from __future__ import annotations

from collections.abc import Iterable

from hozen.books import CaseRecord
from hozen.faces.reports.wind_down_cells import Sheet, sheet, word
from hozen.faces.reports.wind_down_claims import register_sheet
from hozen.faces.reports.wind_down_estate import estate_sheets, forks_sheet, priority_sheet, unvalued_sheet
from hozen.faces.reports.wind_down_rounds import (
    classes_sheet,
    mix_sheet,
    payments_sheet,
    plan_sheet,
    ties_sheet,
)
from hozen.faces.words import Language
from hozen.workflows.wind_down.court_report import CourtReport


def report_sheets(found: CourtReport, lang: Language) -> list[Sheet]:
    """The court's report. A table without rows and without a note says nothing and is left out."""
    places = found.decimals
    every = [
        *estate_sheets(found.estate, places, lang),
        priority_sheet(found.priority, lang),
        forks_sheet(found.forks, lang),
        unvalued_sheet(found.unvalued, places, lang),
        register_sheet(found.claims, places, lang),
        plan_sheet(found.rounds, places, lang, "rounds"),
        classes_sheet(found.classes, places, lang),
        mix_sheet(found.mix, places, lang),
        payments_sheet(found.payments, places, lang),
    ]
    return [*(one for one in every if one.rows), ties_sheet(found.ties, lang)]


def entries_sheet(found: CaseRecord, lang: Language) -> Sheet:
    """What happened, entry by entry."""
    rows = (
        (str(one.seq), str(one.day), word(f"events.{one.event}", lang), one.actor, one.approved_by)
        for one in found.entries
    )
    return sheet("entries", ("entry", "day", "event", "actor", "approved_by"), rows, lang, 5)


def cases_sheet(found: Iterable[CaseRecord], lang: Language) -> Sheet:
    """Cases of a book, and the newest entry of each."""
    rows = (
        (
            one.case,
            str(one.entries[0].day),
            word("is_open" if one.is_open else "is_closed", lang),
            f"{one.last}",
            word(f"events.{one.entries[-1].event}", lang),
        )
        for one in found
    )
    return sheet("cases", ("case", "day", "state", "entry", "event"), rows, lang, 5)
