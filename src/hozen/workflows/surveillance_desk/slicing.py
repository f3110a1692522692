"""A slice of a tape for a person to look at: the book before it, and what happened to it event by event."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hozen.engine import Cell, Engine
from hozen.records import Query
from hozen.records.sql_words import text
from hozen.records.tape_tables import OPEN_ORDERS, ORDER_EVENTS
from hozen.workflows.surveillance_desk.errors import DeskRefused
from hozen.workflows.surveillance_desk.order_book import ENDS, BookEvent, BookState, replay
from hozen.workflows.surveillance_run.laying import lay
from hozen.workflows.surveillance_run.tape_folder import open_tape
from hozen.workflows.surveillance_run.writing import plain

MOST = 50_000  # events of a slice: what a person can look at, and more
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = """seq, epoch_us("timestamp") AS at_us, order_id, coalesce(account_id, ''), event, side, price,
coalesce(remaining, amount)"""
_ENDED = ", ".join(text(one) for one in sorted(ENDS))


@dataclass(frozen=True, slots=True)
class TapeSlice:
    """審査区間: one market from an instant to another. Prices in ticks of 10^-price_places, amounts in 10^-amount_places."""

    symbol: str
    from_us: int
    to_us: int
    price_places: int
    amount_places: int
    states: tuple[BookState, ...]

    def price(self, ticks: int | None) -> str:
        """Ticks as a plain decimal; '' for none."""
        return "" if ticks is None else plain(ticks, self.price_places)

    def amount(self, lots: int) -> str:
        """Lots as a plain decimal."""
        return plain(lots, self.amount_places)


def slice_of(tape: Path, symbol: str, from_us: int, to_us: int, engine: Engine) -> TapeSlice:
    """The book of a market through a span, both ends included. DeskRefused where it has no order records or too many."""
    _lay(tape, engine)
    inside = (
        f'symbol = {text(symbol)} AND "timestamp" >= {_instant(from_us)} AND "timestamp" <= {_instant(to_us)}'
    )
    rows = engine.rows(
        Query(
            "slice",
            f"SELECT {_COLUMNS} FROM tape_order_events WHERE {inside} ORDER BY seq LIMIT {MOST + 1}",
            (),
        )
    )
    if not rows or len(rows) > MOST:
        raise DeskRefused(
            "a slice that cannot be looked at",
            where=f"{tape}, {symbol}",
            found=f"more than {MOST:,} events" if rows else "no order records",
            expected=f"1 to {MOST:,} events of the market",
            try_next="a shorter span" if rows else None,
        )
    before = engine.rows(Query("book before", _before(symbol, from_us), ()))
    if len(before) > MOST:  # a book that lacks some of its orders would be another book
        raise DeskRefused(
            "a book that cannot be looked at",
            where=f"{tape}, {symbol}",
            found=f"more than {MOST:,} orders open when the span begins",
            expected=f"at most {MOST:,}",
        )
    places = [max((_places(row[column]) for row in (*rows, *before)), default=0) for column in (6, 7)]
    events, open_ = ([_event(row, places) for row in part] for part in (rows, before))
    states = tuple(replay(events, {one.order_id: one for one in open_}))
    return TapeSlice(symbol, from_us, to_us, places[0], places[1], states)


def write_slice(found: TapeSlice, path: Path) -> None:
    """The slice as CSV: one row an event, the book after it beside."""
    heads = (
        "seq timestamp order_id account_id event side price remaining best_bid best_ask bid_depth ask_depth"
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads.split())
        writer.writerows(cells_of(found, one) for one in found.states)


def cells_of(found: TapeSlice, one: BookState) -> Sequence[str]:
    """A state as texts, in the order of the CSV."""
    at = (_EPOCH + timedelta(microseconds=one.at_us)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return (
        *(str(one.seq), at, one.order_id, one.account, one.event, one.side),
        *(found.price(one.price), found.amount(one.remaining), found.price(one.bid), found.price(one.ask)),
        *(found.amount(one.bid_depth), found.amount(one.ask_depth)),
    )


def _lay(tape: Path, engine: Engine) -> None:
    opened = open_tape(tape)
    for table in (ORDER_EVENTS, OPEN_ORDERS):
        laid = lay(opened, engine, table.name) if opened.places.get(table.name) else []
        if isinstance(laid, list) and (laid or table is ORDER_EVENTS):
            raise DeskRefused(
                "the tape has no order records that can be read",
                where=str(tape),
                found=laid[0].reason if laid else "no order_events",
                expected="order_events",
                try_next=f"hozen surveil run {tape}",
            )
        if laid == []:
            engine.view(f"tape_{table.name}", _NO_OPEN)


_NO_OPEN = """SELECT '' AS order_id, CAST(NULL AS TIMESTAMP) AS "timestamp", '' AS symbol, '' AS account_id, '' AS side,
'' AS price, '' AS amount WHERE 1 = 0"""


def _before(symbol: str, from_us: int) -> str:
    """The orders that are open when the span begins: the last event of each before it, else as carried over."""
    return f"""
WITH told AS (SELECT *, row_number() OVER (PARTITION BY order_id ORDER BY seq DESC) AS newest FROM tape_order_events
              WHERE symbol = {text(symbol)} AND "timestamp" < {_instant(from_us)})
SELECT {_COLUMNS} FROM told WHERE newest = 1 AND event NOT IN ({_ENDED}) AND price IS NOT NULL
UNION ALL
SELECT 0, epoch_us("timestamp"), order_id, coalesce(account_id, ''), 'NEWO', side, price, amount
FROM tape_open_orders AS o WHERE symbol = {text(symbol)} AND price IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM told WHERE told.order_id = o.order_id)
LIMIT {MOST + 1}"""


def _instant(us: int) -> str:
    return f"make_timestamp({us})"


def _places(cell: Cell) -> int:
    return len(str(cell).partition(".")[2]) if cell is not None else 0


def _event(row: tuple[Cell, ...], places: Sequence[int]) -> BookEvent:
    seq, at_us, order, account, event, side, price, remaining = row
    return BookEvent(
        int(str(seq)),
        int(str(at_us)),
        str(order),
        str(account),
        str(event),
        str(side),
        None if price is None else _steps(str(price), places[0]),
        0 if event in ENDS else _steps(str(remaining), places[1]),
    )


def _steps(decimal: str, places: int) -> int:
    whole, _, part = decimal.partition(".")
    return int(whole + part.ljust(places, "0"))
