"""Writes the customers, their balances and the tape: what grows with the number of customers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from hozen.records import Query
from hozen.workflows.sample.coins import Coin
from hozen.workflows.sample.job import Job
from hozen.workflows.sample.ledger import MONEY, balances_sql, customers_sql
from hozen.workflows.sample.out import whole
from hozen.workflows.sample.rows import Row
from hozen.workflows.sample.trades import trades_by_day, trades_sql

_CUSTOMERS_A_FILE = 2_000_000
_TRADES_A_FILE = 10_000_000

Traded = tuple[date, str, int]
"""(day, product, yen)"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """顧客帳簿 as it was written: what is owed by day and asset, in smallest units; the last file of balances."""

    owed: Mapping[date, Mapping[str, int]]
    last_file: Path


def write_ledger(job: Job) -> Ledger:
    """Write `assets`, `customers` and `customer_balances`."""
    size, out = job.size, job.out
    out.say("customers")
    out.small("assets", asset_rows(size.coins))
    out.whole("customers", customers_sql(job.chance, size.customers, size.tape_days[0]))
    owed, files = {}, []
    for day in size.balance_days:
        out.say("customer_balances")
        files = [
            _balances(job, day, number, part) for number, part in _parts(size.customers, _CUSTOMERS_A_FILE)
        ]
        owed[day] = out.sums(files)
    return Ledger(owed, files[-1])


def asset_rows(coins: tuple[Coin, ...]) -> list[Row]:
    """Rows of `assets`, the yen among them."""
    rows: list[Row] = [
        (one.symbol, one.name, one.decimals, one.dti or None, one.caip19 or None) for one in coins
    ]
    return sorted([*rows, (MONEY, "Japanese yen", 0, None, None)], key=lambda row: str(row[0]))


def _balances(job: Job, day: date, number: int, part: range) -> Path:
    sql = balances_sql(job.chance, job.size.coins, day, part.start, part.stop)
    return job.out.part("customer_balances", day, number, sql)


def _parts(count: int, most: int) -> Iterator[tuple[int, range]]:
    for number, first in enumerate(range(0, count, most)):
        yield number, range(first, min(first + most, count))


def write_tape(job: Job) -> list[Traded]:
    """Write `trades`; the sums of each day and product."""
    size, traded = job.size, []
    if size.whole_year:
        return write_months(job)
    for day, count in trades_by_day(job.chance, size.trades, size.tape_days).items():
        job.out.say("trades")
        files = [_trades(job, day, count, number, part) for number, part in _parts(count, _TRADES_A_FILE)]
        traded += _traded(job, files) if files else []
    return traded


def write_months(job: Job) -> list[Traded]:
    """The tape of a whole year, a file a month at the prices of its first day: a day each would be four hundred files."""
    size = job.size
    by_day = trades_by_day(job.chance, size.trades, size.tape_days)
    traded: list[Traded] = []
    for month, found in groupby(by_day, key=lambda day: f"{day:%Y-%m}"):
        days = list(found)
        job.out.say("trades", len(days))
        count = sum(by_day[day] for day in days)
        if count:
            sql = _trades_sql(job, days[0], count, range(count), len(days))
            traded += _traded(job, [job.out.named("trades", f"{month}.parquet", sql)])
    return traded


def _trades(job: Job, day: date, of: int, number: int, part: range) -> Path:
    return job.out.part("trades", day, number, _trades_sql(job, day, of, part))


def _trades_sql(job: Job, day: date, of: int, part: range, days: int = 1) -> str:
    ticks = {symbol: path[day] for symbol, path in job.ticks.items()}
    return trades_sql(job.chance, job.size.coins, ticks, day, of, part, job.size.customers, days)


def _traded(job: Job, files: list[Path]) -> list[Traded]:
    source = job.out.engine.scan(files, "parquet", {})
    sql = (
        "SELECT CAST(timestamp + INTERVAL '9' HOUR AS DATE) AS day, product, CAST(sum(cost) AS DECIMAL(38,0)) "
        f"FROM {source} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    rows = job.out.engine.rows(Query("traded", sql, ()))
    return [(day, str(product), whole(yen)) for day, product, yen in rows if isinstance(day, date)]
