"""What is carried over from last year: units and book value per asset."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from hozen.rules.tax import Pool, TaxRefused
from hozen.rules.tax.asset_year import AssetYear
from hozen.workflows.strict_csv import rows
from hozen.workflows.tax.events_file import bytes_of, coins, line, units_of

COLUMNS = ("asset", "year", "qty", "book_value")


def read_carry(path: Path | None, year: int) -> dict[str, Pool]:
    """Pools by asset at the end of the year before `year`. A book value is yen, whole or an exact 'n/d'."""
    found: dict[str, Pool] = {}
    for row in rows(bytes_of(path, "what was carried over"), path.name, COLUMNS, TaxRefused) if path else ():
        units = units_of(row.cells["qty"])
        if units is None:
            row.refuse("qty", "a plain decimal with at most 18 places")
        if row.whole("year") != year - 1:
            row.refuse("year", f"{year - 1}, the year before the one asked for")
        value = Fraction(row.filled("book_value", r"[0-9]+(/[1-9][0-9]*)?"))
        asset = row.filled("asset")
        if asset in found:
            row.refuse("asset", "each asset once")
        found[asset] = Pool(units, value)
    return found


def carry_rows(year: int, assets: Sequence[AssetYear]) -> str:
    """The carry-over into next year, exact, as a file."""
    kept = [
        (one.asset, str(year), coins(one.costs.closing.units), str(one.costs.closing.yen)) for one in assets
    ]
    return "".join(line(one) for one in (COLUMNS, *kept))
