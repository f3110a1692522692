"""What is carried over from last year: units and book value per asset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from hozen.rules.tax import Pool, TaxRefused
from hozen.rules.tax.asset_year import AssetYear, Unknown
from hozen.workflows.strict_csv import rows
from hozen.workflows.tax.events_file import bytes_of, coins, line, units_of

COLUMNS = ("asset", "year", "qty", "book_value")


Opening = tuple[Pool, Unknown]
Openings = dict[str, Opening]


def read_carry(path: Path | None, year: int) -> Openings:
    """What each asset begins with, by the end of the year before `year`. A book value is yen, whole or an exact 'n/d';
    empty for units whose cost nobody knows, which stand in a row of their own."""
    pools: dict[str, Pool] = {}
    unknown: dict[str, int] = {}
    for row in rows(bytes_of(path, "what was carried over"), path.name, COLUMNS, TaxRefused) if path else ():
        units = units_of(row.cells["qty"])
        if units is None:
            row.refuse("qty", "a plain decimal with at most 18 places")
        if row.whole("year") != year - 1:
            row.refuse("year", f"{year - 1}, the year before the one asked for")
        asset = row.filled("asset")
        if asset in (pools if row.cells["book_value"] else unknown):
            row.refuse("asset", "each asset once")
        if row.cells["book_value"]:
            pools[asset] = Pool(units, Fraction(row.filled("book_value", r"[0-9]+(/[1-9][0-9]*)?")))
        else:
            unknown[asset] = units
    return {
        asset: (pools.get(asset, Pool()), Unknown(unknown.get(asset, 0)))
        for asset in pools.keys() | unknown.keys()
    }


def carry_rows(year: int, assets: Sequence[AssetYear]) -> str:
    """The carry-over into next year, exact, as a file. An asset of which nobody knows what is held has no row."""
    kept = [row for one in assets if not one.left.loose for row in _rows(year, one)]
    return "".join(line(one) for one in (COLUMNS, *kept))


def _rows(year: int, one: AssetYear) -> Iterator[tuple[str, ...]]:
    yield (one.asset, str(year), coins(one.costs.closing.units), str(one.costs.closing.yen))
    if one.left.units:
        yield (one.asset, str(year), coins(one.left.units), "")
