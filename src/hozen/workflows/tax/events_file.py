"""The customer's file of events: one CSV, one row per event, from every venue and wallet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.rules.tax.events import Kind, TaxEvent
from hozen.workflows.strict_csv import Row, cells_of, lines_of

DECIMALS = 18  # of a coin: the most that any asset in use has
COLUMNS = (
    "at",
    "seq",
    "kind",
    "asset",
    "qty",
    "yen",
    "fee",
    "market",
    "cost",
    "to_asset",
    "to_qty",
    "known",
    "deemed",
    "registered",
    "venue",
)
Cells = tuple[int, list[str]]  # a line, and the cells of the row that ends on it
Written = tuple[int, str | list[str]]  # the same, or the row as it is written where no cell is quoted
_NOTHING = Fraction(0)
_FLAG = ("", "yes", "no")
_KINDS = {one.value: one for one in Kind}
NUMBER = r"(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,18})?"
_NUMBER = re.compile(NUMBER)
_ASSET = "[A-Z0-9][A-Z0-9._-]{0,31}"
_PLAIN_ROW = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})),"  # at
    r"(0|[1-9][0-9]{0,17}|),([a-z_]+),"  # seq, kind
    rf"({_ASSET}),(0|[1-9][0-9]{{0,29}})(?:\.([0-9]{{1,18}}))?,"  # asset, qty
    rf"({NUMBER}),({NUMBER}|),"  # yen, fee
    r",,,,,,(yes|no|),([^,\"\x00-\x1f]*)"  # registered, venue
)
is_plain_row = _PLAIN_ROW.fullmatch
is_number, is_asset = _NUMBER.fullmatch, re.compile(_ASSET).fullmatch
is_venue = re.compile(r"[^\s,\"](?:[^,\"\x00-\x1f]*[^\s,\"])?").fullmatch


def read_events(path: Path) -> list[TaxEvent]:
    """Every event of the file, each an object: for files of a few rows, and as the plain version of `read_book`."""
    return [_event(_row(path.name, line, cells)) for line, cells in file_cells(path)]


def file_cells(path: Path) -> Iterator[Cells]:
    """(line, cells) of an events file. TaxRefused where there is none."""
    return cells_of(_bytes(path), path.name, COLUMNS, TaxRefused)


def file_rows(path: Path) -> Iterator[Written]:
    """As `file_cells`, each row as it is written where that is the same: for files of a million rows."""
    return lines_of(_bytes(path), path.name, COLUMNS, TaxRefused)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise TaxRefused(
            "no such file", where=str(path), expected="a CSV of events", try_next="hozen tax import"
        )
    return path.read_bytes()


def cells(row: str | list[str]) -> list[str]:
    """The cells of a row."""
    return row.split(",") if isinstance(row, str) else row


def text(row: str | list[str]) -> str:
    """The row as it is written; no cell of ours needs quotes."""
    return row if isinstance(row, str) else ",".join(row)


def event_of(file: str, line: int, cells: Sequence[str]) -> TaxEvent:
    """One row as an event. TaxRefused for a row that is not as it should be, with its line."""
    return _event(_row(file, line, cells))


def _row(file: str, line: int, cells: Sequence[str]) -> Row:
    return Row(file, line, dict(zip(COLUMNS, cells, strict=True)), TaxRefused)


def units_of(text: str) -> int | None:
    """'0.5' in units of 10^-18 of a coin; None for what is no plain decimal. No digit is lost."""
    if not _NUMBER.fullmatch(text):
        return None
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(DECIMALS, "0"))


def coins(units: int) -> str:
    """Units of 10^-18 as a plain decimal, without needless noughts."""
    digits = str(abs(units)).rjust(DECIMALS + 1, "0")
    text = f"{digits[:-DECIMALS]}.{digits[-DECIMALS:]}".rstrip("0").rstrip(".")
    return f"-{text}" if units < 0 else text


def instant(text: str) -> datetime | None:
    """An instant with its time zone; None for any other text."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _event(row: Row) -> TaxEvent:
    at = instant(row.cells["at"])
    if at is None:
        row.refuse("at", "an instant with its time zone such as 2026-03-01T12:00:00+09:00")
    return TaxEvent(
        at=at,
        kind=_KINDS.get(row.cells["kind"]) or row.member("kind", Kind),
        asset=row.filled("asset", _ASSET),
        units=_units(row, "qty"),
        yen=_yen(row, "yen"),
        fee=_yen(row, "fee") or _NOTHING,
        market=_yen(row, "market"),
        cost=_yen(row, "cost"),
        to_asset=row.filled("to_asset", _ASSET) if row.cells["to_asset"] else "",
        to_units=_units(row, "to_qty") if row.cells["to_qty"] else 0,
        known=row.choice("known", _FLAG) != "no",
        deemed=row.choice("deemed", _FLAG) == "yes",
        registered=row.choice("registered", _FLAG) == "yes",
        seq=row.whole("seq") if row.cells["seq"] else 0,
        where=f"{row.file}, line {row.line}",
        venue=row.cells["venue"],
    )


def _units(row: Row, column: str) -> int:
    found = units_of(row.cells[column])
    if not found:
        row.refuse(column, "a plain decimal above 0 with at most 18 places, one currency, such as 0.5")
    return found


def _yen(row: Row, column: str) -> Fraction | None:
    cell = row.cells[column]
    if cell and not _NUMBER.fullmatch(cell):
        row.refuse(column, "plain yen ≥ 0 such as 1845000, or nothing")
    if not cell:
        return None
    return Fraction(int(cell)) if cell.isdigit() else Fraction(cell)


def line(cells: Iterable[str]) -> str:
    """One row of a CSV file; no cell of ours needs quotes."""
    return ",".join(cells) + "\n"


def before_more(path: Path, columns: Iterable[str]) -> str:
    """What a CSV file holds, ready for a row behind it: its header where there is no file, its last line ended."""
    if not path.is_file():
        return line(columns)
    text = path.read_text("utf-8")
    return text if text.endswith("\n") else f"{text}\n"


def bytes_of(path: Path, what: str) -> bytes:
    """A file that was named. TaxRefused where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise TaxRefused(
            "the file cannot be read", where=str(path), found=error.strerror, expected=f"a CSV of {what}"
        ) from error
