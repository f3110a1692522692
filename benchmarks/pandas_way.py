"""The same figures as a pandas user would work them out.

`objects`: as pandas reads the files, amounts as Python Decimals (exact with enough precision set).
`arrow`: with Arrow columns (`dtype_backend="pyarrow"`), exact too.
`floats`: amounts as float64, which is what `astype(float)` makes of them; not exact.
"""

from __future__ import annotations

import decimal
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from benchmarks.sizes import DAY

WAYS = ("objects", "arrow", "floats")
_ENOUGH = 60  # digits: a Decimal context of 28 would round the sums, and say nothing
_SIGN = {
    ("deposit", "chain"): 1,
    ("deposit", "ledger"): -1,
    ("withdrawal", "ledger"): 1,
    ("withdrawal", "chain"): -1,
}


def measure(book: str, way: str) -> dict[str, object]:
    """The job: reading and summing are timed, as they are for the others."""
    decimal.getcontext().prec = _ENOUGH
    wall, cpu = time.perf_counter(), time.process_time()
    found = dict(_Pandas(Path(book), way).figures())
    used = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    return {**used, "figures": {name: value for name, value in found.items() if value}}


class _Pandas:
    def __init__(self, book: Path, way: str) -> None:
        self._book = book
        self._way = way

    def figures(self) -> Iterator[tuple[str, int | str]]:
        """(name, figure); only the columns that are needed are read."""
        yield from self._owed()
        yield from self._wallets()
        yield from self._house()
        yield from self._in_flight()
        yield from self._volumes()
        yield from self._small()

    def _read(self, table: str, *columns: str, amounts: str = "") -> pd.DataFrame:
        single = self._book / f"{table}.parquet"
        place = single if single.is_file() else self._book / table
        backend = {"dtype_backend": "pyarrow"} if self._way == "arrow" else {}
        frame = pd.read_parquet(place, columns=list(columns), partitioning=None, **backend)
        if amounts and self._way == "floats":
            frame[amounts] = frame[amounts].astype("float64")
        return frame

    def _on_the_day(self, table: str, *columns: str) -> pd.DataFrame:
        frame = self._read(table, "day", *columns, amounts="units" if "units" in columns else "")
        return frame[frame["day"] == DAY]

    def _owed(self) -> Iterator[tuple[str, int | str]]:
        sums = self._on_the_day("customer_balances", "asset", "units").groupby("asset")["units"].sum()
        yield from ((f"owed/{asset}", int(units)) for asset, units in sums.items())

    def _wallets(self) -> Iterator[tuple[str, int | str]]:
        known = self._read("wallets", "wallet_id", "purpose", "temperature")
        held = self._on_the_day("wallet_balances", "wallet_id", "asset", "units").merge(known, on="wallet_id")
        held["cold"] = held["temperature"] == "cold"
        sums = held.groupby(["purpose", "cold", "asset"])["units"].sum()
        for (purpose, cold, asset), units in sums.items():
            if purpose != "own":
                name = ("guarantee_" if purpose == "guarantee" else "") + ("cold" if cold else "not_cold")
                yield f"{name}/{asset}", int(units)

    def _house(self) -> Iterator[tuple[str, int | str]]:
        own = self._on_the_day("house_balances", "asset", "purpose", "units")
        for (purpose, asset), units in own.groupby(["purpose", "asset"])["units"].sum().items():
            if purpose != "own":
                yield f"{'buffer' if purpose == 'buffer' else 'guarantee_ledger'}/{asset}", int(units)

    def _in_flight(self) -> Iterator[tuple[str, int | str]]:
        sides = self._on_the_day("transfers", "asset", "direction", "seen_on", "units")
        sums: dict[str, int] = {}
        for (asset, *side), units in sides.groupby(["asset", "direction", "seen_on"])["units"].sum().items():
            sums[asset] = sums.get(asset, 0) + _SIGN[tuple(side)] * int(units)
        yield from ((f"in_flight/{asset}", units) for asset, units in sums.items())

    def _volumes(self) -> Iterator[tuple[str, int | str]]:
        tape = self._read("trades", "timestamp", "product", "cost", amounts="cost")
        tape["day"] = (tape["timestamp"] + pd.Timedelta(hours=9)).astype("datetime64[us]").dt.normalize()
        tape = tape[tape["day"] <= pd.Timestamp(DAY)]
        sums: dict[tuple[int, str], int] = {}
        for (day, product), yen in tape.groupby(["day", "product"])["cost"].sum().items():
            key = (day.year - (day.month < 4), product)
            sums[key] = sums.get(key, 0) + int(yen)
        for period, product, yen in self._read("volumes", "period", "product", "yen").itertuples(index=False):
            month = "04" if period.startswith("FY") else period[5:7]
            key = (int(period.removeprefix("FY")[:4]) - (month < "04"), product)
            sums[key] = sums.get(key, 0) + int(yen)
        yield from ((f"volume/{first}-04-01/{product}", yen) for (first, product), yen in sums.items())

    def _small(self) -> Iterator[tuple[str, int | str]]:
        prices = self._on_the_day("prices", "asset", "price")
        yield from ((f"price/{asset}", str(price)) for _, asset, price in prices.itertuples(index=False))
        yield "in_trust", int(self._on_the_day("trust_balances", "yen")["yen"].sum())
        yield "policies", len(self._read("policies", "policy_id"))
        reserve = self._until_the_day("reserve_positions", "yen")
        yield "reserve", int(reserve["yen"].sum())
        for name in ("capital", "net_assets"):
            yield name, int(self._until_the_day("financials", name)[name].iloc[0])

    def _until_the_day(self, table: str, column: str) -> pd.DataFrame:
        frame = self._read(table, "day", column)
        past = frame[frame["day"] <= DAY]
        return past[past["day"] == past["day"].max()]
