"""Rows written as one piece of XML are, byte for byte, what the library writes cell by cell."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from hozen.engine import Cell
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.plain_rows import PlainRows
from hozen.faces.reports.sheet import Sheet
from hozen.faces.reports.styles import Styles

KINDS = ("whole", "yen", "plain")
FIRST = [("a", 1, 2)] * 301  # rows whose widths are measured are written cell by cell in any case
# What somebody could trip over: markup, the library's own escapes, formulas, spaces at the ends, more than a line, and
# numbers around the fifteen digits that Excel shows (10^15 and more are written as text).
NASTY: list[Cell] = [
    *(
        "R&D",
        "<b>",
        "<r>x</r>",
        "_x0041_",
        "a_x0041_b",
        " a",
        "a ",
        "a  b",
        '"',
        "'",
        "=1+1",
        "+1",
        "-1",
        "@x",
    ),
    *("x" * 38, "x" * 39, "two\nlines", "tab\tbed", "\x07", "暗号資産", "é", "", None, True, False),
    *(0, -1, 10**15 - 1, 10**15, -(10**15) + 1, -(10**15), 10**20 - 1, 10**20, 10**30),
    *(date(2026, 11, 20), date(1899, 1, 1)),
]


def written(path: Path, rows: Sequence[Sequence[Cell]], kinds: Sequence[str] = KINDS) -> dict[str, bytes]:
    """Every part of a workbook with these rows and a line below them."""
    workbook = Workbook(str(path), {"constant_memory": True})
    sheet = Sheet(workbook.add_worksheet("A"), Styles(workbook), Phrases("en"))
    sheet.line("above")
    sheet.copy([f"column {number}" for number in range(len(kinds))], rows, kinds)
    sheet.line("below")
    sheet.finish("left", "right")
    workbook.close()
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}


def cell_by_cell(
    path: Path, rows: Sequence[Sequence[Cell]], kinds: Sequence[str] = KINDS
) -> dict[str, bytes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainRows, "write", lambda *_: False)
        return written(path, rows, kinds)


@pytest.mark.parametrize("value", NASTY, ids=repr)
@pytest.mark.parametrize("column", [0, 1, 2])
def test_each_kind_of_cell(tmp_path: Path, value: Cell, column: int) -> None:
    odd: list[Cell] = ["b", 3, 4]
    odd[column] = value
    rows = [*FIRST, ("c", 5, 6), odd, ("d", 7, 8), odd, odd, ("e", -9, 10**14)]
    assert written(tmp_path / "a.xlsx", rows) == cell_by_cell(tmp_path / "b.xlsx", rows)


@settings(max_examples=40)
@given(st.lists(st.tuples(*[st.one_of(st.text(max_size=45), st.integers(), st.none())] * 3), max_size=8))
def test_any_rows(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Cell, ...]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    assert written(folder / "a.xlsx", [*FIRST, *rows]) == cell_by_cell(folder / "b.xlsx", [*FIRST, *rows])


def test_the_fast_way_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests above compare a way with itself."""
    taken: list[bool] = []
    honest = PlainRows.write
    monkeypatch.setattr(PlainRows, "write", lambda *args: taken.append(honest(*args)) or taken[-1])
    written(tmp_path / "a.xlsx", [*FIRST, ("c", 5, 10**14), (10**18, 5, None), ("=x", 1, 1)])
    assert taken[-3:] == [True, True, False]


def test_more_columns_than_letters_are_left_to_the_library(tmp_path: Path) -> None:
    rows, kinds = [tuple(range(27))] * 305, ("whole",) * 27
    assert written(tmp_path / "a.xlsx", rows, kinds) == cell_by_cell(tmp_path / "b.xlsx", rows, kinds)


def test_no_rows_are_told(tmp_path: Path) -> None:
    parts = written(tmp_path / "a.xlsx", [])
    assert b">None.<" in parts["xl/worksheets/sheet1.xml"]
