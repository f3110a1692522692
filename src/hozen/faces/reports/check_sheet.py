"""One check: its findings with the working, then the rows behind them."""

from __future__ import annotations

from collections.abc import Iterator

from hozen.faces.reports.cells import BLANK, Put, day, quantity, smallest_units, unit_of
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.evidence_block import write_rows
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.sheet import Row, Sheet
from hozen.findings import Finding, Quantity, Step

_HEADS = ("what", "value", "unit", "smallest_units", "how", "cite")


def write_check(sheet: Sheet, pack: Pack, code: str) -> None:
    """検査項目別の明細."""
    words, found = pack.words, pack.of(code)
    sheet.title(words.title(code), words.ours(f"findings.{code}.meaning", code))
    sheet.keep_in_view()
    sheet.section(words("check.working"))
    sheet.note(words("note.smallest_units"))
    sheet.table(words.heads(*_HEADS), (row for one in found for row in _finding(words, one)))
    sheet.gap()
    files = pack.evidence_of(code)
    if not files:
        sheet.note(words("rows.steps_are_all"))
    for file in files:
        write_rows(sheet, pack, code, file)


def _finding(words: Phrases, one: Finding) -> Iterator[Row]:
    yield from _verdict(words, one)
    for name in ("measure", "threshold", "distance"):
        yield _figure(words, one, name)
    if one.breach_since is not None:
        yield words("head.since"), day(one.breach_since)
        yield words("head.cure_by"), words.cure(one)
    for step in one.steps:
        yield _step(words, step)


def _verdict(words: Phrases, one: Finding) -> Iterator[Row]:
    subject = Put(one.subject or words("whole_firm"), "band")
    reason, cite = Put(words.reason(one), "band"), Put(words.cited(one.cite), "band")
    empty = Put("", "band")
    yield subject, words.status(one.status), empty, empty, reason, cite
    yield words("head.standing"), words.standing(one.standing)


def _figure(words: Phrases, one: Finding, name: str) -> Row:
    value: Quantity | None = getattr(one, name)
    put, unit = words.figure(one, value), words.unit(one, value)
    return words(f"head.{name}"), put, unit, smallest_units(value), BLANK, BLANK


def _step(words: Phrases, step: Step) -> Row:
    return _line(words.step(step.label), words.value(step), words.how(step.how), words.cited((step.cite,)))


def _line(name: str, value: Quantity | None, how: str, cite: str) -> Row:
    return name, quantity(value), unit_of(value), smallest_units(value), how or BLANK, cite or BLANK
