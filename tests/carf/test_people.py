"""Personal data stays where it is kept: what is shown, logged, kept as evidence or refused never holds it."""

from __future__ import annotations

import stat

import pytest
from carf_book import AT, NUMBER, NUMBERS, PEOPLE, PERSON, book_at, sources_at, written

from hozen.errors import HozenError
from hozen.workflows.carf import CarfInput, build

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
    ("column", "cell", "message"),
    [
        (5, "17.05.1980", "birth_date is not as expected"),
        (3, "Müller ", "last_name is not as expected"),
        (9, "Ber\x01lin", "city is not as expected"),
        (8, "Germany", "country is not as expected"),
        (2, "A" * 201, "first_name is not as expected"),
        (3, "", "somebody who is reported is not on file"),
        (9, "", "somebody who is reported is not on file"),
        (5, "", "somebody who is reported is not on file"),
    ],
)
def test_a_bad_cell_is_told_by_column_and_customer(column, cell, message, tmp_path) -> None:
    rows = [(*one[:column], cell, *one[column + 1 :]) if one[0] == "D1" else one for one in PEOPLE]
    refusal = refused(tmp_path, people=rows)
    assert refusal.message == message
    assert "customer D1" in str(refusal.found)


def test_what_is_missing_is_told(tmp_path) -> None:
    without = [one for one in PEOPLE if one[1] != "P1"]
    assert refused(tmp_path / "a", people=without).found == "1 missing, the first of customer E1 P1"
    assert refused(tmp_path / "b", numbers=NUMBERS[1:]).found == "1 missing, the first of customer D1"
    assert (
        refused(tmp_path / "c", people=(*PEOPLE, PEOPLE[0])).message
        == "customer_id, person_id is not as expected"
    )


def test_a_row_that_cannot_be_read_is_not_quoted(tmp_path) -> None:
    sources = sources_at(tmp_path / "beside")
    path = sources.people / "people.csv"
    path.write_text(path.read_text("utf-8") + 'D9,,"Anna" Müller,\n', "utf-8")
    with pytest.raises(CarfInput, match="cannot be read") as refusal:
        build(book_at(tmp_path / "book"), 2026, sources, tmp_path / "out", at=AT)
    shown = refusal.value
    assert "Müller" not in f"{shown}"
    assert shown.__suppress_context__


def test_the_columns_and_the_files_are_asked_for(tmp_path) -> None:
    sources = sources_at(tmp_path / "beside")
    (sources.people / "numbers.csv").unlink()
    with pytest.raises(CarfInput, match="not one file of numbers"):
        build(book_at(tmp_path / "book"), 2026, sources, tmp_path / "out", at=AT)
    written(sources.people / "numbers.csv", NUMBER[:-1], [])
    with pytest.raises(CarfInput, match="columns are not as expected"):
        build(tmp_path / "book", 2026, sources, tmp_path / "out", at=AT)
