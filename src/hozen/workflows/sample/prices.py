"""The yen price of each coin on each day: a walk that ends at the coin's own price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.coins import Coin
from hozen.workflows.sample.rows import Row

SOURCE = "sample reference rate, 24:00 JST"
_STEP = 30  # a day moves a price by at most this many thousandths

Ticks = Mapping[str, Mapping[date, int]]


def price_paths(chance: Chance, coins: Sequence[Coin], days: Sequence[date]) -> Ticks:
    """Coin → day → price in the coin's ticks. `days` are in order; the last has the coin's own price."""
    return {coin.symbol: _path(chance, coin, number, days) for number, coin in enumerate(coins)}


def _path(chance: Chance, coin: Coin, number: int, days: Sequence[date]) -> dict[date, int]:
    found, ticks = {}, coin.ticks
    for day in reversed(days):
        found[day] = ticks
        move = chance.at("price", number * 1_000_003 + day.toordinal(), 2 * _STEP + 1) - _STEP
        ticks = max(1, ticks * (1000 + move) // 1000)
    return found


def price_rows(coins: Sequence[Coin], ticks: Ticks, days: Sequence[date]) -> list[Row]:
    """Rows of `prices`, by day and asset."""
    ordered = sorted(coins, key=lambda coin: coin.symbol)
    return [
        (day, coin.symbol, coin.quote(ticks[coin.symbol][day]), SOURCE) for day in days for coin in ordered
    ]
