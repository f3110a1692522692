"""The file itself: the same bytes each time, whole or not at all, ready to print, and nothing is ####."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from hozen.faces.reports import ReportError, write_pack
from hozen.faces.reports.text import broken
from hozen.faces.reports.workbook import sheet_name
from hozen.findings.table import width
from hozen.workflows.daily_close import Closing, InputFile


def test_the_same_closing_gives_the_same_bytes(closed: Any, tmp_path: Path) -> None:
    one, two = (
        write_pack(closed.closing, tmp_path / name, lang="ja", evidence=closed.folder).read_bytes()
        for name in ("one.xlsx", "two.xlsx")
    )
    assert one == two


def test_its_date_is_the_closings_day(closed: Any, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_pack(closed.closing, tmp_path / "a.xlsx"))
    assert book.properties.created == datetime(2026, 11, 20)  # openpyxl gives no zone


def test_another_closing_gives_other_bytes(make: Callable[..., Closing], tmp_path: Path) -> None:
    one = write_pack(make(), tmp_path / "one.xlsx").read_bytes()
    two = write_pack(make(fingerprint="00" * 32), tmp_path / "two.xlsx").read_bytes()
    assert one != two


def test_folders_on_the_way_are_made_and_nothing_else_is_left(closed: Any, tmp_path: Path) -> None:
    path = write_pack(closed.closing, tmp_path / "deep" / "er" / "a.xlsx")
    assert [one.name for one in path.parent.iterdir()] == ["a.xlsx"]


def test_a_place_that_cannot_be_written_is_refused(closed: Any, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(ReportError, match=r"cannot write a\.xlsx") as refused:
        write_pack(closed.closing, tmp_path / "a.xlsx")
    assert refused.value.code == "report"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_pack_that_fails_leaves_the_one_before_as_it_was(closed: Any, tmp_path: Path) -> None:
    path = write_pack(closed.closing, tmp_path / "a.xlsx")
    before = path.read_bytes()
    altered = tuple(replace(one, sha256="00" * 32) for one in closed.closing.evidence)
    with pytest.raises(ReportError):
        write_pack(replace(closed.closing, evidence=altered), path, evidence=closed.folder)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_it_needs_no_arrow(closed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # importing it now fails
    assert write_pack(closed.closing, tmp_path / "a.xlsx", evidence=closed.folder).is_file()


def test_the_library_loads_only_when_a_pack_is_written() -> None:
    code = "import sys, hozen.faces.reports; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_each_sheet_is_told_before_it_is_written(closed: Any, tmp_path: Path) -> None:
    told: list[str] = []
    path = write_pack(closed.closing, tmp_path / "a.xlsx", tick=told.append)
    assert told == openpyxl.load_workbook(path).sheetnames


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_page_is_a4_across_one_page_wide_and_numbered(lang: Any, closed: Any, tmp_path: Path) -> None:
    path = write_pack(closed.closing, tmp_path / "a.xlsx", lang=lang, evidence=closed.folder)
    for page in openpyxl.load_workbook(path):
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert "&P" in page.oddFooter.right.text or "Page" in page.oddFooter.right.text


def test_long_tables_keep_their_heading_in_view_and_on_each_page(closed: Any, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_pack(closed.closing, tmp_path / "a.xlsx", evidence=closed.folder))
    for name in ("Findings", "Law used", "Inputs", "Evidence files", "Assets", "crypto-shortage"):
        assert book[name].print_title_rows, name
        assert book[name].auto_filter.ref, name
        assert book[name].freeze_panes, name
    top = int(book["Law used"].print_title_rows.strip("$").split(":")[0].strip("$"))
    assert book["Law used"].cell(top, 1).value == "Key"
    assert book["Law used"].freeze_panes == f"A{top + 1}"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_number_is_wider_than_its_column(lang: Any, closed: Any, tmp_path: Path) -> None:
    """A number too wide shows as ####; a text wraps instead."""
    path = write_pack(closed.closing, tmp_path / "a.xlsx", lang=lang, evidence=closed.folder)
    numbers = 0
    for page in openpyxl.load_workbook(path):
        for cell in (
            cell for row in page.iter_rows() for cell in row if isinstance(cell.value, int | datetime)
        ):
            shown = f"{cell.value:,}" if isinstance(cell.value, int) else "2026-11-20"
            assert page.column_dimensions[get_column_letter(cell.column)].width > len(shown), cell
            numbers += 1
    assert numbers > 100


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_wrapped_text_has_the_lines_it_needs(lang: Any, closed: Any, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_pack(closed.closing, tmp_path / "a.xlsx", lang=lang))
    page = book.worksheets[1]
    for row in page.iter_rows(min_row=7):
        reason = row[10]
        wide = page.column_dimensions[reason.column_letter].width
        lines = len(list(broken(str(reason.value), int(wide) - 1)))
        assert (page.row_dimensions[reason.row].height or 15) >= lines * 12.5, reason.value


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("暗号資産の一覧", 8, ["暗号資産", "の一覧"]),  # a wide character takes two columns
        ("averylongword", 5, ["averylongword"]),  # a hash is not cut in the middle
        ("", 5, []),
    ],
)
def test_sentences_are_broken_where_a_reader_would(text: str, columns: int, lines: list[str]) -> None:
    assert list(broken(text, columns)) == lines
    assert all(width(line) <= columns or " " not in line for line in lines)


def test_sheet_names_are_what_excel_takes() -> None:
    taken: set[str] = set()
    assert sheet_name("Reserve", taken) == "Reserve"
    assert sheet_name("reserve", taken) == "reserve (2)"  # Excel does not tell them apart
    assert sheet_name("a/b:c*d?[e]'f", taken) == "a-b-c-d--e--f"
    assert sheet_name("x" * 40, taken) == "x" * 31
    assert sheet_name("x" * 40, taken) == "x" * 27 + " (2)"


def test_a_wide_number_far_down_still_widens_its_column(make: Callable[..., Closing], tmp_path: Path) -> None:
    inputs = [InputFile("trades", f"{number}.csv", 1, "ab" * 32) for number in range(400)]
    inputs.append(InputFile("trades", "last.csv", 10**14, "ab" * 32))  # ¥100,000,000,000,000 is 20 wide
    page = openpyxl.load_workbook(write_pack(make(inputs=tuple(inputs)), tmp_path / "a.xlsx"))["Inputs"]
    assert page.cell(page.max_row, 3).value == 10**14
    assert page.column_dimensions["C"].width > len("100,000,000,000,000")
