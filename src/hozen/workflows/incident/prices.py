"""評価時点の価格: the price table of the valuation moment, sealed into the case folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from hozen.engine import Engine
from hozen.rules.custody.measures import prices
from hozen.workflows.incident.errors import IncidentRefused
from hozen.workflows.strict_csv import rows

Prices = dict[str, tuple[str, str]]
"""Asset → (yen price as written, where it comes from)."""


def prices_of_book(engine: Engine, day: date) -> Prices:
    """The book's own prices of the day."""
    return {
        str(asset): (str(price), str(source or "book"))
        for asset, _, price, source in engine.rows(prices(day))
        if price is not None
    }


def prices_of_file(file: Path, known: Collection[str]) -> Prices:
    """A CSV of asset, price, source. Raises IncidentRefused for another form, an unknown asset, an asset named twice."""
    found: Prices = {}
    for row in rows(file.read_bytes(), file.name, ("asset", "price", "source"), IncidentRefused):
        asset = row.filled("asset", "[A-Z0-9.]{1,20}")
        if asset not in known:
            row.refuse("asset", "an asset as in the table assets, not yen")
        if asset in found:
            row.refuse("asset", "each asset once")
        found[asset] = row.filled("price", r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,18})?"), row.filled("source")
    return found


def write_prices(path: Path, table: Mapping[str, tuple[str, str]], at: str) -> None:
    """(asset, price, source, at) by asset; the price stays text, digit by digit."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = sorted(table)
    columns = {
        "asset": names,
        "price": [table[name][0] for name in names],
        "source": [table[name][1] for name in names],
        "at": [at] * len(names),
    }
    pq.write_table(pa.table({name: pa.array(told, pa.string()) for name, told in columns.items()}), path)


def all_priced(table: Mapping[str, tuple[str, str]], assets: Iterable[str]) -> None:
    """Raises IncidentRefused for a lost asset without a price above 0."""
    for asset in assets:
        if asset not in table or not _priced(table[asset][0]):
            raise IncidentRefused(
                "no price at the valuation moment",
                where=asset,
                found=table[asset][0] if asset in table else "no row",
                expected="a price above 0 in the book's prices of the day, or in a file of prices",
                try_next="--prices FILE",
            )


def _priced(text: str) -> bool:
    return any(digit not in "0." for digit in text)
