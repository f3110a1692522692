"""Personal data stays where it is kept: what is shown, logged, kept as evidence or refused never holds it."""

from __future__ import annotations

import stat

import pytest
from carf_book import AT, NUMBER, NUMBERS, PEOPLE, PERSON, book_at, sources_at, written

from hozen.errors import HozenError
from hozen.workflows.carf import CarfInput, build
from hozen.workflows.carf.people import name_people

SECRETS = ("Anna", "Müller", "Köln", "10115", "12345678901", "FR-99", "1980-05-17", "花子", "Otto", "Bonn")


def test_evidence_and_entries_hold_no_personal_data(reported) -> None:
    import pyarrow.parquet as pq

    totals = pq.read_table(reported.folder / "0001/totals.parquet")
    text = totals.to_pandas().to_csv() + (reported.folder / "0001/entry.json").read_text("utf-8")
    assert "D1" in text
    assert [one for one in SECRETS if one in text] == []
    assert [one for one in SECRETS if one in str(reported.built)] == []


def test_the_folder_of_reports_is_for_its_owner_alone(reported) -> None:
    for folder in (reported.folder, reported.folder / "0001"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def refused(tmp_path, people=PEOPLE, numbers=NUMBERS) -> HozenError:
    sources = sources_at(tmp_path / "beside")
    written(sources.people / "people.csv", PERSON, people)
    written(sources.people / "numbers.csv", NUMBER, numbers)
    with pytest.raises(CarfInput) as refusal:
        build(book_at(tmp_path / "book"), 2026, sources, tmp_path / "out", at=AT)
    assert not list(tmp_path.glob("out/*"))
    assert [one for one in SECRETS if one in f"{refusal.value} {refusal.value.__cause__}"] == []
    return refusal.value


@pytest.mark.parametrize(
    ("column", "cell", "name", "shape"),
    [
        (5, "17.05.1980", "birth_date", '"99.99.9999"'),
        (5, "1980-02-30", "birth_date", '"9999-99-99"'),
        (11, "B\uffff", "building", '"AU+FFFF"'),
        (3, "Müller ", "last_name", '"Aaaaaa "'),
        (9, "Ber\x01lin", "city", '"AaaU+0001aaa"'),
        (8, "Germany", "country", '"Aaaaaaa"'),
        (2, "A" * 201, "first_name", f'"{"A" * 40}" … (201 signs)'),
        (
            0,
            "Anna Müller ",
            "customer_id",
            '"Aaaa Aaaaaa "',
        ),  # columns that slipped: a name where an id is due
        (0, "", "customer_id", '""'),
    ],
)
def test_a_bad_cell_is_told_by_column_line_and_shape(
    column, cell, name, shape, duckdb_engine, tmp_path
) -> None:
    rows = [PEOPLE[1], (*PEOPLE[0][:column], cell, *PEOPLE[0][column + 1 :])]
    written(tmp_path / "people.csv", PERSON, rows)
    written(tmp_path / "numbers.csv", NUMBER, NUMBERS)
    with pytest.raises(CarfInput, match=f": {name} is not as expected") as refusal:
        name_people(duckdb_engine, tmp_path)
    assert (refusal.value.where, refusal.value.found) == ("people.csv, line 3", f"{shape}, one of 1")
    assert [one for one in SECRETS if one in str(refusal.value)] == []


def test_a_good_file_is_taken_and_a_row_that_stands_twice_is_not(duckdb_engine, tmp_path) -> None:
    written(tmp_path / "people.csv", PERSON, PEOPLE)
    written(tmp_path / "numbers.csv", NUMBER, NUMBERS)
    assert [one.name for one in name_people(duckdb_engine, tmp_path)] == ["people.csv", "numbers.csv"]
    written(tmp_path / "numbers.csv", NUMBER, (*NUMBERS, NUMBERS[0]))
    with pytest.raises(CarfInput, match="customer_id, person_id, jurisdiction is not as expected") as refusal:
        name_people(duckdb_engine, tmp_path)
    assert refusal.value.where == "numbers.csv, line 4"


@pytest.mark.parametrize(
    ("people", "numbers", "found"),
    [
        ([one for one in PEOPLE if one[1] != "P1"], NUMBERS, "1 missing, the first of customer E1 P1"),
        (PEOPLE, NUMBERS[1:], "1 missing, the first of customer D1"),
        (
            [(*one[:5], "", *one[6:]) if one[0] == "D1" else one for one in PEOPLE],
            NUMBERS,
            "1 missing, the first of customer D1",
        ),
    ],
    ids=["no person", "no number", "no birth day"],
)
def test_what_is_missing_is_told(people, numbers, found, tmp_path) -> None:
    assert refused(tmp_path, people, numbers).found == found


def test_a_row_that_cannot_be_read_is_not_quoted(duckdb_engine, tmp_path) -> None:
    written(tmp_path / "numbers.csv", NUMBER, NUMBERS)
    path = written(tmp_path / "people.csv", PERSON, PEOPLE)
    path.write_text(path.read_text("utf-8") + 'D9,,"Anna" Müller,\n', "utf-8")
    with pytest.raises(CarfInput, match="cannot be read") as refusal:
        name_people(duckdb_engine, tmp_path)
    assert "Müller" not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_file_that_is_no_parquet_is_refused_and_not_quoted(duckdb_engine, tmp_path) -> None:
    written(tmp_path / "numbers.csv", NUMBER, NUMBERS)
    (tmp_path / "people.parquet").write_text("Anna Müller, cut off", "utf-8")
    with pytest.raises(CarfInput, match="the file cannot be read") as refusal:
        name_people(duckdb_engine, tmp_path)
    assert "Müller" not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_the_columns_and_the_files_are_asked_for(duckdb_engine, tmp_path) -> None:
    written(tmp_path / "people.csv", PERSON, PEOPLE)
    with pytest.raises(CarfInput, match="not one file of numbers"):
        name_people(duckdb_engine, tmp_path)
    written(tmp_path / "numbers.csv", NUMBER[:-1], [])
    with pytest.raises(CarfInput, match="columns are not as expected"):
        name_people(duckdb_engine, tmp_path)
