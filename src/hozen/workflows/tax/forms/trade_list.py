"""A plain list of the trades of one asset: seq, ts_jst, side, qty, jpy, fee_jpy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.workflows.strict_csv import Row, cells_of
from hozen.workflows.tax.events_file import Cells, instant, is_number
from hozen.workflows.tax.forms.given import Given

COLUMNS = ("seq", "ts_jst", "side", "qty", "jpy", "fee_jpy")
SIDES = ("buy", "sell")


def trade_list(source: Path, given: Given) -> Iterator[Cells]:
    """Each trade. TaxRefused for a cell that is not as it should be, or where the asset is not said."""
    if not given.asset:
        raise TaxRefused(
            "a trade list does not say its asset", where="--asset", expected="an asset such as BTC"
        )
    for line, (seq, at, side, qty, yen, fee) in cells_of(
        source.read_bytes(), source.name, COLUMNS, TaxRefused
    ):
        if not (is_number(qty) and is_number(yen) and is_number(fee) and side in SIDES):
            _refuse(source.name, line, [seq, at, side, qty, yen, fee])
        if not (seq.isascii() and seq.isdigit() and instant(at)):
            _refuse(source.name, line, [seq, at, side, qty, yen, fee])
        yield line, given.plain(at, seq, side, given.asset, qty, yen, fee)


def _refuse(file: str, line: int, cells: list[str]) -> None:
    """Say which cell it is."""
    row = Row(file, line, dict(zip(COLUMNS, cells, strict=True)), TaxRefused)
    row.whole("seq")
    row.choice("side", SIDES)
    for name in ("qty", "jpy", "fee_jpy"):
        if not is_number(row.cells[name]):
            row.refuse(name, "a plain decimal ≥ 0 with at most 18 places, one currency, such as 0.5")
    row.refuse("ts_jst", "an instant with its time zone such as 2026-03-01T12:00:00+09:00")
