"""Execution reports (35=8) of FIX 4.4 and 5.0 as events of orders and sides of trades. Other messages are left out.

A trade is told twice, once to each side; both tell its TrdMatchID (880). Times are UTC (60).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import BinaryIO

from hozen.records.importers.fix_chain import OrderNames
from hozen.records.importers.fix_log import REPORT, FixMessage, fix_messages
from hozen.records.importers.fix_session import Sessions
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

_TRADE = "F"
_EVENTS = {
    "0": "NEWO",
    "4": "CAME",
    "5": "REME",
    "8": "REMO",
    "C": "EXPI",
    "D": "REMA",
    "L": "TRIG",
    _TRADE: "",
}
_LEFT_OUT = {
    "3": "done for the day",
    "6": "cancel asked for",
    "7": "order stopped",
    "9": "order suspended",
    "A": "order asked for",
    "B": "calculated",
    "E": "change asked for",
    "G": "trade corrected",
    "H": "trade cancelled",
    "I": "state told",
    "J": "trade held in clearing",
    "K": "trade released to clearing",
}
_SIDES = {"1": "buy", "2": "sell", "5": "sell"}
_TYPES = {"1": "market", "2": "limit", "3": "stop", "4": "stop"}
_VALIDITY = {"": "", "0": "DAY", "1": "GTC", "3": "IOC", "4": "FOK", "6": "GTD"}
_ROLES = {"": "", "1": "maker", "2": "taker"}
_CUSTOMER, _CLIENT, _DECIDED = "24", "3", "122"  # party roles
_TIME = re.compile(r"([0-9]{8}-[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,6})[0-9]*)?")


def read_fix(stream: BinaryIO, file: str, symbols: Symbols) -> Iterator[TapeRow]:
    """Events and sides in the log's order. Raises ImportRefused at the first message that cannot be read.

    What was sent again (PossDupFlag) is taken only where the log lacks the first: a fill counts once. An order that gets
    another id when it is replaced keeps its first.
    """
    sessions, names = Sessions(), OrderNames()
    for message in fix_messages(stream, file):
        what = _again(message, sessions) or _why_not(message)
        if what:
            yield NotTaken(str(message.place), what)
            continue
        event = _event(message, symbols)
        event = replace(event, order_id=names.of(message, event.event))
        yield event
        if message.get(150) == _TRADE:
            yield _side(message, event)


def _again(message: FixMessage, sessions: Sessions) -> str:
    number, flagged = message.get(34), message.get(43) == "Y"
    seen = sessions.is_again(message.get(49), message.get(56), number, flagged=flagged)
    return "sent again" if seen else ""


def _why_not(message: FixMessage) -> str:
    kind = message.get(35)
    if kind != REPORT:
        return f"a message of type {kind}"
    done = message.need(150, "ExecType")
    if done not in _EVENTS and done not in _LEFT_OUT:
        message.refuse(150, "ExecType", "not a kind of execution", ", ".join(_EVENTS))
    return _LEFT_OUT.get(done, "")


def _event(message: FixMessage, symbols: Symbols) -> OrderEvent:
    remaining = decimal_of(message.need(151, "LeavesQty"), message.at(151, "LeavesQty"))
    instructions = message.get(18).split(" ")
    return OrderEvent(
        timestamp=_time(message),
        symbol=symbols.find(message.need(55, "Symbol"), message.at(55, "Symbol")),
        order_id=message.need(37, "OrderID"),
        event=_code(message, remaining),
        side=_one_of(message, 54, "Side", _SIDES),
        type=_one_of(message, 40, "OrdType", _TYPES),
        amount=_amount(message, remaining),
        client_order_id=message.get(11),
        account_id=message.get(1) or _party(message, _CUSTOMER) or _party(message, _CLIENT),
        time_in_force=_one_of(message, 59, "TimeInForce", _VALIDITY),
        price=above_zero(message.get(44), message.at(44, "Price")) if message.get(44) else "",
        remaining=remaining,
        displayed=_displayed(message),
        traded=decimal_of(message.need(32, "LastQty"), message.at(32, "LastQty")) if _traded(message) else "",
        trade_id=message.need(880, "TrdMatchID") if _traded(message) else "",
        passive_only="true" if "6" in instructions else "",
        self_trade_prevention="true" if message.get(2362) or message.get(7928) else "",
        algo_id=_party(message, _DECIDED),
        medium="fix",
    )


def _party(message: FixMessage, role: str) -> str:
    """The party of a role, '' where there is none. Refuses two: which one it is cannot be known."""
    found = message.parties.get(role, ())
    if len(found) > 1:
        message.at(452, "PartyRole").refuse(
            "two parties of one role", ", ".join(found), f"one of role {role}"
        )
    return found[0] if found else ""


def _side(message: FixMessage, event: OrderEvent) -> TradeSide:
    return TradeSide(
        trade_id=event.trade_id,
        timestamp=event.timestamp,
        symbol=event.symbol,
        price=above_zero(message.need(31, "LastPx"), message.at(31, "LastPx")),
        amount=above_zero(event.traded, message.at(32, "LastQty")),
        side=event.side,
        role=_one_of(message, 851, "LastLiquidityInd", _ROLES),
        order_id=event.order_id,
        account_id=event.account_id,
        place=str(message.place),
    )


def _traded(message: FixMessage) -> bool:
    return message.get(150) == _TRADE


def _code(message: FixMessage, remaining: str) -> str:
    """The event's code. The market itself cancels what it restates a reason for (378), and what an IOC left over."""
    if _traded(message):
        return "PARF" if remaining.strip("0.") else "FILL"
    code = _EVENTS[message.get(150)]
    by_market = message.get(378) or message.get(59) in {"3", "4"}
    return "CAMO" if code == "CAME" and by_market else code


def _amount(message: FixMessage, remaining: str) -> str:
    """The whole amount: OrderQty (38), else what was done (14) and what is left (151)."""
    said = message.get(38)
    if said:
        return above_zero(said, message.at(38, "OrderQty"))
    done = decimal_of(message.need(14, "CumQty"), message.at(14, "CumQty"))
    return above_zero(f"{Decimal(done) + Decimal(remaining):f}", message.at(14, "CumQty"))


def _displayed(message: FixMessage) -> str:
    for tag, name in ((1138, "DisplayQty"), (111, "MaxFloor")):
        if message.get(tag):
            return decimal_of(message.get(tag), message.at(tag, name))
    return ""


def _time(message: FixMessage) -> str:
    text = message.need(60, "TransactTime")
    match = _TIME.fullmatch(text)
    try:
        at = datetime.strptime(match[1], "%Y%m%d-%H:%M:%S") if match else None
    except ValueError:
        at = None
    if match is None or at is None:
        message.refuse(60, "TransactTime", "not an instant", "UTC such as 20261120-01:02:03.123456")
    micros = int((match[2] or "").ljust(6, "0"))
    return instant_text(at.replace(microsecond=micros, tzinfo=UTC))


def _one_of(message: FixMessage, tag: int, name: str, words: dict[str, str]) -> str:
    """Our word for the field's code; a code that has '' among the known ones may be absent."""
    found = message.get(tag)
    if found not in words:
        message.refuse(tag, name, "a code that is not known", ", ".join(code for code in words if code))
    return words[found]
