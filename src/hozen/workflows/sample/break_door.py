"""Faults that the door refuses: rows and files that are not as the contracts ask."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hozen.workflows.sample.job import Job
from hozen.workflows.sample.plants import Said
from hozen.workflows.sample.rows import Row, Value

STRANGER = "W999999999"  # a wallet that nobody lists
# (subject, amount, unit) of each fault.
_SAID: Mapping[str, Said] = {
    "no_price": ("BTC", 1, "price"),
    "bad_row": ("wallet_balances, prices", 2, "rows"),
    "duplicate_row": ("wallet_balances", 1, "row"),
    "unknown_wallet": ("wallet_balances", 1, "row"),
    "truncated_file": ("customer_balances", 1, "file"),
}


def said() -> Mapping[str, Said]:
    """(subject, amount, unit) of each fault at the door."""
    return _SAID


def broken_prices(job: Job, rows: list[Row]) -> list[Row]:
    """The rows of `prices` with what is planted among them, on the last day."""
    last = job.size.last_day
    if job.has("no_price"):
        rows = [row for row in rows if (row[0], row[1]) != (last, "BTC")]
    if job.has("bad_row"):
        rows = [_with(row, 2, "NaN") if (row[0], row[1]) == (last, "ETH") else row for row in rows]
    return rows


def broken_wallets(job: Job, rows: list[Row]) -> list[Row]:
    """The last day's rows of `wallet_balances` with what is planted among them."""
    last = rows[-1]
    if job.has("bad_row"):
        rows = [_with(rows[0], 3, -1), *rows[1:]]
    if job.has("duplicate_row"):
        rows = [*rows, last]
    if job.has("unknown_wallet"):
        rows = [*rows, _with(last, 1, STRANGER)]
    return rows


def _with(row: Row, place: int, value: Value) -> Row:
    return (*row[:place], value, *row[place + 1 :])


def cut_in_half(file: Path) -> None:
    """Take a file's second half away, as a copy that broke off would."""
    with file.open("r+b") as stream:
        stream.truncate(file.stat().st_size // 2)
