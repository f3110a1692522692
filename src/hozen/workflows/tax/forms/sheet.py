"""A venue's CSV read strictly: a header that is known, cells as they are written in Japan, rows in the order of time."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import NoReturn

from hozen.rules.tax import TaxRefused
from hozen.workflows.strict_csv import Row
from hozen.workflows.tax.events_file import DECIMALS, Cells, instant
from hozen.workflows.tax.forms.given import Given

BY_HAND = "enter it in the events file as a row of its own"
_EXACT = Context(prec=90, traps=[Inexact, InvalidOperation])
_NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,18})?")
_TIME = re.compile(
    r"([0-9]{4})[/-]([0-9]{2})[/-]([0-9]{2}) ([0-9]{2}:[0-9]{2})(:[0-9]{2}(?:\.[0-9]{1,6})?)?( UTC)?"
)
Header = tuple[str, ...]
Reader = Callable[[Row, int, Given], Iterator[Cells]]


def sheet(source: Path, headers: Sequence[Header]) -> list[Row]:
    """The rows below the one line that is a known header; what stands above it is the venue's own heading.

    TaxRefused for another encoding than UTF-8, a header that is not known to the letter, a row of another length.
    """
    lines = _lines(source)
    for place, (_, cells) in enumerate(lines):
        if tuple(cells) in headers:
            return [_row(source.name, number, cells_, tuple(cells)) for number, cells_ in lines[place + 1 :]]
    raise TaxRefused(
        "the columns are not as expected",
        where=f"{source.name}, line 1",
        found=", ".join(lines[0][1]) if lines else "nothing",
        expected=" | ".join(", ".join(one) for one in headers),
        try_next="hozen tax forms: which layouts are known, and from where",
    )


def _lines(source: Path) -> list[tuple[int, list[str]]]:
    raw = source.read_bytes()
    try:
        reader = csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        return [(reader.line_num, cells) for cells in reader if cells]
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise TaxRefused(
            "the file is not UTF-8",
            where=f"{source.name}, line {line}",
            found=raw[error.start : error.end].hex(),
            expected="UTF-8",
            try_next="save it as UTF-8",
        ) from error
    except csv.Error as error:
        raise TaxRefused(
            "the file is not CSV", where=source.name, found=str(error), expected="CSV"
        ) from error


def _row(file: str, number: int, cells: list[str], header: Header) -> Row:
    if len(cells) != len(header):
        raise TaxRefused(
            "a row has another length",
            where=f"{file}, line {number}",
            found=f"{len(cells)} cells",
            expected=f"{len(header)} cells",
        )
    return Row(file, number, dict(zip(header, cells, strict=True)), TaxRefused)


def in_time(rows: Sequence[Row], column: str) -> Iterator[tuple[int, Row]]:
    """(seq, row), earliest first: venues write the newest first or last. Two numbers are kept free for each row."""
    newest_first = len(rows) > 1 and when(rows[0], column) > when(rows[-1], column)
    ordered = reversed(rows) if newest_first else rows
    return ((2 * place, row) for place, row in enumerate(ordered, 1))


def read_all(
    source: Path, given: Given, headers: Sequence[Header], column: str, read: Reader
) -> Iterator[Cells]:
    """Every row of a sheet whose times stand in `column`, by `read`."""
    for seq, row in in_time(sheet(source, headers), column):
        yield from read(row, seq, given)


def when(row: Row, column: str) -> str:
    """'2025/12/05 13:34:05' as an instant in Japan; in UTC where the venue writes that behind it."""
    found = _TIME.fullmatch(row.cells[column])
    text = _iso(*found.groups()) if found else ""
    if instant(text) is None:
        row.refuse(column, "a time in Japan such as 2025/12/05 13:34:05")
    return text


def _iso(year: str, month: str, day: str, minute: str, second: str | None, utc: str | None) -> str:
    return f"{year}-{month}-{day}T{minute}{second or ':00'}{'+00:00' if utc else '+09:00'}"


def number(row: Row, column: str) -> Decimal:
    """A number, thousands with a comma or without; any sign. Exact as written."""
    cell = row.cells[column]
    if not _NUMBER.fullmatch(cell):
        row.refuse(column, "a plain number such as 5,000,000 or -0.015, one currency")
    return Decimal(cell.replace(",", ""))


def optional(row: Row, column: str) -> Decimal | None:
    """As `number`; None for an empty cell."""
    return number(row, column) if row.cells[column] else None


def times(row: Row, column: str, one: Decimal, other: Decimal) -> Decimal:
    """The exact product; a refusal at `column` where it has more decimals than an amount may."""
    return _fits(row, column, _EXACT.multiply(one, other))


def plus(row: Row, column: str, *amounts: Decimal) -> Decimal:
    """The exact sum."""
    whole = Decimal(0)
    for one in amounts:
        whole = _EXACT.add(whole, one)
    return _fits(row, column, whole)


def _fits(row: Row, column: str, amount: Decimal) -> Decimal:
    exponent = amount.normalize(_EXACT).as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMALS:
        row.refuse(column, f"an amount with at most {DECIMALS} decimals", BY_HAND)
    return amount


def plain(amount: Decimal) -> str:
    """The number without its sign, as the events file has it."""
    text = format(amount.copy_abs(), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def kind_of(row: Row, column: str, kinds: Mapping[str, str]) -> str:
    """What the venue's word means. A word that is not known is refused, never passed over."""
    word = row.cells[column]
    if word not in kinds:
        row.refuse(column, "one of " + ", ".join(kinds), BY_HAND)
    return kinds[word]


def asset_of(row: Row, column: str) -> str:
    """The asset's code in capitals."""
    code = row.cells[column].upper()
    if not re.fullmatch("[A-Z0-9][A-Z0-9._-]{0,31}", code):
        row.refuse(column, "the code of an asset such as BTC")
    return code


def not_yen(row: Row, column: str) -> NoReturn:
    """A market that is not in yen: the other coin's value in yen is not in the file."""
    row.refuse(column, "a market in yen", f"the other coin's value in yen is not in the file: {BY_HAND}")
