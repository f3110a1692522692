"""The tape, as SQL over a plain count: no Python object per trade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from hozen.values import JST
from hozen.workflows.sample.chance import BITS, WHOLE, Chance
from hozen.workflows.sample.coins import Coin, by_weight
from hozen.workflows.sample.ledger import customer_id
from hozen.workflows.sample.rows import Row, in_order, typed_sql

SHARES = {"spot": 82, "margin": 14, "derivative": 4}  # of a hundred trades
_DAY = 86_400_000_000  # microseconds
_LEVELS = 9  # prices of one day: the day's price, and four to either side of it
_STEP = 3  # thousandths from one to the next
_LEAST_LOTS = 10
_APART = 5_867_321  # from one day's draws to the next: a year of days, each of so many trades, shares none
_LARGEST = 20_000  # the largest order is this many times the least


def trades_by_day(chance: Chance, trades: int, days: Sequence[date]) -> dict[date, int]:
    """How many of `trades` fall on each day: busier and quieter days, and not one trade lost."""
    weights = [800 + chance.at("busy", day.toordinal(), 400) for day in days]
    total, passed, given, found = sum(weights), 0, 0, {}
    for day, weight in zip(days, weights, strict=True):
        passed += weight
        until = trades * passed // total
        found[day], given = until - given, until
    return found


def trades_sql(
    chance: Chance,
    coins: Sequence[Coin],
    ticks: Mapping[str, int],
    day: date,
    of: int,
    part: range,
    customers: int,
    days: int = 1,
) -> str:
    """Trades number `part` out of the `of` trades of a day, or of so many days from it, in the order of ids and time.

    Order sizes are Pareto-like. Every other trade is with the house; nobody trades with himself.
    """
    slots = len(by_weight(coins))
    start, step = _midnight(day), _DAY * days // of
    taker = (
        f"({chance.sql('taker', 'n', customers)} * {chance.sql('keen', 'n')}) >> {BITS}"  # some trade a lot
    )
    lots = f"{_LEAST_LOTS * WHOLE} // greatest({chance.sql('lots', 'n')}, {WHOLE // _LARGEST})"
    maker = customer_id(f"(taker + 1 + {chance.sql('maker', 'n', customers - 1)}) % {customers}")
    sql = f"""
        SELECT 'T{day:%Y%m%d}-' || lpad(CAST(number + 1 AS VARCHAR), 9, '0') AS id,
               make_timestamp({start} + number * {step} + {chance.sql("moment", "n", min(step, WHOLE))}) AS timestamp,
               asset, CASE WHEN {chance.sql("side", "n", 2)} = 0 THEN 'buy' ELSE 'sell' END AS side,
               CASE WHEN {chance.sql("house", "n", 2)} = 0 THEN 'house' ELSE {maker} END AS maker,
               {customer_id("taker")} AS taker, {_product(chance)} AS product,
               CAST(CAST(lots AS DECIMAL(8,0)) * lot_units AS DECIMAL(38,0)) AS amount, price,
               CAST((lots * ticks) // lots_by_ticks AS DECIMAL(38,0)) AS cost
        FROM (SELECT *, {chance.sql("slot", "n", slots)} AS drawn, {chance.sql("level", "n", _LEVELS)} AS level,
                     {taker} AS taker, {lots} AS lots
              FROM (SELECT range AS number, range + {day.toordinal() * _APART} AS n
                    FROM range({part.start}, {part.stop})))
        JOIN ({_slots(coins)}) s ON drawn = slot
        JOIN ({_quotes(coins, ticks)}) q ON first + level = quote"""
    return in_order(sql, "number", len(part))


def _midnight(day: date) -> int:
    """The first instant of the legal day in Japan, in microseconds since 1970 in UTC."""
    start = datetime.combine(day, time(), JST).astimezone(UTC)
    return int((start - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * 1_000_000


def _product(chance: Chance) -> str:
    drawn, below, cases = chance.sql("product", "n", 100), 0, []
    for product, share in SHARES.items():
        below += share
        cases.append(f"WHEN {drawn} < {below} THEN '{product}'")
    return f"CASE {' '.join(cases)} END"


def _slots(coins: Sequence[Coin]) -> str:
    """(slot, first): which of the quotes is the first of the coin that a slot stands for."""
    first = {coin.symbol: number * _LEVELS for number, coin in enumerate(coins)}
    rows = ((slot, first[coin.symbol]) for slot, coin in enumerate(by_weight(coins)))
    return typed_sql({"slot": "BIGINT", "first": "BIGINT"}, rows)


def _quotes(coins: Sequence[Coin], ticks: Mapping[str, int]) -> str:
    types = {
        "quote": "BIGINT",
        "asset": "VARCHAR",
        "ticks": "BIGINT",
        "price": "VARCHAR",
        "lot_units": "DECIMAL(30,0)",
        "lots_by_ticks": "BIGINT",
    }
    rows: list[Row] = []
    for coin in coins:
        for level in range(_LEVELS):
            at = max(1, ticks[coin.symbol] * (1000 + (level - _LEVELS // 2) * _STEP) // 1000)
            units = int(10 ** (coin.decimals - coin.lot))
            # A tick is 10^-tick yen and a lot 10^-lot coins: their product in whole yen.
            rows.append(
                (len(rows), coin.symbol, at, coin.quote(at), units, int(10 ** (coin.lot + coin.tick)))
            )
    return typed_sql(types, rows)
