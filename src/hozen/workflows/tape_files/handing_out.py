"""From a tape folder to order-book records: pages of JSON, in the order of the tape."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from hozen.engine import Engine
from hozen.records import Query
from hozen.records.importers.errors import ImportRefused, Place
from hozen.records.importers.order_book_json import RECORDS, page_text
from hozen.records.importers.order_book_record import record_of
from hozen.records.importers.tape_rows import EVENT_COLUMNS, OrderEvent, TradeSide, instant_text
from hozen.records.tape_tables import ORDER_EVENTS, TAPE_TRADES
from hozen.workflows.case_folder import put
from hozen.workflows.surveillance_run.viewing import lay_views

_JOINED = """
SELECT e.*, t.price AS trade_price, t."timestamp" AS traded_at,
       CASE WHEN t.taker_side = e.side THEN 'taker' ELSE 'maker' END AS role
FROM tape_order_events AS e LEFT JOIN tape_trades AS t ON t.trade_id = e.trade_id AND e.event IN ('PARF', 'FILL')
ORDER BY e.seq
"""
_SPAN = 'SELECT min("timestamp") AS a, max("timestamp") AS b, count(*) AS n FROM tape_order_events'
_UNTOLD = """
SELECT count(*) AS n FROM tape_trades AS t
WHERE NOT EXISTS (SELECT 1 FROM tape_order_events AS e WHERE e.trade_id = t.trade_id)
"""


# What a record of the order cannot hold of its trade: on the way back it would be another one, or none.
_UNSOUND = """
SELECT 'a trade that stands twice' AS why, min(trade_id) AS trade_id FROM tape_trades GROUP BY trade_id HAVING count(*) > 1
UNION ALL
SELECT 'a fill whose trade is not there' AS why, e.trade_id
FROM tape_order_events AS e LEFT JOIN tape_trades AS t ON t.trade_id = e.trade_id
WHERE e.event IN ('PARF', 'FILL') AND e.trade_id IS NOT NULL AND t.trade_id IS NULL
UNION ALL
SELECT 'a trade at what is no fill' AS why, e.trade_id FROM tape_order_events AS e
WHERE e.event NOT IN ('PARF', 'FILL') AND e.trade_id IS NOT NULL
UNION ALL
SELECT 'a fill that says otherwise than its trade' AS why, e.trade_id
FROM tape_order_events AS e JOIN tape_trades AS t ON t.trade_id = e.trade_id
WHERE e.event IN ('PARF', 'FILL') AND (
  e.traded IS NULL OR t.symbol <> e.symbol OR t.amount <> e.traded
  OR coalesce(CASE e.side WHEN 'buy' THEN t.buy_order_id ELSE t.sell_order_id END, '') <> e.order_id
  OR coalesce(CASE e.side WHEN 'buy' THEN t.buy_account_id ELSE t.sell_account_id END, '') <> coalesce(e.account_id, ''))
UNION ALL
SELECT 'a trade of which one side alone is told' AS why, e.trade_id
FROM tape_order_events AS e WHERE e.event IN ('PARF', 'FILL') AND e.trade_id IS NOT NULL
GROUP BY e.trade_id HAVING count(*) <> 2
ORDER BY why, trade_id LIMIT 5
"""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """出力結果: pages by name with their SHA-256, records in all, and trades that no order record tells of."""

    pages: Mapping[str, str]
    records: int
    untold_trades: int


def hand_out(
    tape: Path, folder: Path, venue: str, made: datetime, engine: Engine, page: int = RECORDS
) -> HandedOut:
    """Write page-00001.json … into `folder`. The same tape, venue and instant give the same bytes.

    Raises ImportRefused for a tape without order records, a value that a field cannot hold, and what a record could not give
    back; CaseFileRefused where a page of other content stands.
    """
    lay_views(tape, engine, (ORDER_EVENTS, TAPE_TRADES), ImportRefused)
    _refuse_unsound(tape, engine)
    span = engine.rows(Query("span", _SPAN, ()))[0]
    if not span[2]:
        raise ImportRefused("a tape without order records", where=str(tape), expected="rows of order_events")
    untold = engine.rows(Query("untold", _UNTOLD, ()))[0][0]
    folder.mkdir(parents=True, exist_ok=True)
    header = {
        "venue": venue,
        "first": str(span[0])[:10],
        "last": str(span[1])[:10],
        "made": instant_text(made),
        "report": f"{venue}-{str(span[0])[:10]}-{str(span[1])[:10]}",
    }
    pages = dict(_pages(_records(engine, venue), header, folder, int(str(span[2])), page))
    return HandedOut(pages, int(str(span[2])), int(str(untold)))


def _refuse_unsound(tape: Path, engine: Engine) -> None:
    found = engine.rows(Query("unsound", _UNSOUND, ()))
    if found:
        raise ImportRefused(
            "trades and the fills of orders do not agree",
            where=str(tape),
            found="; ".join(f"{trade}: {why}" for why, trade in found),
            expected="of each fill its trade, with the same market, amount, order and account; and both its sides",
            try_next=f"hozen surveil run {tape}",
        )


def _pages(
    records: Iterator[dict[str, object]], header: Mapping[str, str], folder: Path, count: int, page: int
) -> Iterator[tuple[str, str]]:
    last = -(-count // page)
    for number in range(1, last + 1):
        text = page_text(list(islice(records, page)), header, number, number == last).encode()
        name = f"page-{number:05}.json"
        put(folder / name, text)
        yield name, hashlib.sha256(text).hexdigest()


def _records(engine: Engine, venue: str) -> Iterator[dict[str, object]]:
    for batch in engine.stream(Query("records", _JOINED, ())):
        for row in batch.to_pylist():
            event = OrderEvent(**{name: _cell(row[name]) for name in EVENT_COLUMNS})
            yield record_of(event, _side(event, row), venue, Place("order_events", f"seq {event.seq}"))


def _side(event: OrderEvent, row: Mapping[str, object]) -> TradeSide | None:
    if row["trade_price"] is None:
        return None
    return TradeSide(
        trade_id=event.trade_id,
        timestamp=_cell(row["traded_at"]),
        symbol=event.symbol,
        price=_cell(row["trade_price"]),
        amount=event.traded,
        side=event.side,
        role=_cell(row["role"]),
    )


def _cell(value: object) -> str:
    """Text of a cell: instants as UTC to the microsecond, flags as true or false, nothing as ''."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return "" if value is None else str(value)
