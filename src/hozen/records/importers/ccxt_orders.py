"""Orders in ccxt's unified shape, as a venue's stream tells them: each line is what an order is now.

What happened is the difference to the line before of the same order: new, filled further, changed, ended. One JSON object
a line, in the order in which they came. `datetime` is when an order came in, as ccxt has it; when it was filled, changed or
ended is `lastUpdateTimestamp` or `lastTradeTimestamp`, or a `datetime` that moves with each line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
_UPDATED, _TRADED = "lastUpdateTimestamp", "lastTradeTimestamp"
_BY_MARKET = ("IOC", "FOK")
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

    def millis(self, name: str) -> str:
        """An instant in milliseconds, '' where the field is absent."""
        text = self.cells.get(name, "")
        if text and not _MILLIS.fullmatch(text):
            self.place.field(name).refuse("not an instant in milliseconds", text, "1795136400500")
        return instant_text(_EPOCH + int(text) * _MILLI) if text else ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What an order was after its last event, and when it came in."""

    last: OrderEvent
    entered: str


def read_ccxt_orders(stream: BinaryIO, file: str, symbols: Symbols) -> Iterator[TapeRow]:
    """Events of orders. An order is remembered while it is open, so memory grows with the open orders alone."""
    open_: dict[str, _Known] = {}
    for line in _lines(stream, file):
        order = line.need("id")
        known = open_.get(order)
        events = list(_events(line, symbols, known))
        yield from events
        if events:
            open_[order] = _Known(events[-1], known.entered if known else events[0].timestamp)
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


def _events(line: _Line, symbols: Symbols, known: _Known | None) -> Iterator[OrderEvent]:
    now, done = _now(line, symbols), Decimal(0)
    if known is None:
        yield _as(now, "NEWO", now.amount)
    else:
        _same(line, known.last, now)
        done = Decimal(known.last.amount) - Decimal(known.last.remaining)
    for event, remaining, traded in _changes(line, now, known, done):
        yield replace(_as(now, event, remaining, traded), timestamp=_when(line, event, now, known))


def _changes(
    line: _Line, now: OrderEvent, known: _Known | None, done: Decimal
) -> Iterator[tuple[str, str, str]]:
    """(event, remaining, traded) of what an order that was there has come to."""
    if known is not None and _terms(known.last) != _terms(now):
        yield "REME", _text(Decimal(now.amount) - done), ""
    filled = Decimal(decimal_of(line.cells.get("filled") or "0", line.place.field("filled")))
    left = Decimal(now.amount) - filled
    if filled < done or left < 0:
        line.place.field("filled").refuse(
            "filled less than before, or more than ordered", str(filled), str(done)
        )
    if filled > done:
        yield "PARF" if left else "FILL", _text(left), _text(filled - done)
    ended = _ended(line, now, left)
    if ended:
        yield ended, "0", ""


def _ended(line: _Line, now: OrderEvent, left: Decimal) -> str:
    """How the order ended, '' where it lives or is filled. The market takes what an order at once has left over."""
    status = line.need("status")
    if status != "closed" or not left:
        return _ENDED.get(status, "")
    if _at_once(now):
        return "CAMO"
    return line.place.field("status").refuse(
        "closed, and not filled", f"{left:f} left", "canceled or expired, or filled to the amount"
    )


def _when(line: _Line, event: str, now: OrderEvent, known: _Known | None) -> str:
    """When it happened. Refuses a line that tells of it and not when: its order's first instant is another one."""
    moved = now.timestamp if known is not None and now.timestamp > known.entered else ""
    traded = line.millis(_TRADED) if event in ("PARF", "FILL") else ""
    told = max(line.millis(_UPDATED), traded, moved)
    if not told and known is None and (event == "REMO" or _at_once(now)):
        return now.timestamp
    return told or line.place.field(_UPDATED).refuse(
        "nobody says when it happened", "", f"{_UPDATED}, or of a fill {_TRADED}, in milliseconds"
    )


def _at_once(order: OrderEvent) -> bool:
    """Whether it ends when it comes in: at the market, or at once or not at all."""
    return order.type == "market" or order.time_in_force in _BY_MARKET


def _terms(order: OrderEvent) -> tuple[Decimal, Decimal]:
    """Price and amount: 0.50 is 0.5."""
    return Decimal(order.price or "0"), Decimal(order.amount)


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
