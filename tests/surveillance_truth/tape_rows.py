"""A tape written by hand, order by order: for cases whose published numbers must stand in it to the letter."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND
COLUMNS = {
    "order_events": "seq timestamp symbol order_id account_id event side type time_in_force price amount remaining traded "
    "trade_id passive_only self_trade_prevention",
    "trades": "trade_id timestamp symbol price amount buy_order_id sell_order_id buy_account_id sell_account_id taker_side",
    "accounts": "account_id owner_id kind",
    "account_links": "account_a account_b link",
    "announcements": "announcement_id symbol fact_type effect decided_at published_at",
    "prices_elsewhere": "timestamp symbol venue price",
}


def micros(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    """Microseconds since 1970 of an instant in UTC."""
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp()) * SECOND


@dataclass
class Resting:
    order: str
    symbol: str
    account: str
    side: str
    price: Decimal
    amount: Decimal
    left: Decimal


@dataclass
class Rows:
    """Rows of a tape; `write` puts them in order of time and numbers them."""

    events: list[tuple] = field(default_factory=list)
    trades: list[tuple] = field(default_factory=list)
    links: list[tuple] = field(default_factory=list)
    facts: list[tuple] = field(default_factory=list)
    elsewhere: list[tuple] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    _orders: int = 0

    def new(self, at: int, symbol: str, account: str, side: str, price: Decimal, amount: Decimal) -> Resting:
        """A limit order that rests."""
        self._orders += 1
        order = Resting(f"o{self._orders}", symbol, account, side, price, amount, amount)
        self._write(at, order, "NEWO")
        return order

    def change(self, at: int, order: Resting, price: Decimal) -> None:
        order.price = price
        self._write(at, order, "REME")

    def cancel(self, at: int, order: Resting) -> None:
        if order.left:
            order.left = Decimal(0)
            self._write(at, order, "CAME")

    def trade(self, at: int, maker: Resting, account: str, amount: Decimal) -> None:
        """Somebody takes `amount` of a resting order, at its price."""
        self._orders += 1
        side = "sell" if maker.side == "buy" else "buy"
        taker = Resting(f"o{self._orders}", maker.symbol, account, side, maker.price, amount, amount)
        self._write(at, taker, "NEWO", kind="market")
        trade = f"t{len(self.trades) + 1}"
        maker.left -= amount
        taker.left = Decimal(0)
        self._write(at, maker, "PARF" if maker.left else "FILL", amount, trade)
        self._write(at, taker, "FILL", amount, trade, kind="market")
        buy, sell = (taker, maker) if side == "buy" else (maker, taker)
        row = (buy.order, sell.order, buy.account, sell.account, side)
        self.trades.append((trade, at, maker.symbol, str(maker.price), str(amount), *row))

    def _write(
        self,
        at: int,
        one: Resting,
        event: str,
        traded: Decimal | None = None,
        trade: str | None = None,
        kind: str = "limit",
    ) -> None:
        limit = kind == "limit"
        self.events.append(
            (
                *(at, one.symbol, one.order, one.account, event, one.side, kind, "GTC" if limit else "IOC"),
                *(str(one.price) if limit else None, str(one.amount), str(one.left)),
                *(None if traded is None else str(traded), trade, False, True),
            )
        )

    def write(self, folder: Path) -> Path:
        """The tape folder."""
        folder.mkdir(parents=True, exist_ok=True)
        events = [
            (seq, _when(row[0]), *row[1:]) for seq, row in enumerate(sorted(self.events, key=_first), 1)
        ]
        trades = [(row[0], _when(row[1]), *row[2:]) for row in sorted(self.trades, key=lambda row: row[1])]
        names = sorted({row[4] for row in events})
        accounts = [(one, f"owner of {one}", self.kinds.get(one, "client")) for one in names]
        facts = [(*row[:4], _when(row[4]), _when(row[5])) for row in self.facts]
        elsewhere = [(_when(row[0]), *row[1:]) for row in self.elsewhere]
        tables = {"order_events": events, "trades": trades, "accounts": accounts}
        for name, rows in {
            **tables,
            "account_links": self.links,
            "announcements": facts,
            "prices_elsewhere": elsewhere,
        }.items():
            if rows:
                _parquet(folder / f"{name}.parquet", COLUMNS[name], rows)
        return folder


def _first(row: tuple) -> int:
    return row[0]


def _when(at: int) -> datetime:
    return datetime.fromtimestamp(at // SECOND, UTC).replace(microsecond=at % SECOND, tzinfo=None)


def _parquet(path: Path, names: str, rows: list[tuple]) -> None:
    columns = dict(zip(names.split(), zip(*rows, strict=True), strict=True))
    pq.write_table(pa.table({name: list(column) for name, column in columns.items()}), path)


@dataclass
class Usual:
    """A quiet market: a maker's quotes on both sides, and people who take from them now and then."""

    rows: Rows
    symbol: str
    price: Decimal
    tick: Decimal
    amount: Decimal
    seed: int

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311  # a made-up market, no secret
        self.rows.kinds["maker"] = "maker"

    def between(self, start: int, end: int, every: int, drift: Decimal = Decimal(0)) -> None:
        """Quotes renewed and one trade `every` so many µs; the price goes up by `drift` from start to end."""
        at, quotes = start, []
        while at < end:
            price = self.price_at(at, start, end, drift)
            for one in quotes:
                self.rows.cancel(at, one)
            quotes = [
                self.rows.new(
                    at, self.symbol, "maker", side, price + sign * self.tick * (level + 1), self.amount * 8
                )
                for side, sign in (("buy", -1), ("sell", 1))
                for level in range(4)
            ]
            taken = quotes[0] if self.chance.random() < 0.5 else quotes[4]
            wait = int(every * (0.2 + 0.6 * self.chance.random()))
            who = f"p{self.chance.randrange(40)}"
            self.rows.trade(at + wait, taken, who, self.amount * self.chance.randrange(1, 5))
            at += every
        for one in quotes:
            self.rows.cancel(end, one)

    def price_at(self, at: int, start: int, end: int, drift: Decimal) -> Decimal:
        return self.price + (drift * (at - start) / (end - start)).quantize(self.tick)
