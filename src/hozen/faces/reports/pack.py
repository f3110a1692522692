"""The Excel pack of one closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.faces.reports.assets_sheet import write_assets
from hozen.faces.reports.breaks_sheet import write_breaks
from hozen.faces.reports.check_sheet import write_check
from hozen.faces.reports.contents import FIXED_AFTER, FIXED_BEFORE, Pack, check_codes
from hozen.faces.reports.files_sheets import write_evidence, write_inputs
from hozen.faces.reports.findings_sheet import write_findings
from hozen.faces.reports.heading import Heading
from hozen.faces.reports.insurance_sheet import write_insurance
from hozen.faces.reports.law_sheet import write_law
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.reserve_sheet import write_reserve
from hozen.faces.reports.sheet import Sheet
from hozen.faces.reports.styles import Styles
from hozen.faces.reports.summary_sheet import write_summary
from hozen.faces.reports.workbook import sheet_name, whole_workbook
from hozen.faces.words import Language
from hozen.workflows.daily_close import Closing

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS = 100_000
"""Rows of one evidence file that a sheet copies; the sheet says when there are more, and where."""
_EXCEL_ROWS = 1_000_000  # Excel's own limit, less room for what stands above
_WRITERS: Mapping[str, Callable[[Sheet, Pack], None]] = {
    "summary": write_summary,
    "findings": write_findings,
    "assets": write_assets,
    "breaks": write_breaks,
    "reserve": write_reserve,
    "insurance": write_insurance,
    "law": write_law,
    "inputs": write_inputs,
    "evidence": write_evidence,
}


def write_pack(
    closing: Closing,
    path: Path,
    *,
    lang: Language = "en",
    evidence: Path | None = None,
    heading: Heading | None = None,
    most_rows: int = MOST_ROWS,
    tick: Callable[[str], None] | None = None,
) -> Path:
    """帳票(Excel): write the closing to `path`, whole or not at all; the same closing gives the same bytes.

    `evidence` is the folder that the closing's evidence paths start from; without it no rows are copied, and
    each sheet says in which file they are. `tick` is told each sheet's name before it is written.
    Raises ReportError where `path` cannot be written, and where an evidence file is not the one the closing names.
    """
    words = Phrases(lang)
    names = _names(closing, words)
    pack = Pack(closing, heading or Heading(), words, evidence, min(most_rows, _EXCEL_ROWS), names)
    with whole_workbook(path, closing.day, f"{pack.firm} {closing.day}", lang) as workbook:
        styles = Styles(workbook)
        for key, name in names.items():
            if tick:
                tick(name)
            _write(workbook, styles, pack, key)
    return path


def _names(closing: Closing, words: Phrases) -> dict[str, str]:
    taken: set[str] = {"history"}  # a name that Excel keeps for itself
    checks = [(f"check:{code}", code) for code in check_codes(closing)]
    before, after = ([(key, words(f"sheet.{key}")) for key in keys] for keys in (FIXED_BEFORE, FIXED_AFTER))
    return {key: sheet_name(wanted, taken) for key, wanted in (*before, *checks, *after)}


def _write(workbook: Workbook, styles: Styles, pack: Pack, key: str) -> None:
    sheet = Sheet(workbook.add_worksheet(pack.names[key]), styles, pack.words)
    kind, _, code = key.partition(":")
    write = partial(write_check, code=code) if kind == "check" else _WRITERS[key]
    write(sheet, pack)
    sheet.finish(pack.firm, f"{pack.closing.day} {pack.closing.fingerprint[:12]}")
