"""The files the closing rests on, and the files that hold its evidence."""

from __future__ import annotations

from hozen.faces.reports.cells import BLANK, Put, whole
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.sheet import Row, Sheet
from hozen.workflows.daily_close import EvidenceFile, InputFile


def write_inputs(sheet: Sheet, pack: Pack) -> None:
    """入力ファイル."""
    words = pack.words
    sheet.title(words("sheet.inputs"), words("note.inputs"))
    sheet.table(words.heads("table", "file", "rows", "sha256"), map(_input, pack.closing.inputs), main=True)


def write_evidence(sheet: Sheet, pack: Pack) -> None:
    """証跡ファイル."""
    words = pack.words
    sheet.title(words("sheet.evidence"), words("note.evidence"))
    heads = words.heads("evidence", "file", "rows", "sha256", "sheet")
    sheet.table(heads, (_evidence(pack, one) for one in pack.closing.evidence), main=True)


def _input(one: InputFile) -> Row:
    return one.table, one.path, whole(one.rows), Put(one.sha256, "hash")


def _evidence(pack: Pack, one: EvidenceFile) -> Row:
    home = pack.home_of(one)
    link = Put(pack.tab(home), link=pack.tab(home)) if home else BLANK
    return one.check, one.path, whole(one.rows), Put(one.sha256, "hash"), link
