"""Whatever a firm, a customer or a file is called, it is text: no formula, no link, no markup, no broken file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hozen.faces.reports import write_pack
from hozen.findings import Status
from hozen.workflows.daily_close import Closing

STARTS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    '=HYPERLINK("http://x.invalid")',
]
MARKUP = [
    "<r><t>x</t></r>",
    "<r></r>",
    "<r>&</r>",
    "</t></is></c>",
    "a & b < c",
    "{=A1}",
    "http://x.invalid",
    "mailto:x@y",
]
BARRED = ["a\x00b", "a\x1fb", "\r=1", "_x0041_", "\ud83d", "\ufffe", "\uffff", "髙﨑𠮷①㈱"]


def with_subject(make: Callable[..., Closing], a_finding: Callable[..., Any], text: str) -> Closing:
    return make(findings=(a_finding("capital", text, Status.CANNOT_TELL, reason="no_financials"),))


@pytest.mark.parametrize("text", [*STARTS, *MARKUP])
def test_a_name_comes_back_as_the_text_it_is(
    text: str, make: Callable[..., Closing], a_finding: Callable[..., Any], tmp_path: Path
) -> None:
    path = write_pack(with_subject(make, a_finding, text), tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(path)["Findings"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.column_letter == "C"]
    found = [cell for cell in cells if cell.value == text]
    assert len(found) == 1
    assert found[0].data_type == "s"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_cell_of_the_whole_pack_is_a_formula(lang: Any, closed: Any, tmp_path: Path) -> None:
    path = write_pack(closed.closing, tmp_path / "a.xlsx", lang=lang, evidence=closed.folder)
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        texts = [parts.read(name).decode() for name in sheets]
        everything = "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    assert len(sheets) == 17  # nine of its own and eight checks
    assert not [text for text in texts if re.search(r"<f[ >]", text)]
    assert "externalLink" not in everything
    assert 'Target="http' not in everything


def test_a_text_that_begins_like_a_formula_stays_text_when_somebody_edits_it(
    make: Callable[..., Closing], a_finding: Callable[..., Any], tmp_path: Path
) -> None:
    path = write_pack(with_subject(make, a_finding, "=1+1"), tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(path)["Findings"]
    quoted = {cell.value: cell.quotePrefix for row in page.iter_rows() for cell in row}
    assert quoted["=1+1"]
    assert not quoted["Capital"]


@pytest.mark.parametrize("text", BARRED)
def test_characters_that_a_file_cannot_hold_do_not_break_it(
    text: str, make: Callable[..., Closing], a_finding: Callable[..., Any], tmp_path: Path
) -> None:
    path = write_pack(with_subject(make, a_finding, text), tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(path)["Findings"]
    assert page.max_row > 4


def test_a_firm_with_an_ampersand_does_not_command_the_page_header(
    make: Callable[..., Closing], tmp_path: Path
) -> None:
    path = write_pack(make(firm='A&B &"Arial"&20 Co.'), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert '&amp;LA&amp;&amp;B &amp;&amp;"Arial"&amp;&amp;20 Co.' in sheet.replace("&quot;", '"')


@pytest.mark.parametrize(("length", "whole"), [(32_767, True), (32_768, False)])
def test_a_text_longer_than_a_cell_says_that_it_is_cut(
    length: int, whole: bool, make: Callable[..., Closing], a_finding: Callable[..., Any], tmp_path: Path
) -> None:
    text = "x" * length
    path = write_pack(with_subject(make, a_finding, text), tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(path)["Findings"]
    values = [str(cell.value) for row in page.iter_rows() for cell in row]
    assert (text in values) is whole
    assert any("32768 characters" in value for value in values) is not whole
