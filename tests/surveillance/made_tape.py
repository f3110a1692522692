"""A tape written by hand: a case is five to ten lines."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from hozen.records.tape_tables import TAPE_BY_NAME

START = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)  # 9 in the morning in Japan
BTC = "BTC/JPY"
Row = dict[str, Any]


def at(seconds: float) -> str:
    """An instant so many seconds after START."""
    return (START + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass
class MadeTape:
    """Rows by table; `write` numbers the order events in the order of time."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    orders: dict[str, Row] = field(default_factory=dict)

    def add(self, table: str, **cells: Any) -> Row:
        self.rows.setdefault(table, []).append(cells)
        return cells

    def account(self, name: str, owner: str = "", kind: str = "client", **more: Any) -> str:
        self.add("accounts", account_id=name, owner_id=owner or f"owner of {name}", kind=kind, **more)
        return name

    def _known(self, *names: str) -> None:
        known = {row["account_id"] for row in self.rows.get("accounts", [])}
        for name in dict.fromkeys(names):
            if name not in known:
                self.account(name)

    def order(
        self, t: float, account: str, side: str, price: Any, amount: Any, symbol: str = BTC, **more: Any
    ) -> str:
        """A new order; its id."""
        self._known(account)
        name = f"o{len(self.orders)}"
        row = {"symbol": symbol, "order_id": name, "account_id": account, "side": side, "price": price}
        row |= {"amount": amount, "type": "limit" if price else "market", **more}
        self.orders[name] = row | {"remaining": float(amount)}
        self.add("order_events", t=t, event="NEWO", **row)
        return name

    def cancel(self, t: float, *orders: str) -> None:
        for name in orders:
            self.add("order_events", t=t, event="CAME", **_event(self.orders[name]))

    def meet(self, t: float, resting: str, account: str, amount: Any, order: Any = None) -> str:
        """Somebody takes from a resting order, with an order of `order` (else all of it); the trade's id."""
        rest = self.orders[resting]
        side = "sell" if rest["side"] == "buy" else "buy"
        taker = self.order(t, account, side, rest["price"], order or amount, rest["symbol"])
        name = self.trade(t, *_sides(rest, self.orders[taker]), rest["price"], amount, rest["symbol"], side)
        self.rows["trades"][-1] |= {f"{rest['side']}_order_id": resting, f"{side}_order_id": taker}
        for one in (resting, taker):
            left = self.orders[one]["remaining"] = self.orders[one]["remaining"] - float(amount)
            code = "PARF" if left > 1e-12 else "FILL"
            row = _event(self.orders[one]) | {"remaining": f"{left:.8f}", "traded": amount, "trade_id": name}
            self.add("order_events", t=t, event=code, **row)
        return name

    def trade(
        self,
        t: float,
        buyer: str,
        seller: str,
        price: Any,
        amount: Any,
        symbol: str = BTC,
        taker: str = "buy",
    ) -> str:
        """A trade without orders; its id."""
        self._known(*[one for one in (buyer, seller) if one])
        name = f"t{len(self.rows.get('trades', [])):06}"
        row = {"timestamp": at(t), "symbol": symbol, "price": price, "amount": amount, "taker_side": taker}
        self.add("trades", trade_id=name, buy_account_id=buyer, sell_account_id=seller, **row)
        return name

    def crowd(
        self, start: float, end: float, count: int, price: Any = 100, amount: Any = 1, symbol: str = BTC
    ) -> None:
        """Trades of `count` pairs of strangers, evenly over the time."""
        step = (end - start) / max(1, count)
        for one in range(count):
            self.trade(
                start + one * step, f"p{one}", f"q{one}", price, amount, symbol, ("buy", "sell")[one % 2]
            )

    def write(self, folder: Path, shuffle: int | None = None, kind: str = "csv") -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        events = sorted(self.rows.get("order_events", []), key=lambda row: row["t"])
        for seq, row in enumerate(events, 1):
            row.setdefault("seq", seq)
            row.setdefault("timestamp", at(row["t"]))
        tables = {**self.rows, **({"order_events": events} if events else {})}
        for table, rows in tables.items():
            rows = list(rows)
            if shuffle is not None:
                random.Random(shuffle).shuffle(rows)  # noqa: S311  # an order of rows, no secret
            _write(folder, table, rows, kind)
        return folder


def _event(row: Row) -> Row:
    return {key: row[key] for key in row if key != "remaining"}


def _sides(rest: Row, taker: Row) -> tuple[str, str]:
    both = {rest["side"]: rest["account_id"], taker["side"]: taker["account_id"]}
    return both["buy"], both["sell"]


def _write(folder: Path, table: str, rows: Iterable[Row], kind: str) -> None:
    columns = [column.name for column in TAPE_BY_NAME[table].columns]
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(
            [("" if row.get(one) is None else row.get(one, "")) for one in columns] for row in rows
        )
    if kind == "parquet":
        duckdb.sql(
            f"COPY (SELECT * FROM read_csv('{path}', all_varchar = true)) TO '{folder}/{table}.parquet' (FORMAT parquet)"
        )
        path.unlink()


def alerts(folder: Path) -> list[Row]:
    """alerts.parquet as dictionaries, accounts and figures read."""
    found = duckdb.sql(f"SELECT * FROM '{folder}/alerts.parquet' ORDER BY alert_id")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    return [
        row | {"accounts": json.loads(row["accounts"]), "figures": json.loads(row["figures"])} for row in rows
    ]


def rows_of(folder: Path, alert_id: str) -> set[tuple[str, str]]:
    """(table, row id) of an alert."""
    sql = f"SELECT \"table\", row_id FROM '{folder}/alert_rows.parquet' WHERE alert_id = ?"
    return set(duckdb.execute(sql, [alert_id]).fetchall())
