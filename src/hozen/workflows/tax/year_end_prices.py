"""The file of prices at a company's year end."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.workflows.strict_csv import Row, rows
from hozen.workflows.tax.events_file import bytes_of, is_number

PRICES = ("asset", "price", "active", "excepted")
EXCEPTED = ("", "own_issue", "locked")


@dataclass(frozen=True, slots=True)
class YearEndPrice:
    """期末の時価: yen for one coin, whether there is an active market, and which exception holds."""

    price: Fraction | None
    active: bool
    excepted: str


def read_prices(path: Path) -> dict[str, YearEndPrice]:
    """Prices by asset. TaxRefused for a row that is not as it should be."""
    found: dict[str, YearEndPrice] = {}
    for row in rows(bytes_of(path, "prices at the year's end"), path.name, PRICES, TaxRefused):
        asset = row.filled("asset")
        if asset in found:
            row.refuse("asset", "each asset once")
        found[asset] = YearEndPrice(_price(row), row.flag("active"), row.choice("excepted", EXCEPTED))
    return found


def _price(row: Row) -> Fraction | None:
    cell = row.cells["price"]
    if cell and not is_number(cell):
        row.refuse("price", "plain yen for one coin such as 15000000, or nothing")
    return Fraction(cell) if cell else None
