"""A model's tables and its notes, in the reader's words."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import fitted, laid, pairs
from hozen.faces.cli.show_burden import AT_NEED, GLANCED, glanced, parted
from hozen.faces.cli.view import DIM, View, heading
from hozen.faces.cli.wrap import hanging, paragraph
from hozen.faces.words import Language, say
from hozen.findings.table import NOTHING, Cell, Table, shown
from hozen.workflows.adequacy import AdequacyReport, BurdenReport, FitReport

_ROOM = "adequacy"
_KEYS = {
    "way",
    "fact",
    "what",
    "cause",
    "term",
    "by",
    "figure",
    "rule",
    "size",
    "confidence",
    "metric",
    "form",
}


def show_adequacy(
    report: AdequacyReport | BurdenReport | FitReport, lang: Language, width: int
) -> list[Text]:
    """What it is not, the tables, the notes."""
    view = View(lang, width)
    lines = paragraph(view.word(f"{_ROOM}.notes", report.notes[0]), width, 0)
    for table in report.as_tables():
        for title, part in parted(table):
            lines += [heading(view.word(f"{_ROOM}.tables", title)), *_table(part, view)]
    lines.append(heading(view.say("adequacy.limits")))
    for note in report.notes[1:]:
        lines += hanging("  · ", view.word(f"{_ROOM}.notes", note), width)
    return lines


def _table(table: Table, view: View) -> list[Text]:
    if table.columns == ("fact", "value"):
        said = [row for row in table.rows if row[1] != ""]
        return pairs([(cell(row[0], "fact", view), cell(row[1], "", view)) for row in said], view.width)
    if table.title == "facts":
        return _facts(table, view)
    if table.title in GLANCED:
        return glanced(table, view, cell)
    heads = [view.word(f"{_ROOM}.columns", name) for name in table.columns]
    rows = [
        [cell(one, name, view) for one, name in zip(row, table.columns, strict=True)] for row in table.rows
    ]
    right = [table.numeric(name) for name in table.columns]
    grid, _ = fitted(heads, lambda _: rows, right, view.width)
    if table.title in AT_NEED and grid.whole > view.width:
        rounded = paragraph(view.word(f"{_ROOM}.notes", "rounded_for_reading"), view.width, 2, DIM)
        return [*glanced(table, view, cell), *rounded]
    return laid(heads, lambda _: rows, right, view.width)


def _facts(table: Table, view: View) -> list[Text]:
    """One line a fact, its source below it."""
    lines = []
    for firm, as_of, metric, value, unit, confidence, note, source in table.rows:
        amount = f"¥{value:,}" if unit == "JPY m" else f"{value:,}"
        told = f"{cell(metric, 'metric', view)} {amount} ({cell(confidence, 'confidence', view)})"
        lines += hanging("  · ", f"{firm}, {as_of}: {told}", view.width)
        lines += paragraph(" ".join(filter(None, (str(note), str(source)))) or NOTHING, view.width, 6, DIM)
    return lines


def cell(value: Cell, column: str, view: View) -> str:
    """A cell as a person reads it; keys in words."""
    text = shown(value)
    if column == "reason":
        return say(f"reasons.{text}", view.lang)
    if column == "cause":
        return view.word("insurance.cause", text)
    return view.word(f"{_ROOM}.values", text) if column in _KEYS and _known(text) else text


def _known(text: str) -> bool:
    from hozen.faces.words import has

    return has(f"{_ROOM}.values.{text}")
