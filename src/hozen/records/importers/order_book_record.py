"""An order-book record as JSON: element names of ISO 20022's OrderBookReport (auth.113.001.01).

Regulation (EU) 2025/416 asks for JSON after ISO 20022 and fixes the fields; its own schema was not to be had. So the names
are those of the message for securities, and where the Regulation's fields differ (the asset's DTI, the pair) the nearest
element holds them. What has no field there stands in `SplmtryData`, so that nothing is lost on the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hozen.records.importers.errors import Place
from hozen.records.importers.tape_rows import OrderEvent, TradeSide, above_zero, decimal_of, instant_of
from hozen.records.tape_tables import EVENTS

Json = Mapping[str, object]
VALIDITY = {"DAY": "DAVY", "GTC": "GTCV", "GTD": "GTDV", "IOC": "IOCV", "FOK": "FOKV"}
SIDES = {"buy": "BUYI", "sell": "SELL"}
ROLES = {"maker": "PASV", "taker": "AGRE"}
TYPES = {
    "limit": "LMTO",
    "market": "LMTO",
    "stop": "STOP",
}  # field 22 knows two; field 21 keeps the type's own name
_OURS = "hozen"
_ENVELOPE = ("client_order_id", "medium")


@dataclass(frozen=True, slots=True)
class Element:
    """Where a column stands: a path of element names, and the code that it has there for each of our words."""

    path: tuple[str, ...]
    codes: Mapping[str, str] | None = None
    most: int = 0  # signs; 0: no limit

    def written(self, value: str, place: Place) -> str:
        """Our text as the record has it. Refuses what the field cannot hold."""
        if self.most and len(value) > self.most:
            place.refuse("longer than the field", value, f"at most {self.most} signs")
        return self.codes[value] if self.codes else value

    def read(self, value: str, place: Place) -> str:
        """The record's text as ours. Refuses a code that is not known."""
        if self.codes is None:
            return value
        ours = {theirs: word for word, theirs in self.codes.items()}
        if value not in ours:
            place.refuse("a code that is not known", value, ", ".join(ours))
        return ours[value]


_ID, _DATA = ("OrdrIdData",), ("OrdrData",)
_INSTRUCTION, _TRADE = (*_DATA, "InstrData"), (*_DATA, "TxData")
_FLAGS = {"true": "true", "false": "false"}
_EVENTS = {code: code for code in EVENTS}
ELEMENTS: Mapping[str, Element] = {
    "seq": Element((*_ID, "SeqNb"), most=18),
    "timestamp": Element((*_ID, "TmStmp")),
    "symbol": Element((*_ID, "OrdrBookId"), most=35),
    "dti": Element((*_ID, "FinInstrm", "Id"), most=9),
    "order_id": Element((*_ID, "OrdrId"), most=50),
    "time_in_force": Element((*_ID, "VldtyPrd", "VldtyPrdCd"), VALIDITY),
    "event": Element((*_ID, "EvtTp", "Cd"), _EVENTS),
    "account_id": Element((*_DATA, "ClntId", "Prsn", "Id"), most=35),
    "algo_id": Element((*_DATA, "InvstmtDcsnPrsn", "Algo"), most=50),
    "type": Element((*_DATA, "OrdrClssfctn", "OrdrTp"), {name: name for name in TYPES}),
    "price": Element((*_DATA, "OrdrPrics", "LmtPric", "MntryVal", "Amt")),
    "side": Element((*_INSTRUCTION, "BuySellInd"), SIDES),
    "amount": Element((*_INSTRUCTION, "InitlQty", "Unit")),
    "remaining": Element((*_INSTRUCTION, "RmngQty", "Unit")),
    "displayed": Element((*_INSTRUCTION, "DispdQty", "Unit")),
    "passive_only": Element((*_INSTRUCTION, "PssvOnlyInd"), _FLAGS),
    "self_trade_prevention": Element((*_INSTRUCTION, "SlfExctnPrvntn"), _FLAGS),
    "traded": Element((*_TRADE, "TraddQty", "Unit")),
    "trade_id": Element((*_TRADE, "TxId"), most=52),
    **{name: Element(("SplmtryData", _OURS, name)) for name in _ENVELOPE},
}
_CLASS = Element((*_DATA, "OrdrClssfctn", "OrdrTpClssfctn"), TYPES)
_CURRENCY = (*_DATA, "OrdrPrics", "LmtPric", "MntryVal", "Ccy")
_TRADE_CURRENCY = (*_TRADE, "TxPric", "Pric", "MntryVal", "Ccy")
_TRADE_PRICE = Element((*_TRADE, "TxPric", "Pric", "MntryVal", "Amt"))
_TRADE_ROLE = Element((*_TRADE, "PssvOrAggrssvInd"), ROLES)
_TRADE_TIME = Element(("SplmtryData", _OURS, "trade_timestamp"))
_VENUE = (*_ID, "TradVn")
_DECIMALS: Mapping[str, Callable[[str, Place], str]] = {
    "price": above_zero,
    "amount": above_zero,
    "remaining": decimal_of,
    "displayed": decimal_of,
    "traded": above_zero,
}
_NEEDED = ("seq", "timestamp", "symbol", "order_id", "event", "side", "type", "amount")
_KNOWN = frozenset(
    {element.path for element in ELEMENTS.values()}
    | {_CLASS.path, _CURRENCY, _TRADE_CURRENCY, _TRADE_PRICE.path, _TRADE_ROLE.path, _TRADE_TIME.path, _VENUE}
)
_DIGITS = 18  # DECIMAL-18/17: digits in all


