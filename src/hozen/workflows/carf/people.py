"""氏名・住所等の受入れ: names, addresses, birth days and taxpayers' numbers, kept apart from the book.

They live in a folder of their own. The book, evidence and messages on the screen never hold them: a refusal names a
file, a column, the firm's own ids and a count, and what an engine says of a row is not passed on.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from hozen.engine import Engine, EngineError
from hozen.records import Query
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


def _view(engine: Engine, path: Path, table: str, columns: tuple[str, ...]) -> None:
    cells = ", ".join(_cell(one) for one in columns)
    try:
        source = engine.scan([path], path.suffix.removeprefix("."), {})
        engine.view(f"carf_{table}", f"SELECT {cells} FROM {source}")
    except EngineError:
        _unreadable(path)


def _cell(column: str) -> str:
    text = f"CAST({column} AS VARCHAR)"
    return f"coalesce({text}, '') AS {column}" if column == "person_id" else f"nullif({text}, '') AS {column}"


def _refuse_bad(engine: Engine, path: Path, table: str, columns: tuple[str, ...]) -> None:
    """One pass over the file for every column, and for rows that stand twice."""
    keys = "customer_id, person_id" + (", jurisdiction" if table == "numbers" else "")
    asked = {
        column: f"SELECT customer_id FROM carf_{table} WHERE {_bad(table, column)}" for column in columns
    }
    asked[keys] = f"SELECT customer_id FROM carf_{table} GROUP BY {keys} HAVING count(*) > 1"
    parts = [
        f"SELECT {number} AS place, count(*) AS n, min(customer_id) AS first FROM ({rows}) AS b"
        for number, rows in enumerate(asked.values())
    ]
    text = (
        f"SELECT place, n, first FROM ({' UNION ALL '.join(parts)}) AS a WHERE n > 0 ORDER BY place LIMIT 1"
    )
    try:
        found = engine.rows(Query("people", text, ()))
    except EngineError:
        _unreadable(path)
    for number, count, first in found:
        column = list(asked)[number] if isinstance(number, int) else ""
        raise CarfInput(
            f"{column} is not as expected",
            where=path.name,
            found=f"{count} rows, the first of customer {first}",
            expected="one row for each" if column == keys else _expected(table, column),
        )


def _bad(table: str, column: str) -> str:
    # What XML 1.0 does not take, and what would break a line.
    bad = [
        f"regexp_matches({column}, '[\\x00-\\x1f\\x7f\\x{{FFFE}}\\x{{FFFF}}]')",
        f"{column} <> trim({column})",
    ]
    bad += [f"length({column}) > {_LONGEST}"]
    if column == "customer_id" or (table == "numbers" and column != "person_id"):
        bad.append(f"{column} IS NULL")
    form = _FORMS[table].get(column)
    bad += [f"NOT regexp_full_match({column}, '{form}')"] if form else []
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
