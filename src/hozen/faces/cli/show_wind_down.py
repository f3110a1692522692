"""A wind-down on the terminal: the case, its estate and its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from rich.text import Text

from hozen.books import CaseEntry, CaseRecord
from hozen.faces.cli.grid import laid
from hozen.faces.cli.quantities import coins
from hozen.faces.cli.view import BOLD, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.reports.wind_down_cells import Amount, Places, Sheet, Told, word
from hozen.faces.reports.wind_down_claims import match_sheet, register_sheet
from hozen.faces.reports.wind_down_estate import estate_sheets, forks_sheet, priority_sheet
from hozen.faces.reports.wind_down_tables import cases_sheet, entries_sheet
from hozen.faces.words import Language
from hozen.findings import Finding
from hozen.workflows.wind_down.claims import Matched, StateLine
from hozen.workflows.wind_down.estate import EstateLine
from hozen.workflows.wind_down.forks import ForkLine
from hozen.workflows.wind_down.take_in import TakenIn


def show_sheets(sheets: Iterable[Sheet], width: int) -> list[Text]:
    """Tables under heads and notes; without rows and note it is left out. Amounts lose decimals where there is no room."""
    out: list[Text] = []
    title = ""
    for one in sheets:
        if one.rows or one.note:
            out += [heading(one.title)] if one.title != title else [Text()]
            out += paragraph(one.note, width) if one.note else []
            out += laid(one.heads, partial(_texts, one), one.right, width) if one.rows else []
            title = one.title
    return out


def _texts(found: Sheet, places: int | None) -> list[list[str]]:
    return [[_text(cell, places) for cell in row] for row in found.rows]


def _text(cell: Told, places: int | None) -> str:
    return coins(cell.units, cell.decimals, places) if isinstance(cell, Amount) else cell


def show_case(found: CaseRecord, lang: Language, width: int) -> list[Text]:
    """What happened in the case."""
    title = word("case", lang, case=found.case, book=found.book, day=found.entries[0].day)
    anchor = paragraph(word("anchor", lang, anchor=found.anchor), width)
    return [Text(title, BOLD), *show_sheets([entries_sheet(found, lang)], width), *anchor]


def show_cases(found: Sequence[CaseRecord], lang: Language, width: int) -> list[Text]:
    """The wind-downs of a book, one a line."""
    if not found:
        return paragraph(word("no_cases", lang), width, 0)
    return show_sheets([cases_sheet(found, lang)], width)


def show_closed(case: str, found: CaseEntry, lang: Language, width: int) -> list[Text]:
    """That the case is closed."""
    return paragraph(word("closed", lang, case=case, entry=found.seq), width, 0)


def show_reopened(case: str, found: CaseEntry, lang: Language, width: int) -> list[Text]:
    """That the case goes on."""
    return paragraph(word("reopened", lang, case=case, entry=found.seq), width, 0)


def show_estate(
    lines: Sequence[EstateLine], first: Sequence[Finding], places: Places, lang: Language, width: int
) -> list[Text]:
    """Pool by pool, and whether customers' priority right covers what they are owed."""
    return show_sheets([*estate_sheets(lines, places, lang), priority_sheet(first, lang)], width)


def show_forks(found: Sequence[ForkLine], lang: Language, width: int) -> list[Text]:
    """Forks and airdrops as declared."""
    if not found:
        return paragraph(word("no_forks", lang), width, 0)
    return show_sheets([forks_sheet(found, lang)], width)


def show_register(lines: Sequence[StateLine], places: Places, lang: Language, width: int) -> list[Text]:
    """Claims by state and asset."""
    return show_sheets([register_sheet(lines, places, lang)], width)


def show_match(found: Matched, places: Places, lang: Language, width: int) -> list[Text]:
    """Claims against the ledger, the file of all of them, and what was decided."""
    rest = paragraph(word("rows_at", lang, path=found.file), width)
    decided = show_taken(found.decided, lang, width) if found.decided else []
    return [*show_sheets([match_sheet(found.lines, places, lang)], width), *rest, *decided]


def show_taken(found: TakenIn, lang: Language, width: int) -> list[Text]:
    """A file that was taken in."""
    key = "there_already" if found.already_there else "taken_in"
    body = found.entry.body
    text = word(key, lang, rows=body["rows"], count=body["rows"], batch=body["batch"], entry=found.entry.seq)
    waits = word("needs_two", lang, entry=found.entry.seq) if found.needs_two else ""
    return [line for one in (text, waits) if one for line in paragraph(one, width, 0)]