def record_of(event: OrderEvent, side: TradeSide | None, venue: str, place: Place) -> dict[str, object]:
    """One event as a record. Refuses what a field of the Regulation cannot hold (18 digits, an id's length)."""
    record: dict[str, object] = {}
    for name, element in ELEMENTS.items():
        value = getattr(event, name)
        if value:
            _fits(name, value, place)
            _put(record, element.path, element.written(value, place.field(name)))
    _put(record, _VENUE, venue)
    _put(record, _CLASS.path, _CLASS.written(event.type, place))
    if event.price:
        _put(record, _CURRENCY, event.symbol.partition("/")[2])
    if side:
        _put_trade(record, event, side, place)
    return record


def _put_trade(record: dict[str, object], event: OrderEvent, side: TradeSide, place: Place) -> None:
    _fits("price", side.price, place)
    _put(record, _TRADE_PRICE.path, side.price)
    _put(record, _TRADE_CURRENCY, event.symbol.partition("/")[2])
    _put(record, _TRADE_ROLE.path, _TRADE_ROLE.written(side.role, place))
    if side.timestamp != event.timestamp:
        _put(record, _TRADE_TIME.path, side.timestamp)


def rows_of(record: Json, place: Place) -> tuple[OrderEvent, TradeSide | None]:
    """The event, and the side of a trade where it is a fill. Refuses elements and codes that are not known."""
    found = _leaves(record, place)
    cells = {
        name: element.read(found[element.path], place.field(".".join(element.path)))
        for name, element in ELEMENTS.items()
        if element.path in found
    }
    for name in _NEEDED:
        if not cells.get(name):
            place.field(".".join(ELEMENTS[name].path)).refuse("an element is missing", "", "a text")
    for name, check in _DECIMALS.items():
        if name in cells:
            check(cells[name], place.field(".".join(ELEMENTS[name].path)))
    cells["timestamp"] = instant_of(cells["timestamp"], place.field(".".join(ELEMENTS["timestamp"].path)))
    event = OrderEvent(**cells)
    return event, _side(event, found, place) if event.trade_id else None


def _side(event: OrderEvent, found: Mapping[tuple[str, ...], str], place: Place) -> TradeSide:
    for path in (_TRADE_PRICE.path, _TRADE_ROLE.path, ELEMENTS["traded"].path):
        if path not in found:
            place.field(".".join(path)).refuse(
                "a fill without it", "", "price, quantity and role of the trade"
            )
    return TradeSide(
        trade_id=event.trade_id,
        timestamp=_traded_at(event, found, place),
        symbol=event.symbol,
        price=above_zero(found[_TRADE_PRICE.path], place.field(".".join(_TRADE_PRICE.path))),
        amount=event.traded,
        side=event.side,
        role=_TRADE_ROLE.read(found[_TRADE_ROLE.path], place.field(".".join(_TRADE_ROLE.path))),
        order_id=event.order_id,
        account_id=event.account_id,
        place=str(place),
    )


def _traded_at(event: OrderEvent, found: Mapping[tuple[str, ...], str], place: Place) -> str:
    text = found.get(_TRADE_TIME.path, "")
    return instant_of(text, place.field(".".join(_TRADE_TIME.path))) if text else event.timestamp


def _leaves(record: Json, place: Place) -> dict[tuple[str, ...], str]:
    """Path → text of every element. Refuses lists, empty texts and unknown names."""
    found: dict[tuple[str, ...], str] = {}
    open_: list[tuple[tuple[str, ...], object]] = [((), record)]
    while open_:
        path, value = open_.pop()
        if isinstance(value, dict):
            open_ += [((*path, str(name)), inner) for name, inner in value.items()]
        elif not isinstance(value, str) or not value:
            place.field(".".join(path)).refuse("not a text", str(value), "a text or a number")
        elif path not in _KNOWN:
            place.field(".".join(path)).refuse(
                "an element that is not known", value, "docs: order-book record"
            )
        else:
            found[path] = value
    return found


def _put(record: dict[str, object], path: tuple[str, ...], value: str) -> None:
    inner: dict[str, Any] = record  # no path of ELEMENTS is the beginning of another
    for name in path[:-1]:
        inner = inner.setdefault(name, {})
    inner[path[-1]] = value


def _fits(name: str, value: str, place: Place) -> None:
    digits = value.replace(".", "").lstrip("0")
    if name in _DECIMALS and (len(digits) > _DIGITS or len(value.partition(".")[2]) > _DIGITS - 1):
        place.field(name).refuse("more digits than the field holds", value, "18 digits, 17 behind the point")
