"""The report to the court as a workbook: a sheet for each of its tables."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from hozen.faces.reports.cells import Put
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.sheet import Sheet as Page
from hozen.faces.reports.styles import Styles
from hozen.faces.reports.wind_down_cells import Amount, Sheet, Told, word
from hozen.faces.reports.wind_down_tables import report_sheets
from hozen.faces.reports.workbook import sheet_name, whole_workbook
from hozen.faces.words import Language
from hozen.workflows.wind_down.court_report import CourtReport


def write_report(path: Path, found: CourtReport, lang: Language) -> Path:
    """One workbook. Raises ReportError."""
    title = word("titles.report", lang)
    firm = found.firm_ja if lang == "ja" else found.firm
    said = word("report_head", lang, case=found.case, firm=firm, day=found.day)
    tied = word("ties_hold" if found.ties_hold else "ties_fail", lang)
    taken: set[str] = set()
    with whole_workbook(path, found.day, title, lang) as workbook:
        styles, words = Styles(workbook), Phrases(lang)
        for name, group in groupby(report_sheets(found, lang), key=lambda one: one.title):
            page = Page(workbook.add_worksheet(sheet_name(name, taken)), styles, words)
            page.title(name, said, tied, found.anchor)
            for one in group:
                _table(page, one)
            page.finish(title, found.case)
    return path


def _table(page: Page, found: Sheet) -> None:
    if found.note:
        page.note(found.note)
    if found.rows:
        heads = [
            Put(name, "head_right" if right else "head")
            for name, right in zip(found.heads, found.right, strict=True)
        ]
        page.table(
            heads, ([_cell(*cell) for cell in zip(row, found.right, strict=True)] for row in found.rows)
        )
    page.gap()


def _cell(told: Told, right: bool) -> Put:
    """Amounts are text with every digit: Excel shows fifteen and makes the rest 0."""
    if isinstance(told, Amount):
        return Put(str(told), "right")
    return Put(told, "right" if right else "text")
