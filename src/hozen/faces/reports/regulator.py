"""The report of a compensation to the regulator: one PDF, or one sheet of Excel, in the language asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hozen.faces.reports.cells import Put, quantity
from hozen.faces.reports.pdf import Block, Document, Grid, Heading, Pairs, Text
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.regulator_tables import Cell, Part, Told, head, parts, title
from hozen.faces.reports.sheet import Sheet
from hozen.faces.reports.styles import Styles
from hozen.faces.reports.workbook import sheet_name, whole_workbook
from hozen.findings import AssetUnits
from hozen.findings.table import NOTHING, percent
from hozen.values import Ratio


def regulator_report(told: Told) -> Document:
    """Case, loss, sources, cash path, law, plans with who approved them, and payments by state."""
    blocks = [block for part in parts(told) for block in _blocks(part)]
    pairs = Pairs([(name, _text(cell)) for name, cell in head(told)])
    return Document(title(told), [pairs, *blocks], told.lang, told.day, told.reference)


def write_regulator_workbook(path: Path, told: Told) -> None:
    """The same as a workbook: amounts of yen are numbers, quantities of coins text, digit by digit. ReportError."""
    words = Phrases(told.lang)
    with whole_workbook(path, told.day, title(told), told.lang) as workbook:
        page = workbook.add_worksheet(sheet_name(told.state.case, set()))
        sheet = Sheet(page, Styles(workbook), words)
        sheet.title(title(told))
        sheet.pairs((name, _put(cell)) for name, cell in head(told))
        for part in parts(told):
            sheet.gap()
            _write(sheet, part)
        sheet.finish(told.firm, told.reference)


def _blocks(part: Part) -> Iterator[Block]:
    yield Heading(part.title)
    if part.heads:
        yield Grid(part.heads, [[_text(cell) for cell in row] for row in part.rows], part.right)
    yield from (Text(note, small=bool(part.heads)) for note in part.notes)


def _write(sheet: Sheet, part: Part) -> None:
    sheet.section(part.title)
    if part.heads:
        styles = ["head_right" if right else "head" for right in part.right]
        heads = [Put(name, style) for name, style in zip(part.heads, styles, strict=True)]
        sheet.table(heads, ([_put(cell) for cell in row] for row in part.rows))
    for note in part.notes:
        sheet.note(note)


def _put(cell: Cell) -> Put:
    return Put(percent(cell), "right") if isinstance(cell, Ratio) else quantity(cell)


def _text(cell: Cell) -> str:
    if cell is None:
        return NOTHING
    if isinstance(cell, AssetUnits):
        return cell.units.coins(cell.decimals)
    if isinstance(cell, Ratio):
        return percent(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
