"""A CSV file read strictly: known columns in their order, and every refusal shows line and column."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from io import BytesIO, TextIOWrapper
from typing import NoReturn, TypeVar

from hozen.errors import HozenError

E = TypeVar("E", bound=Enum)

_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name; `line` is the line of the file on which it ends, `refusal` what a bad cell raises."""

    file: str
    line: int
    cells: dict[str, str]
    refusal: type[HozenError]

    def refuse(self, column: str, expected: str, try_next: str | None = None) -> NoReturn:
        """Raise the refusal for the cell."""
        raise self.refusal(
            f"the cell {column} is not as expected",
            where=f"{self.file}, line {self.line}, column {column}",
            found=repr(self.cells[column]),
            expected=expected,
            try_next=try_next,
        )

    def text(self, column: str) -> str:
        """A text that may be empty, without blanks around it or a line break in it."""
        cell = self.cells[column]
        if cell != cell.strip() or not cell.isprintable():
            self.refuse(column, "one line of text without blanks around it")
        return cell

    def filled(self, column: str, pattern: str = ".+") -> str:
        """A text that is not empty and has the form of `pattern`."""
        cell = self.text(column)
        if not re.fullmatch(pattern, cell):
            self.refuse(column, f"a text of the form {pattern}")
        return cell

    def words(self, column: str, known: Sequence[str] | None = None) -> tuple[str, ...]:
        """Words separated by one blank; out of `known` where given; none twice."""
        cell = self.text(column)
        words = tuple(cell.split(" ")) if cell else ()
        if "" in words or len(set(words)) < len(words):
            self.refuse(column, "different words separated by one blank")
        if known is not None and not set(words) <= set(known):
            self.refuse(column, "words out of " + ", ".join(known))
        return words

    def choice(self, column: str, choices: Sequence[str]) -> str:
        """One of `choices`."""
        cell = self.cells[column]
        if cell not in choices:
            self.refuse(column, "one of " + ", ".join(repr(one) for one in choices))
        return cell

    def member(self, column: str, kind: type[E]) -> E:
        """A member of an enum by its value."""
        return kind(self.choice(column, [str(one.value) for one in kind]))

    def flag(self, column: str) -> bool:
        """'yes' or 'no'."""
        return self.choice(column, ("yes", "no")) == "yes"

    def day(self, column: str) -> date:
        """A day written 2024-05-31."""
        cell = self.cells[column]
        try:
            return date.fromisoformat(cell if _DAY.fullmatch(cell) else "")
        except ValueError:
            self.refuse(column, "a day such as 2024-05-31")

    def decimal(self, column: str) -> Decimal:
        """A plain decimal, ≥ 0, exact as written."""
        cell = self.cells[column]
        if not _DECIMAL.fullmatch(cell):
            self.refuse(column, "a plain decimal ≥ 0 such as 59.7")
        return Decimal(cell)

    def whole(self, column: str) -> int:
        """A plain whole number ≥ 0."""
        cell = self.cells[column]
        if not _WHOLE.fullmatch(cell):
            self.refuse(column, "a whole number ≥ 0 without separators")
        return int(cell)

    def decimal_or_none(self, column: str) -> Decimal | None:
        """Like `decimal`; an empty cell is None: not known."""
        return self.decimal(column) if self.cells[column] else None

    def whole_or_none(self, column: str) -> int | None:
        """Like `whole`; an empty cell is None: not known."""
        return self.whole(column) if self.cells[column] else None


def rows(raw: bytes, file: str, columns: Sequence[str], refusal: type[HozenError]) -> Iterator[Row]:
    """Every row of a UTF-8 CSV file. Raises `refusal` for another encoding, header or row length."""
    for line, cells in cells_of(raw, file, columns, refusal):
        yield Row(file, line, dict(zip(columns, cells, strict=True)), refusal)


def cells_of(
    raw: bytes, file: str, columns: Sequence[str], refusal: type[HozenError]
) -> Iterator[tuple[int, list[str]]]:
    """As `rows`, for files of a million rows: (line on which the row ends, its cells)."""

    def misfit(line: int, message: str, found: str, expected: str) -> HozenError:
        return refusal(message, where=f"{file}, line {line}", found=found, expected=expected)

    _decodes(raw, misfit)
    # Decoded piece by piece: a text of the whole would take four bytes for each of its characters.
    reader = csv.reader(TextIOWrapper(BytesIO(raw), encoding="utf-8", newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != list(columns):
            raise misfit(1, "the columns are not as expected", ", ".join(header), ", ".join(columns))
        for cells in reader:
            if len(cells) != len(columns):
                found, expected = f"{len(cells)} cells", f"{len(columns)} cells"
                raise misfit(reader.line_num, "a row has another length", found, expected)
            yield reader.line_num, cells
    except csv.Error as error:
        raise misfit(reader.line_num, "the file is not CSV", str(error), 'CSV with " as quote') from error


def lines_of(
    raw: bytes, file: str, columns: Sequence[str], refusal: type[HozenError]
) -> Iterator[tuple[int, str | list[str]]]:
    """As `cells_of`, but each row as it is written where no cell of the file is quoted: its line is then its cells with
    commas between, and need not be taken apart."""
    if b'"' in raw or b"\r" in raw or not raw.startswith(f"{','.join(columns)}\n".encode()):
        yield from cells_of(raw, file, columns, refusal)
        return

    def misfit(line: int, message: str, found: str, expected: str) -> HozenError:
        return refusal(message, where=f"{file}, line {line}", found=found, expected=expected)

    _decodes(raw, misfit)
    commas = len(columns) - 1
    text = TextIOWrapper(BytesIO(raw), encoding="utf-8", newline="\n")
    next(text)
    for number, written in enumerate(text, 2):
        row = written.removesuffix("\n")
        if row.count(",") != commas:
            found = f"{row.count(',') + bool(row)} cells"
            raise misfit(number, "a row has another length", found, f"{len(columns)} cells")
        yield number, row


def _decodes(raw: bytes, misfit: Callable[[int, str, str, str], HozenError]) -> None:
    try:
        if not raw.isascii():
            raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise misfit(line, "the file is not UTF-8", raw[error.start : error.end].hex(), "UTF-8") from error
