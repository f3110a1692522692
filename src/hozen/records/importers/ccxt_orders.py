"""Orders in ccxt's unified shape, as a venue's stream tells them: each line is what an order is now.

What happened is the difference to the line before of the same order: new, filled further, changed, ended. One JSON object
a line, in the order in which they came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import BinaryIO

from hozen.records.importers.errors import Place
from hozen.records.importers.json_stream import DECODER, FLAT, TOO_DEEP
from hozen.records.importers.tape_rows import (
    NotTaken,
    OrderEvent,
    Symbols,
    TapeRow,
    TradeSide,
    above_zero,
    decimal_of,
    instant_text,
)
from hozen.records.importers.text_lines import lines

_ENDED = {"canceled": "CAME", "expired": "EXPI", "rejected": "REMO"}
_STATES = ("open", "closed", *_ENDED)
_TYPES = {"limit": "limit", "market": "market", "stop": "stop", "stop_limit": "stop", "stopLimit": "stop"}
_VALIDITY = {"": "", "GTC": "GTC", "IOC": "IOC", "FOK": "FOK", "GTD": "GTD", "DAY": "DAY", "PO": "GTC"}
_ROLES = {"": "", "maker": "maker", "taker": "taker"}
_SIDES = ("buy", "sell")
_EPOCH, _MILLI = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)
_MILLIS = re.compile(r"[0-9]{13}")


@dataclass(frozen=True, slots=True)
class _Line:
    """One JSON object: every value as text, and where it stands."""

    cells: Mapping[str, str]
    place: Place

    def need(self, name: str) -> str:
        found = self.cells.get(name, "")
        return found or self.place.field(name).refuse("a field is missing", "", f"the field {name}")

    def word(self, name: str, words: Mapping[str, str]) -> str:
        found = self.cells.get(name, "")
        if found not in words:
            self.place.field(name).refuse("a word that is not known", found, ", ".join(w for w in words if w))
        return words[found]

    def side(self) -> str:
        return self.word("side", {side: side for side in _SIDES})

    def instant(self) -> str:
        """`datetime`, and it must be the same as `timestamp` (milliseconds) where both stand."""
        text = self.need("datetime")
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            at = None
        if at is None or at.tzinfo is None:
            self.place.field("datetime").refuse(
                "not an instant with its zone", text, "2026-11-20T01:02:03.500Z"
            )
        millis = self.cells.get("timestamp", "")
        if millis and (not _MILLIS.fullmatch(millis) or int(millis) != (at - _EPOCH) // _MILLI):
            self.place.field("timestamp").refuse("not the instant of datetime", millis, text)
        return instant_text(at)


def read_ccxt_orders(stream: BinaryIO, file: str, symbols: Symbols) -> Iterator[TapeRow]:
    """Events of orders. An order is remembered while it is open, so memory grows with the open orders alone."""
    open_: dict[str, OrderEvent] = {}
    for line in _lines(stream, file):
        order = line.need("id")
        events = list(_events(line, symbols, open_.get(order)))
        yield from events
        if events:
            open_[order] = events[-1]
        else:
            yield NotTaken(str(line.place), "nothing changed")
        if line.word("status", {state: state for state in _STATES}) != "open":
            open_.pop(order, None)


def read_ccxt_fills(stream: BinaryIO, file: str, symbols: Symbols) -> Iterator[TapeRow]:
    """Trades: with `order` a line is one side's, without it the whole trade of a public tape."""
    for line in _lines(stream, file):
        yield TradeSide(
            trade_id=line.need("id"),
            timestamp=line.instant(),
            symbol=symbols.find(line.need("symbol"), line.place.field("symbol")),
            price=above_zero(line.need("price"), line.place.field("price")),
            amount=above_zero(line.need("amount"), line.place.field("amount")),
            side=line.side(),
            role=line.word("takerOrMaker", _ROLES),
            order_id=line.cells.get("order", ""),
            account_id=line.cells.get("account", ""),
            place=str(line.place),
        )


def _events(line: _Line, symbols: Symbols, before: OrderEvent | None) -> Iterator[OrderEvent]:
    now = _now(line, symbols)
    if before is None:
        yield _as(now, "NEWO", now.amount)
        done = Decimal(0)
    else:
        _same(line, before, now)
        done = Decimal(before.amount) - Decimal(before.remaining)
        if (before.price, before.amount) != (now.price, now.amount):
            yield _as(now, "REME", _text(Decimal(now.amount) - done))
    filled = Decimal(decimal_of(line.cells.get("filled") or "0", line.place.field("filled")))
    left = Decimal(now.amount) - filled
    if filled < done or left < 0:
        line.place.field("filled").refuse(
            "filled less than before, or more than ordered", str(filled), str(done)
        )
    if filled > done:
        yield _as(now, "PARF" if left else "FILL", _text(left), _text(filled - done))
    state = line.cells["status"] if line.cells.get("status") in _ENDED else ""
    if state:
        yield _as(now, _ENDED[state], "0")


def _now(line: _Line, symbols: Symbols) -> OrderEvent:
    price = line.cells.get("price", "")
    return OrderEvent(
        timestamp=line.instant(),
        symbol=symbols.find(line.need("symbol"), line.place.field("symbol")),
        order_id=line.need("id"),
        event="NEWO",
        side=line.side(),
        type=line.word("type", _TYPES),
        amount=above_zero(line.need("amount"), line.place.field("amount")),
        client_order_id=line.cells.get("clientOrderId", ""),
        account_id=line.cells.get("account", ""),
        time_in_force=line.word("timeInForce", _VALIDITY),
        price=above_zero(price, line.place.field("price")) if price else "",
        passive_only={"true": "true", "True": "true"}.get(line.cells.get("postOnly", ""), ""),
        medium="api",
    )


def _as(now: OrderEvent, event: str, remaining: str, traded: str = "") -> OrderEvent:
    cells = {name: getattr(now, name) for name in OrderEvent.__slots__}
    return OrderEvent(**cells | {"event": event, "remaining": remaining, "traded": traded})


def _same(line: _Line, before: OrderEvent, now: OrderEvent) -> None:
    for name in ("symbol", "side", "type", "account_id"):
        if getattr(before, name) != getattr(now, name):
            line.place.field(name).refuse(
                "an order that became another", getattr(now, name), getattr(before, name)
            )


def _text(value: Decimal) -> str:
    return f"{value:f}"


def _lines(stream: BinaryIO, file: str) -> Iterator[_Line]:
    for number, text in lines(stream, file, "utf-8"):
        place = Place(file, f"line {number}")
        if text.strip():
            yield _Line(_cells(text, place), place)


def _cells(text: str, place: Place) -> dict[str, str]:
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as error:
        place.refuse("the line is not JSON, or was cut off", error.msg, "one JSON object on each line")
    except ValueError as error:
        place.refuse("the line holds what is no number", str(error), "plain numbers")
    except RecursionError:
        place.refuse(TOO_DEEP, text[:20], FLAT)
    if not isinstance(value, dict):
        place.refuse("the line is no order", text[:80], "one JSON object on each line")
    return {name: "" if part is None else str(part) for name, part in value.items()}
