"""A plain list of the trades of one asset: seq, ts_jst, side, qty, jpy, fee_jpy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from hozen.rules.tax import TaxRefused
from hozen.workflows.strict_csv import Row, lines_of
from hozen.workflows.tax.events_file import NUMBER, Written, cells, instant, is_number, text
from hozen.workflows.tax.forms.given import Given

COLUMNS = ("seq", "ts_jst", "side", "qty", "jpy", "fee_jpy")
SIDES = ("buy", "sell")
_is_trade = re.compile(rf"(0|[1-9][0-9]{{0,17}}),([^,\"]+),(buy|sell),({NUMBER},{NUMBER},{NUMBER})").fullmatch


def trade_list(source: Path, given: Given) -> Iterator[Written]:
    """Each trade. TaxRefused for a cell that is not as it should be, or where the asset is not said."""
    if not given.asset:
        raise TaxRefused(
            "a trade list does not say its asset", where="--asset", expected="an asset such as BTC"
        )
    tail = f",,,,,,,{'yes' if given.registered else 'no'},{given.venue}"
    for line, row in lines_of(source.read_bytes(), source.name, COLUMNS, TaxRefused):
        found = _is_trade(text(row))
        if found is None or instant(found[2]) is None:
            _refuse(source.name, line, cells(row))
        seq, at, side, amounts = found.groups()
        yield line, f"{at},{seq},{side},{given.asset},{amounts}{tail}"


def _refuse(file: str, line: int, cells: list[str]) -> NoReturn:
    """Say which cell it is."""
    row = Row(file, line, dict(zip(COLUMNS, cells, strict=True)), TaxRefused)
    row.whole("seq")
    row.choice("side", SIDES)
    for name in ("qty", "jpy", "fee_jpy"):
        if not is_number(row.cells[name]):
            row.refuse(name, "a plain decimal ≥ 0 with at most 18 places, one currency, such as 0.5")
    row.refuse("ts_jst", "an instant with its time zone such as 2026-03-01T12:00:00+09:00")
