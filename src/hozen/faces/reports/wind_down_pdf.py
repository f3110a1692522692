"""Statements to creditors and the report to the court, as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hozen.books import CaseRecord
from hozen.faces.reports.pdf import Block, Document, Grid, Heading, Text, write_pdf
from hozen.faces.reports.wind_down_tables import Sheet, report_sheets, statement_sheets, word
from hozen.faces.words import Language
from hozen.workflows.wind_down.court_report import CourtReport
from hozen.workflows.wind_down.statements import Statement


def write_documents(path: Path, documents: Iterable[Document]) -> Path:
    """One PDF of all. Raises ReportError."""
    return write_pdf(path, documents)


def statement_document(found: Statement, record: CaseRecord, lang: Language) -> Document:
    """One creditor's statement."""
    head = word("statement_head", lang, case=record.case, customer=found.customer, day=record.entries[0].day)
    title = word("titles.statement", lang)
    return Document(
        title,
        [Text(head), *_blocks(statement_sheets(found, lang))],
        lang,
        record.entries[-1].day,
        record.anchor,
    )


def report_document(found: CourtReport, lang: Language) -> Document:
    """The report to the court."""
    firm = found.firm_ja if lang == "ja" else found.firm
    title = word("titles.report", lang)
    head = word("report_head", lang, case=found.case, firm=firm, day=found.day)
    tied = word("ties_hold" if found.ties_hold else "ties_fail", lang)
    blocks = [Text(head), Text(tied), *_blocks(report_sheets(found, lang))]
    return Document(title, blocks, lang, found.day, found.anchor)


def _blocks(sheets: Iterable[Sheet]) -> list[Block]:
    out: list[Block] = []
    for one in sheets:
        out += [Heading(one.title), Grid(one.heads, one.rows, one.right)]
    return out
