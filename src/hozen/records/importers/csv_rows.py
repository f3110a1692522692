"""A CSV file as rows by column name, in bounded memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from hozen.records.importers.errors import Place
from hozen.records.importers.text_lines import lines


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row; `cells` by our name for each column, '' where an optional column is absent."""

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells[name].strip()

    def field(self, name: str) -> Place:
        """The place of a cell."""
        return self.place.field(name)

    def filled(self, name: str) -> str:
        """A cell that is not empty."""
        if not self[name]:
            self.field(name).refuse("a cell is empty", "", "a value")
        return self[name]


@dataclass(frozen=True, slots=True)
class Columns:
    """Our names → the file's own names, the needed ones and those a file may lack."""

    needed: Mapping[str, str]
    optional: Mapping[str, str]

    def renamed(self, theirs: Mapping[str, str]) -> Columns:
        """The same with other names in the file."""
        return Columns(
            {name: theirs.get(name, text) for name, text in self.needed.items()},
            {name: theirs.get(name, text) for name, text in self.optional.items()},
        )

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a header has every needed column."""
        return {_plain(text) for text in self.needed.values()} <= {_plain(text) for text in header}

    def places(self, header: Sequence[str], place: Place) -> dict[str, int]:
        """Our name → position. Refuses a header that lacks a needed column or has one twice."""
        plain = [_plain(text) for text in header]
        missing = [text for text in self.needed.values() if _plain(text) not in plain]
        if missing:
            place.refuse(
                "the file lacks columns",
                ", ".join(header),
                ", ".join(missing),
                "name the file's own columns in the mapping: [columns]",
            )
        wanted = {**self.needed, **self.optional}
        for text in wanted.values():
            if plain.count(_plain(text)) > 1:
                place.refuse("a column stands twice", text, "each column once")
        return {name: plain.index(_plain(text)) for name, text in wanted.items() if _plain(text) in plain}


def table_of(stream: BinaryIO, file: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header, and (line, cells) of every row; UTF-8.

    Refuses broken quotes, rows of another length, and a file without rows: it may have been cut off.
    """
    reader = csv.reader((f"{text}\n" for _, text in lines(stream, file, "utf-8")), strict=True)
    rows = _rows(reader, file)
    _, header = next(rows, (0, []))
    if not header:
        Place(file).refuse("the file is empty", "0 rows", "a line of column names")
    return header, _same_length(_not_none(rows, file), len(header), file)


def named(
    rows: Iterator[tuple[int, list[str]]], places: Mapping[str, int], columns: Columns, file: str
) -> Iterator[CsvRow]:
    """Rows with cells by our names."""
    absent = dict.fromkeys(columns.optional, "")
    for line, cells in rows:
        yield CsvRow(Place(file, f"line {line}"), absent | {name: cells[at] for name, at in places.items()})


def _rows(reader: Iterator[list[str]], file: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for cells in reader:
            number = getattr(reader, "line_num", number + 1)
            if cells:
                yield number, cells
    except csv.Error as error:
        Place(file, f"line {getattr(reader, 'line_num', number)}").refuse(
            "the file is not CSV, or was cut off", str(error), 'CSV with " as quote'
        )


def _not_none(rows: Iterator[tuple[int, list[str]]], file: str) -> Iterator[tuple[int, list[str]]]:
    first = next(rows, None)
    if first is None:
        Place(file, "line 2").refuse(
            "nothing is in the file but column names",
            "0 rows",
            "a row for each line of the statement",
            "fetch it again; if the day truly had nothing, there is nothing to import: leave the file out",
        )
    return chain([first], rows)


def _same_length(
    rows: Iterator[tuple[int, list[str]]], length: int, file: str
) -> Iterator[tuple[int, list[str]]]:
    for line, cells in rows:
        if len(cells) != length:
            Place(file, f"line {line}").refuse(
                "a row has another length", f"{len(cells)} cells", f"{length} cells"
            )
        yield line, cells


def _plain(text: str) -> str:
    """Column names are compared without case, blanks and underscores."""
    return "".join(text.lower().replace("_", " ").split())
