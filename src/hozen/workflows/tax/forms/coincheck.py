"""Coincheck's list of purchases at its own price (buys.csv), in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hozen.workflows.strict_csv import Row
from hozen.workflows.tax.events_file import Cells
from hozen.workflows.tax.forms.given import Given
from hozen.workflows.tax.forms.sheet import asset_of, kind_of, not_yen, number, plain, read_all, when

HEADERS = (("ID", "Amount", "Price", "Trading Currency", "Original Currency", "Progress", "Time"),)
_DONE = {"completed": "done"}


def coincheck_buys(source: Path, given: Given) -> Iterator[Cells]:
    """Each purchase; the price is that of the whole amount."""
    return read_all(source, given, HEADERS, "Time", _buy)


def _buy(row: Row, seq: int, given: Given) -> Iterator[Cells]:
    kind_of(row, "Progress", _DONE)
    if row.cells["Original Currency"] != "JPY":
        not_yen(row, "Original Currency")
    qty, yen = (plain(number(row, name)) for name in ("Amount", "Price"))
    at, asset = when(row, "Time"), asset_of(row, "Trading Currency")
    yield row.line, given.plain(at, str(seq), "buy", asset, qty, yen, "0")
