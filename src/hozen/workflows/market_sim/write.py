"""From rows of whole numbers to the tables of a tape, decimal text and all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.market_sim import orders as o
from hozen.workflows.market_sim.chance import Whole
from hozen.workflows.market_sim.market import EVENT_COLUMNS, TRADE_COLUMNS
from hozen.workflows.market_sim.symbols import Symbol
from hozen.workflows.sample.rows import Row, typed_sql

_MARKETS = {
    "number": "BIGINT",
    **dict.fromkeys(("symbol", "coin", "dti"), "VARCHAR"),
    **dict.fromkeys(("tick", "lot", "tick_ten", "lot_ten"), "BIGINT"),
}


@dataclass(slots=True)
class Writer:
    """Raw columns go through a file of whole numbers in `raw`, which the engine turns into tables below `root`."""

    engine: Engine
    root: Path
    raw: Path
    symbols: tuple[Symbol, ...]
    rows: dict[str, int]

    def events(self, markets: Sequence[Whole]) -> None:
        """order_events, numbered over the whole tape in order of time, and which of them are whose case's."""
        columns = _together(markets, EVENT_COLUMNS)
        columns["seq"] = np.arange(1, len(columns["at_us"]) + 1, dtype=np.int64)
        source = self._raw("events", columns)
        self.table("order_events", _EVENTS.format(source=self._joined(source)))
        self._truth_rows("order_events", source, "CAST(seq AS VARCHAR)", "seq")

    def trades(self, markets: Sequence[Whole]) -> None:
        """trades in order of time, and which of them are whose case's."""
        columns = _together(markets, TRADE_COLUMNS)
        columns["seq"] = np.arange(1, len(columns["at_us"]) + 1, dtype=np.int64)
        columns["trade"] = np.concatenate([np.arange(1, len(rows) + 1) for rows in markets])[
            np.argsort(np.concatenate([rows[:, 0] for rows in markets]), kind="stable")
        ]
        source = self._raw("trades", columns)
        self.table("trades", _TRADES.format(source=self._joined(source)))
        self._truth_rows("trades", self._joined(source), "coin || '-T' || trade", "seq")

    def elsewhere(self, columns: Mapping[str, Whole]) -> None:
        """prices_elsewhere."""
        source = self._joined(self._raw("elsewhere", columns))
        self.table("prices_elsewhere", _ELSEWHERE.format(source=source))

    def small(self, name: str, types: Mapping[str, str], rows: Iterable[Row]) -> None:
        """A small table."""
        self.table(name, typed_sql(types, rows))

    def table(self, name: str, sql: str) -> None:
        """A table of the tape, or truth, as one file."""
        folder = "truth" if name.startswith("truth") else "tape"
        self.rows[name] = self.engine.write_parquet(
            Query(name, sql, ()), self.root / folder / f"{name}.parquet"
        ).rows

    def _truth_rows(self, table: str, source: str, row_id: str, order: str) -> None:
        sql = (
            f"SELECT printf('C%04d', case_no) AS case_id, '{table}' AS \"table\", {row_id} AS row_id FROM {source} "
            f"WHERE case_no > 0 ORDER BY case_no, {order}"
        )
        self.table(f"truth_rows_{table}", sql)

    def _joined(self, source: str) -> str:
        names = [
            (
                *(one.number, one.name, one.name.split("/")[0], one.dti or None, one.tick, one.lot),
                *(10**one.tick, 10 ** abs(one.lot)),
            )
            for one in self.symbols
        ]
        return f"(SELECT * FROM {source} r JOIN ({typed_sql(_MARKETS, names)}) n ON n.number = r.market)"

    def _raw(self, name: str, columns: Mapping[str, Whole]) -> str:
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.raw / f"{name}.parquet"
        pq.write_table(
            pa.table({key: pa.array(one) for key, one in columns.items()}), path, compression="zstd"
        )
        return self.engine.scan([path], "parquet", {})


def _together(markets: Sequence[Whole], names: Sequence[str]) -> dict[str, Whole]:
    """Rows of all markets in order of time; of one instant, in order of the markets."""
    market = np.repeat(np.arange(len(markets)), [len(rows) for rows in markets])
    rows = np.concatenate(markets)
    order = np.argsort(rows[:, 0], kind="stable")
    columns = {"own" if name == "number" else name: rows[order, place] for place, name in enumerate(names)}
    return {**columns, "market": market[order]}


def _among(number: str, names: Sequence[str]) -> str:
    return f"CASE {number} " + " ".join(f"WHEN {at} THEN '{name}'" for at, name in enumerate(names)) + " END"


def _decimal(value: str, places: str) -> str:
    """Whole units of 10^-places as plain decimal text; below 0 places, units of many."""
    ten = f"{places}_ten"
    return (
        f"CASE WHEN {places} <= 0 THEN CAST({value} * {ten} AS VARCHAR) ELSE CAST({value} // {ten} AS VARCHAR) || '.' "
        f"|| lpad(CAST({value} % {ten} AS VARCHAR), CAST({places} AS INTEGER), '0') END"
    )


def _account(value: str) -> str:
    return f"printf('A%05d', {value})"


_EVENTS = f"""
SELECT seq, make_timestamp(at_us) AS "timestamp", symbol, dti,
    coin || '-' || own AS order_id,
    CASE WHEN (flags & {o.FIX}) >= {o.API} THEN 'x' || own END AS client_order_id,
    {_account("account")} AS account_id,
    {_among("event", o.EVENT_NAMES)} AS event,
    CASE WHEN side > 0 THEN 'buy' ELSE 'sell' END AS side,
    {_among("kind", o.TYPE_NAMES)} AS type,
    CASE tif WHEN {o.GTC} THEN 'GTC' ELSE 'IOC' END AS time_in_force,
    CASE WHEN price > 0 THEN {_decimal("price", "tick")} END AS price,
    {_decimal("amount", "lot")} AS amount,
    {_decimal('"left"', "lot")} AS remaining,
    {_decimal("shown", "lot")} AS displayed,
    CASE WHEN trade > 0 THEN {_decimal("traded", "lot")} END AS traded,
    CASE WHEN trade > 0 THEN coin || '-T' || trade END AS trade_id,
    (flags & {o.PASSIVE}) > 0 AS passive_only,
    (flags & {o.PREVENT}) > 0 AS self_trade_prevention,
    CASE WHEN (flags & {o.FIX}) >= {o.API} THEN 'bot-' || account END AS algo_id,
    {_among(f"(flags & {o.FIX}) >> 2", o.MEDIA)} AS medium
FROM {{source}} ORDER BY seq"""
_TRADES = f"""
SELECT coin || '-T' || trade AS trade_id, make_timestamp(at_us) AS "timestamp", symbol,
    {_decimal("price", "tick")} AS price, {_decimal("amount", "lot")} AS amount,
    coin || '-' || buy_order AS buy_order_id, coin || '-' || sell_order AS sell_order_id,
    {_account("buy_account")} AS buy_account_id, {_account("sell_account")} AS sell_account_id,
    CASE WHEN taker > 0 THEN 'buy' ELSE 'sell' END AS taker_side
FROM {{source}} ORDER BY seq"""
_ELSEWHERE = f"""
SELECT make_timestamp(at_us) AS "timestamp", symbol, 'venue-' || venue AS venue, {_decimal("price", "tick")} AS price
FROM {{source}} ORDER BY at_us, market, venue"""
