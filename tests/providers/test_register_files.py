"""The register goes out and comes in: nothing is lost, nothing that stands is rewritten, whole or not at all."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from door_book import SmallBook

from hozen.records import RowsRefused
from hozen.records.provider_tables import PROVIDER_TABLES
from hozen.workflows.providers import RegisterConflict, RegisterFile, look
from hozen.workflows.providers.register_files import read_file
from hozen.workflows.providers.take_in import ASIDE, export_register, import_register, put_back

Rows = list[dict[str, str]]


@pytest.fixture
def book(kept: SmallBook) -> SmallBook:
    kept.write()
    return kept


def a_file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def whole(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


@pytest.mark.parametrize("target", ["out.xlsx", "out"])
def test_what_goes_out_comes_in_as_it_was(book: SmallBook, tmp_path: Path, target: str) -> None:
    written = export_register(book.root, tmp_path / target)
    assert len(written) == (1 if target.endswith("xlsx") else len(PROVIDER_TABLES))
    done = import_register(tmp_path / target, book.root)
    counted = {one.table: (one.added, one.filled, one.same) for one in done}
    assert counted == {name: (0, 0, len(rows)) for name, rows in book.tables.items() if name in counted}
    assert set(counted) == {table.name for table in PROVIDER_TABLES}
    assert not (book.root / ASIDE).exists()


def test_an_empty_register_takes_in_another_ones_whole(book: SmallBook, tmp_path: Path) -> None:
    export_register(book.root, tmp_path / "out.xlsx")
    bare = SmallBook(tmp_path / "bare")
    bare.tables["wallets"][0]["keeper"] = "Kita"
    bare.write()
    import_register(tmp_path / "out.xlsx", bare.root)
    assert look(bare.root).register == look(book.root).register


def test_no_cell_becomes_a_formula(book: SmallBook, tmp_path: Path) -> None:
    (path,) = export_register(book.root, tmp_path / "out.xlsx")
    cells = [cell for row in openpyxl.load_workbook(path)["provider_contracts"].iter_rows() for cell in row]
    assert "=keys come back" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    export_register(book.root, tmp_path / "out")
    text = (tmp_path / "out" / "provider_contracts.csv").read_text("utf-8-sig")
    assert ",'=keys come back," in text


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''=1+1", "-", "'-", "'", "O'Neill", "@a"])
def test_a_text_comes_back_to_the_letter(kept: SmallBook, tmp_path: Path, text: str) -> None:
    kept.tables["provider_contracts"][0]["exit_terms"] = text
    kept.write()
    export_register(kept.root, tmp_path / "out")
    (cells,) = [one for one in read_file(tmp_path / "out")["provider_contracts"] if one["exit_terms"]]
    assert cells["exit_terms"] == text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_column_without_a_name_shifts_nothing(book: SmallBook, tmp_path: Path, kind: str) -> None:
    # The third column lost its name: 2025-04-01 must not be read as the basis, nor the basis as the first day.
    rows = [["provider_id", "status", "", "since", "basis"], ["S", "lapsed", "2025-04-01", "2026-10-01", ""]]
    path = tmp_path / f"provider_status.{kind}"
    if kind == "csv":
        path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(str(path)) as out:
            sheet = out.add_worksheet("provider_status")
            for place, cells in enumerate(rows):
                sheet.write_row(place, 0, cells)
    with pytest.raises(RegisterFile, match="columns are not those"):
        read_file(path)


def test_an_import_killed_at_its_very_end_is_no_bar_to_the_next(book: SmallBook, tmp_path: Path) -> None:
    done = book.root / f"{ASIDE}-done"
    done.mkdir()
    (done / "providers.csv").write_text("what stood before", encoding="utf-8")
    header = "provider_id,status,basis,since,until,reference,source\n"
    row = "K,registered,PSA 63-2,2025-04-01,2026-09-30,No. 1,\n"
    import_register(a_file(tmp_path, "provider_status.csv", header + row), book.root)
    assert not done.exists()
    assert not (book.root / ASIDE).exists()


def test_a_row_is_ended_by_filling_in_its_last_day(book: SmallBook, tmp_path: Path) -> None:
    header = "provider_id,status,basis,since,until,reference,source\n"
    rows = "K,registered,PSA 63-2,2025-04-01,2026-09-30,No. 1,\nK,lapsed,,2026-10-01,,,\n"
    (done,) = import_register(a_file(tmp_path, "provider_status.csv", header + rows), book.root)
    assert (done.added, done.filled, done.same) == (1, 1, 0)
    found = look(book.root)
    assert [(one.status, str(one.period.until)) for one in found.register.statuses] == [
        ("registered", "2026-09-30"),
        ("lapsed", "None"),
        ("notified", "None"),
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("K,notified,PSA 63-2,2025-04-01,,No. 1,", "status"),
        ("K,registered,,2025-04-01,,No. 1,", "basis"),
        ("K,registered,PSA 63-2,2025-04-01,,No. 2,", "reference"),
    ],
)
def test_what_stands_is_not_rewritten(book: SmallBook, tmp_path: Path, row: str, column: str) -> None:
    header = "provider_id,status,basis,since,until,reference,source\n"
    before = whole(book.root)
    with pytest.raises(RegisterConflict) as refusal:
        import_register(a_file(tmp_path, "provider_status.csv", header + row), book.root)
    assert refusal.value.where == f"provider_status, K | 2025-04-01, column {column}"
    assert whole(book.root) == before


def test_rows_that_the_door_refuses_leave_the_book_as_it_was(book: SmallBook, tmp_path: Path) -> None:
    before = whole(book.root)
    overlap = "provider_id,status,since\nK,lapsed,2026-10-01\n"
    with pytest.raises(RowsRefused) as refusal:
        import_register(a_file(tmp_path, "provider_status.csv", overlap), book.root)
    assert refusal.value.first[0].reason == "overlapping-periods"
    assert whole(book.root) == before
    assert not (book.root / ASIDE).exists()


def test_a_table_that_was_not_there_is_gone_again_when_it_is_refused(kept: SmallBook, tmp_path: Path) -> None:
    del kept.tables["provider_chain"]
    kept.write()
    before = whole(kept.root)
    circle = a_file(tmp_path, "provider_chain.csv", "provider_id,sub_provider_id,since\nK,K,2026-10-01\n")
    with pytest.raises(RowsRefused):
        import_register(circle, kept.root)
    assert whole(kept.root) == before


@pytest.mark.parametrize("after", ["the first file was put aside", "the new file was written"])
def test_a_killed_import_is_undone_by_the_next(book: SmallBook, after: str) -> None:
    before = whole(book.root)
    (book.root / ASIDE).mkdir()
    (book.root / "providers.csv").rename(book.root / ASIDE / "providers.csv")
    (book.root / ASIDE / "provider_persons.none").touch()
    (book.root / "provider_persons.csv").unlink()
    if after == "the new file was written":
        (book.root / "providers.csv").write_text("half a li", encoding="utf-8")
        (book.root / "provider_persons.csv").write_text("half", encoding="utf-8")
    put_back(book.root)
    del before["provider_persons.csv"]  # in this story there was none
    assert whole(book.root) == before


def test_numbers_and_days_of_a_spreadsheet_are_read_as_they_are_meant(
    book: SmallBook, tmp_path: Path
) -> None:
    path = tmp_path / "typed.xlsx"
    with xlsxwriter.Workbook(str(path)) as out:
        sheet = out.add_worksheet("provider_contracts")
        sheet.write_row(0, 0, ["provider_id", "contract_id", "since", "until", "exit_terms", "notice_days"])
        sheet.write_row(1, 0, ["S", "S1"])
        sheet.write_datetime(1, 2, _day(2026, 4, 1), out.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number(1, 5, 30)
    (done,) = import_register(path, book.root)
    assert done.added == 1
    found = next(one for one in look(book.root).register.contracts if one.contract_id == "S1")
    assert (str(found.period.since), found.period.until, found.notice_days) == ("2026-04-01", None, 30)


def _day(year: int, month: int, day: int):
    from datetime import datetime

    return datetime(year, month, day)


BAD_FILES: list[tuple[str, Callable[[Path], Path], str]] = [
    ("no such file", lambda folder: folder / "absent.xlsx", "there is no such file"),
    ("an empty folder", lambda folder: _made(folder / "nothing"), "the folder has no CSV file"),
    ("another kind", lambda folder: a_file(folder, "providers.txt", "x"), "the file is no register"),
    ("another table", lambda folder: a_file(folder, "wallets.csv", "wallet_id\n"), "no table is called so"),
    ("no workbook", lambda folder: a_file(folder, "fake.xlsx", "not a zip"), "the file is no Excel workbook"),
    (
        "an unknown column",
        lambda folder: a_file(folder, "providers.csv", "provider_id,name,role,colour\n"),
        "columns",
    ),
    ("a column is lacking", lambda folder: a_file(folder, "providers.csv", "provider_id,name\n"), "columns"),
    (
        "a column twice",
        lambda folder: a_file(folder, "providers.csv", "provider_id,name,role,role\n"),
        "columns",
    ),
    ("empty", lambda folder: a_file(folder, "providers.csv", ""), "columns"),
    (
        "a long row",
        lambda folder: a_file(folder, "providers.csv", "provider_id,name,role\nK,a,cloud,x\n"),
        "length",
    ),
    ("a short row", lambda folder: a_file(folder, "providers.csv", "provider_id,name,role\nK,a\n"), "length"),
    (
        "Shift_JIS",
        lambda folder: _bytes(folder / "providers.csv", "provider_id,name,role\nK,北,cloud\n"),
        "cannot be read",
    ),
]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _bytes(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("cp932"))
    return path


@pytest.mark.parametrize(
    ("make", "message"), [one[1:] for one in BAD_FILES], ids=[one[0] for one in BAD_FILES]
)
def test_a_file_that_is_no_register_is_refused(
    tmp_path: Path, make: Callable[[Path], Path], message: str
) -> None:
    with pytest.raises(RegisterFile, match=message):
        read_file(make(tmp_path))


def test_without_the_package_for_excel_the_extra_is_named(
    book: SmallBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = export_register(book.root, tmp_path / "out.xlsx")
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RegisterFile) as refusal:
        read_file(path)
    assert "hozen[excel]" in str(refusal.value.try_next)


def test_nothing_is_written_over(book: SmallBook, tmp_path: Path) -> None:
    target = a_file(tmp_path, "out.xlsx", "mine")
    with pytest.raises(RegisterFile, match="there is something already"):
        export_register(book.root, target)
    assert target.read_text(encoding="utf-8") == "mine"


def test_a_table_kept_under_other_column_names_is_not_touched(kept: SmallBook, tmp_path: Path) -> None:
    kept.toml += '[columns.provider_persons]\nfunction = "job"\n'
    kept.tables["provider_persons"] = [{"provider_id": "K", "job": "signs", "has_deputy": "true"}]
    kept.write()
    before = whole(kept.root)
    more = "provider_id,function,has_deputy\nK,pays,true\n"
    with pytest.raises(RegisterFile, match="plain form"):
        import_register(a_file(tmp_path, "provider_persons.csv", more), kept.root)
    assert whole(kept.root) == before
