"""A file of incidents is read strictly: a bad cell is refused with its line and column."""

from __future__ import annotations

import csv
from importlib.resources import files
from io import StringIO

import pytest

from hozen.workflows.replay.errors import IncidentFileError
from hozen.workflows.replay.read_firm_sizes import COLUMNS as SIZE_COLUMNS
from hozen.workflows.replay.read_firm_sizes import read_firm_sizes
from hozen.workflows.replay.read_incidents import COLUMNS, read_incidents

DATA = files("hozen.workflows.replay") / "data"
LINES = (DATA / "incidents.csv").read_text("utf-8").splitlines()
ZAIF = next(line for line in LINES if ",zaif-2018," in line)


def written(**changes: str) -> bytes:
    """The Zaif row with some cells changed."""
    cells = dict(zip(COLUMNS, next(csv.reader([ZAIF])), strict=True)) | changes
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([COLUMNS, [cells[name] for name in COLUMNS]])
    return out.getvalue().encode()


def test_the_row_as_it_stands_is_read() -> None:
    assert read_incidents(written(), "f.csv")[0].name == "zaif-2018"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("yen_m", "6,700"),
        ("yen_m", "6700.5"),
        ("yen_m", "-6700"),
        ("yen_m", "1e400"),
        ("yen_m", "０"),
        ("yen_m", "NaN"),
        ("usd_m", "inf"),
        ("usd_m", "59,7"),
        ("usd_jpy", ""),
        ("usd_jpy", "1e2"),
        ("customer_yen", "4.5bn"),
        ("customer_yen", "true"),
        ("day", "2018-09-31"),
        ("day", "14/09/2018"),
        ("day", "20180914"),
        ("kind", "hack"),
        ("whose", ""),
        ("confidence", "sure"),
        ("registered_jp", "True"),
        ("yen_basis", "guessed"),
        ("yen_basis", ""),
        ("customer_basis", ""),
        ("unverified", "everything"),
        ("unverified", "days  usd"),
        ("paid_by", "somebody"),
        ("sources", ""),
        ("sources", "a newspaper"),
        ("name", "Zaif 2018"),
        ("id", "2018-9-zaif"),
        ("firm", ""),
        ("firm", " Zaif"),
        ("outcome", "two\nlines"),
        ("days", "69.0"),
    ],
)
def test_a_bad_cell_is_refused_with_its_line_and_column(column: str, cell: str) -> None:
    with pytest.raises(IncidentFileError) as refused:
        read_incidents(written(**{column: cell}), "f.csv")
    assert refused.value.where is not None
    assert refused.value.where.startswith("f.csv, line ")
    assert refused.value.where.endswith(f"column {column}")
    assert refused.value.found == repr(cell)


def test_converted_yen_need_their_dollars() -> None:
    with pytest.raises(IncidentFileError, match="column usd_m"):
        read_incidents(written(yen_basis="converted", usd_m=""), "f.csv")


@pytest.mark.parametrize("column", ["id", "name", "aliases"])
def test_a_name_that_another_incident_has_is_refused(column: str) -> None:
    other = {"id": "2019-09-other", "name": "other-2019", "aliases": "other"}
    del other[column]
    second = written(**other).split(b"\n", 1)[1]
    with pytest.raises(IncidentFileError, match=f"line 3, column {column}"):
        read_incidents(written() + second, "f.csv")


def test_the_packaged_file_with_a_cell_too_many_names_the_line() -> None:
    with pytest.raises(IncidentFileError, match="line 2"):
        read_incidents(written()[:-1] + b",more\n", "f.csv")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "columns are not as expected"),
        (b"id,name\n", "columns are not as expected"),
        (b"\xef\xbb\xbf" + written(), "columns are not as expected"),
        (written().replace(b"Zaif", "流出".encode("cp932"), 1), "not UTF-8"),
        (written() + b'"open', "not CSV"),
    ],
)
def test_another_kind_of_file_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(IncidentFileError, match=says):
        read_incidents(raw, "f.csv")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("nobody-2018,volume,2017-07,1,JPY,spot,reported,high,https://a", "incident"),
        ("zaif-2018,staff,2017-07,1,JPY,spot,reported,high,https://a", "measure"),
        ("zaif-2018,volume,2017-13,1,JPY,spot,reported,high,https://a", "period"),
        ("zaif-2018,volume,2017-07,-1,JPY,spot,reported,high,https://a", "value_m"),
        ("zaif-2018,volume,2017-07,1,KRW,spot,reported,high,https://a", "currency"),
        ("zaif-2018,volume,2017-07,1,JPY,,reported,high,https://a", "product"),
        ("zaif-2018,custody,2017-07,1,JPY,spot,reported,high,https://a", "product"),
        ("zaif-2018,custody,2017-07,1,JPY,,guessed,high,https://a", "basis"),
        ("zaif-2018,custody,2017-07,1,JPY,,reported,high,a paper", "source"),
    ],
)
def test_a_bad_size_is_refused_with_its_column(row: str, column: str) -> None:
    raw = "\n".join([",".join(SIZE_COLUMNS), row, ""]).encode()
    with pytest.raises(IncidentFileError, match=f"line 2, column {column}"):
        read_firm_sizes(raw, "sizes.csv", read_incidents(written(), "f.csv"))


def test_a_month_counted_twice_is_refused() -> None:
    row = "zaif-2018,volume,2017-07,1,JPY,spot,reported,high,https://a"
    raw = "\n".join([",".join(SIZE_COLUMNS), row, row, ""]).encode()
    with pytest.raises(IncidentFileError, match="line 3"):
        read_firm_sizes(raw, "sizes.csv", read_incidents(written(), "f.csv"))
