"""氏名・住所等の受入れ: names, addresses, birth days and taxpayers' numbers, kept apart from the book.

They live in a folder of their own. The book, evidence and messages on the screen never hold them: a refusal names a
file, a column, a line and a count, of the cell its shape alone, and what an engine says of a row is not passed on.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from hozen.engine import Engine, EngineError
from hozen.records import Query
from hozen.records.sql_words import finds, whole_match
from hozen.workflows.carf.errors import CarfInput
from hozen.workflows.case_folder import sha256_of

PEOPLE = (
    *("customer_id", "person_id", "first_name", "last_name", "name"),
    *("birth_date", "birth_city", "birth_country"),
    *("country", "city", "street", "building", "district", "post_code", "subentity", "address_more"),
)
NUMBERS = ("customer_id", "person_id", "jurisdiction", "tin")
_TABLES = {"people": PEOPLE, "numbers": NUMBERS}
_FORMS = {
    "people": {
        "birth_date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "birth_country": "[A-Z]{2}",
        "country": "[A-Z]{2}",
    },
    "numbers": {"jurisdiction": "[A-Z]{2}", "tin": ".+"},
}
_LONGEST = 200
_SHAPE = 40  # signs of a shape that are shown
# One line of text that XML 1.0 takes. Written out, since the engines read a backslash differently.
_NO_TEXT = "[^ -~\u0080-\ufffd\U00010000-\U0010ffff]"


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """氏名等のファイル: what is kept of a file of personal data: its name and its SHA-256."""

    name: str
    sha256: str


def name_people(engine: Engine, folder: Path) -> tuple[PeopleFile, ...]:
    """Name the views carf_people and carf_numbers over the folder's files. CarfInput, without any cell, for a fault."""
    found = []
    for table, columns in _TABLES.items():
        path = _file(folder, table)
        _columns(path, columns)
        _view(engine, path, table, columns)
        _refuse_bad(engine, path, table, columns)
        found.append(PeopleFile(path.name, sha256_of(path)))
    return tuple(found)


def _file(folder: Path, table: str) -> Path:
    found = [path for kind in ("parquet", "csv") if (path := folder / f"{table}.{kind}").is_file()]
    if len(found) != 1:
        raise CarfInput(
            f"the folder has not one file of {table}",
            where=str(folder),
            found=f"{len(found)} files",
            expected=f"{table}.csv or {table}.parquet",
        )
    return found[0]


def _columns(path: Path, columns: tuple[str, ...]) -> None:
    try:
        names = _names(path)
    except (OSError, ValueError, csv.Error):  # pyarrow's refusal of what is no Parquet is a ValueError
        _unreadable(path)
    if sorted(names) != sorted(columns):
        raise CarfInput("the columns are not as expected", where=path.name, expected=", ".join(columns))


def _names(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        return list(pq.read_schema(path).names)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return next(csv.reader(file), [])


def _view(engine: Engine, path: Path, table: str, columns: tuple[str, ...], *, placed: bool = False) -> str:
    """The view carf_<table>; placed: carf_placed_<table>, which has each row's number as `place`."""
    name = f"carf_placed_{table}" if placed else f"carf_{table}"
    cells = [*map(_cell, columns), *(["file_row_number AS place"] if placed else [])]
    try:
        source = engine.scan([path], path.suffix.removeprefix("."), {"position": "true"} if placed else {})
        engine.view(name, f"SELECT {', '.join(cells)} FROM {source}")
    except EngineError:
        _unreadable(path)
    return name


def _cell(column: str) -> str:
    text = f"CAST({column} AS STRING)"
    return f"coalesce({text}, '') AS {column}" if column == "person_id" else f"nullif({text}, '') AS {column}"


def _refuse_bad(engine: Engine, path: Path, table: str, columns: tuple[str, ...]) -> None:
    """One pass over the file for every column, and one for rows that stand twice; a row's place where one is bad."""
    counts = ", ".join(f"count(CASE WHEN {_bad(table, one)} THEN 1 END) AS n_{one}" for one in columns)
    ((*found,),) = _asked(engine, path, f"SELECT {counts} FROM carf_{table}")
    for column, count in zip(columns, found, strict=True):
        if count:
            placed = _view(engine, path, table, columns, placed=True)
            bad = f"SELECT place, {column} FROM {placed} WHERE {_bad(table, column)}"
            ((place, cell),) = _asked(engine, path, f"{bad} ORDER BY place LIMIT 1")
            _refuse(column, path, place, f"{shape(cell)}, one of {count}", _expected(table, column))
    keys = "customer_id, person_id" + (", jurisdiction" if table == "numbers" else "")
    if _asked(engine, path, f"SELECT 1 AS n FROM carf_{table} GROUP BY {keys} HAVING count(*) > 1 LIMIT 1"):
        placed = _view(engine, path, table, columns, placed=True)
        counted = f"row_number() OVER (PARTITION BY {keys} ORDER BY place) AS n"
        again = f"SELECT min(place) AS place FROM (SELECT place, {counted} FROM {placed}) AS a WHERE n = 2"
        ((place,),) = _asked(engine, path, again)
        _refuse(keys, path, place, "a row of the same", "one row for each")


def _asked(engine: Engine, path: Path, text: str) -> list[Any]:
    try:
        return list(engine.rows(Query("people", text, ())))
    except EngineError:
        _unreadable(path)


def _refuse(column: str, path: Path, place: int, found: str, expected: str) -> NoReturn:
    line = f"line {place + 1}" if path.suffix == ".csv" else f"row {place}"  # a CSV has a line of headings
    raise CarfInput(
        f"{column} is not as expected", where=f"{path.name}, {line}", found=found, expected=expected
    )


def shape(cell: object) -> str:
    """What may be shown of a cell: letters as a or A, digits as 9, what cannot be seen by its number."""
    text = "" if cell is None else str(cell)
    cut = f" … ({len(text)} signs)" if len(text) > _SHAPE else ""
    return f'"{"".join(map(_sign, text[:_SHAPE]))}"{cut}'


def _sign(sign: str) -> str:
    if sign.isdigit():
        return "9"
    if sign.isalpha():
        return "A" if sign.isupper() else "a"
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"


def _bad(table: str, column: str) -> str:
    bad = [finds(column, _NO_TEXT), f"{column} <> trim({column})", f"length({column}) > {_LONGEST}"]
    if column == "customer_id" or (table == "numbers" and column != "person_id"):
        bad.append(f"{column} IS NULL")
    form = _FORMS[table].get(column)
    bad += [f"NOT ({whole_match(column, form)})"] if form else []
    bad += (
        [f"({column} IS NOT NULL AND try_cast({column} AS DATE) IS NULL)"] if column == "birth_date" else []
    )
    return " OR ".join(bad)


def _expected(table: str, column: str) -> str:
    form = _FORMS[table].get(column)
    return f"{form or 'one line of text'}, at most {_LONGEST} signs, no blanks around it"


def _unreadable(path: Path) -> NoReturn:
    # From nothing: the engine's own words may quote a row, and a row holds a name.
    raise CarfInput("the file cannot be read", where=path.name, expected="UTF-8 CSV or Parquet") from None
