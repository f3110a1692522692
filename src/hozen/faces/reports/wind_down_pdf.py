"""Statements to creditors and the report to the court, as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.books import CaseRecord
from hozen.faces.reports.pdf import Block, Document, Grid, Heading, Text, write_pdf
from hozen.faces.reports.wind_down_cells import Sheet, only, word
from hozen.faces.reports.wind_down_claims import statement_sheets
from hozen.faces.reports.wind_down_tables import report_sheets
from hozen.faces.words import Language
from hozen.workflows.wind_down.court_report import CourtReport
from hozen.workflows.wind_down.statements import Statement

_NARROW, _MANY, _ROOM = 2, 6, 96  # columns, rows, signs in a line


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
            out += map(_grid, across(one)) if one.rows else []
            title = one.title
    return out


def across(found: Sheet) -> list[Sheet]:
    """The table, or two below each other, each with a part of the amounts: a number cut in two would be misread."""
    columns = [found.heads, *found.texts()]
    wide = sum(max(map(len, column)) for column in zip(*columns, strict=True))
    amounts = [place for place, flush in enumerate(found.right) if flush]
    if wide <= _ROOM or len(amounts) < _NARROW:
        return [found]
    half = (len(amounts) + 1) // 2
    words = [place for place, flush in enumerate(found.right) if not flush]
    return [
        part for some in (amounts[:half], amounts[half:]) for part in across(only(found, [*words, *some]))
    ]


def _grid(found: Sheet) -> Grid:
    """Rows of two columns stand two abreast: a list of many assets takes half the pages."""
    rows = found.texts()
    if len(found.heads) > _NARROW or len(rows) < _MANY:
        return Grid(found.heads, rows, found.right)
    half = (len(rows) + 1) // 2
    right = rows[half:] + [["", ""]] * (2 * half - len(rows))
    both = [left + other for left, other in zip(rows[:half], right, strict=True)]
    return Grid(found.heads * 2, both, found.right * 2)
