"""Statements to creditors and the report to the court, as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.books import CaseRecord
from hozen.faces.reports.pdf import Block, Document, Grid, Heading, Text, write_pdf
from hozen.faces.reports.wind_down_cells import Sheet, word
from hozen.faces.reports.wind_down_claims import statement_sheets
from hozen.faces.reports.wind_down_tables import report_sheets
from hozen.faces.words import Language
from hozen.workflows.wind_down.court_report import CourtReport
from hozen.workflows.wind_down.statements import Statement

_NARROW, _MANY = 2, 6  # columns, rows


def write_documents(path: Path, documents: Iterable[Document]) -> Path:
    """One PDF of all. Raises ReportError."""
    return write_pdf(path, documents)


@dataclass(frozen=True, slots=True)
class StatementHead:
    """計算書の共通事項: what every statement of a case says alike; `day` is the paper's own."""

    case: str
    sealed_on: date
    day: date
    anchor: str
    lang: Language


def head_of(record: CaseRecord, lang: Language) -> StatementHead:
    """What the statements of a case say alike, as it now is."""
    entries = record.entries
    return StatementHead(record.case, entries[0].day, entries[-1].day, record.anchor, lang)


def statement_document(found: Statement, head: StatementHead) -> Document:
    """One creditor's statement."""
    said = word("statement_head", head.lang, case=head.case, customer=found.customer, day=head.sealed_on)
    blocks = [Text(said), *_blocks(statement_sheets(found, head.lang))]
    return Document(word("titles.statement", head.lang), blocks, head.lang, head.day, head.anchor)


def report_document(found: CourtReport, lang: Language) -> Document:
    """The report to the court."""
    firm = found.firm_ja if lang == "ja" else found.firm
    title = word("titles.report", lang)
    head = word("report_head", lang, case=found.case, firm=firm, day=found.day)
    tied = word("ties_hold" if found.ties_hold else "ties_fail", lang)
    blocks = [Text(head), Text(tied), *_blocks(report_sheets(found, lang))]
    return Document(title, blocks, lang, found.day, found.anchor)


def _blocks(sheets: Iterable[Sheet]) -> list[Block]:
    """Heads, notes and tables; a table that follows one of the same name goes on under its head."""
    out: list[Block] = []
    title = ""
    for one in sheets:
        if one.rows or one.note:
            out += [Heading(one.title)] if one.title != title else []
            out += [Text(one.note, small=True)] if one.note else []
            out += [_grid(one)] if one.rows else []
            title = one.title
    return out


def _grid(found: Sheet) -> Grid:
    """Rows of two columns stand two abreast: a list of many assets takes half the pages."""
    rows = found.texts()
    if len(found.heads) > _NARROW or len(rows) < _MANY:
        return Grid(found.heads, rows, found.right)
    half = (len(rows) + 1) // 2
    right = rows[half:] + [["", ""]] * (2 * half - len(rows))
    both = [left + other for left, other in zip(rows[:half], right, strict=True)]
    return Grid(found.heads * 2, both, found.right * 2)
