"""The rows behind a check, copied from its evidence file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hozen.faces.reports.cells import Put
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.evidence_rows import evidence_rows
from hozen.faces.reports.phrases import AMOUNTS, Phrases
from hozen.faces.reports.sheet import Sheet
from hozen.findings import Status
from hozen.workflows.daily_close import EvidenceFile

_STYLES: Mapping[str, str] = MappingProxyType({"yen": "yen", "block_height": "plain", "height": "plain"})


def write_rows(sheet: Sheet, pack: Pack, code: str, file: EvidenceFile) -> None:
    """All rows, or as many as fit, and then how many there are and which file has them all.

    A file that several checks rest on is copied once; the other checks' sheets say where. Raises ReportError.
    """
    words, home = pack.words, pack.home_of(file)
    sheet.section(words("rows.title", name=file.check))
    if home != code:
        sheet.note(words("rows.elsewhere"))
        sheet.line(Put(pack.tab(home), link=pack.tab(home)))
    elif pack.folder is None:
        sheet.note(words("rows.not_copied", count=file.rows, path=file.path))
    else:
        _copy(sheet, pack, pack.folder, file)
    sheet.gap()


def _copy(sheet: Sheet, pack: Pack, folder: Path, file: EvidenceFile) -> None:
    words = pack.words
    shown = min(file.rows, pack.most_rows)
    kind = "all" if shown == file.rows else "part"
    sheet.note(words(f"rows.{kind}", count=file.rows, shown=shown, path=file.path))
    with evidence_rows(folder, file, pack.most_rows, _short(pack, file)) as (columns, rows):
        heads = [_head(words, name) for name in columns]
        sheet.copy(heads, rows, [_STYLES.get(name, "whole") for name in columns])


def _head(words: Phrases, name: str) -> Put:
    style = "head_right" if name in AMOUNTS else "head"
    return Put(words.maybe(f"report.column.{name}", name.replace("_", " ")), style)


def _short(pack: Pack, file: EvidenceFile) -> tuple[str, ...]:
    """The subjects whose rows are wanted most."""
    wanted = (Status.BREACH, Status.ATTENTION)
    found = (one for one in pack.closing.findings if one.evidence == file.check and one.status in wanted)
    return tuple(dict.fromkeys(one.subject for one in found))
