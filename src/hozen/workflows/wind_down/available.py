"""配当原資: what the pools that the terms name come to, asset by asset or in yen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from hozen.records import Query
from hozen.values import Price
from hozen.workflows.wind_down import round_sql as sql
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import GENERAL, EstateLine
from hozen.workflows.wind_down.terms import Terms


def conversion_view(at: At, terms: Terms, place: str) -> None:
    """The view conversion: the price of each asset, as the terms say when. Raises WindDownRefused where one is missing."""
    file = at.folder / place / "prices.csv"
    if file.is_file():
        read = at.engine.scan([file], "csv", {"encoding": "utf-8"})
        at.engine.view("prices_of_round", f"SELECT asset, price FROM {read}")
    later = terms.conversion == "distribution" or "distribution" in terms.conversion_of.values()
    if later and not file.is_file():
        raise WindDownRefused(
            "the terms convert at distribution, and no prices of the day were given",
            expected="a file of prices",
            try_next="--prices FILE",
        )
    at.engine.view("conversion", sql.conversion_select(terms, file.is_file()))


def available(at: At, terms: Terms, lines: Sequence[EstateLine]) -> dict[str, int]:
    """Asset → what may be given in all, after what the terms hold back, rounded down; {'JPY': yen} when pooled."""
    sums: dict[str, int] = {}
    for line in lines:
        if line.pool in terms.pools:
            sums[line.asset] = sums.get(line.asset, 0) + line.units
    if terms.pooled:
        sums = {sql.MONEY: _in_yen(at, sums)}
    return {asset: math.floor(units * (1 - terms.hold_back)) for asset, units in sums.items()}


def not_for_customers(terms: Terms, lines: Sequence[EstateLine]) -> list[str]:
    """Pools that the terms name although no provision gives them to customers: the court decides on these."""
    return sorted({one.pool for one in lines if one.pool in terms.pools and one.to == GENERAL})


def no_price(asset: str) -> WindDownRefused:
    """What is raised where yen cannot be worked out."""
    return WindDownRefused(
        "an asset of the estate has no price",
        where=asset,
        expected="a price in the sealed table or in --prices",
    )


def _in_yen(at: At, sums: dict[str, int]) -> int:
    rows = at.engine.rows(
        Query("prices of the round", "SELECT asset, decimals, price FROM conversion ORDER BY asset", ())
    )
    prices = {
        str(asset): (Price.parse(str(price)), whole(decimals)) for asset, decimals, price in rows if price
    }
    total = Fraction(0)
    for asset, units in sums.items():
        if units and asset not in prices:
            raise no_price(asset)
        if units:
            price, decimals = prices[asset]
            total += price.value_of(units, decimals)
    return math.floor(total)
