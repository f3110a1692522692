"""What a reader of order records yields: an event of an order, and one side of a trade. All cells are text, as read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from hozen.records.importers.errors import Place

_DECIMAL = re.compile(r"[0-9]{1,20}(\.[0-9]{1,18})?")
_SYMBOL = re.compile(r"[A-Z0-9.]{1,20}/[A-Z0-9.]{1,10}")


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """注文イベント: a row of `order_events`. `seq` '' where the source counts none: the order of reading is taken."""

    timestamp: str
    symbol: str
    order_id: str
    event: str
    side: str
    type: str
    amount: str
    seq: str = ""
    dti: str = ""
    client_order_id: str = ""
    account_id: str = ""
    time_in_force: str = ""
    price: str = ""
    remaining: str = ""
    displayed: str = ""
    traded: str = ""
    trade_id: str = ""
    passive_only: str = ""
    self_trade_prevention: str = ""
    algo_id: str = ""
    medium: str = ""


@dataclass(frozen=True, slots=True)
class TradeSide:
    """約定の片側: what one side's record says of a trade. `role` maker, taker or '' where the record does not say.

    `order_id` '' on a public tape: there one record is the whole trade, and `side` is the taker's.
    """

    trade_id: str
    timestamp: str
    symbol: str
    price: str
    amount: str
    side: str
    role: str = ""
    order_id: str = ""
    account_id: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """取込対象外: a record that is no event of an order, and why it was not taken."""

    place: str
    what: str


TapeRow = OrderEvent | TradeSide | NotTaken
EVENT_COLUMNS = tuple(field.name for field in fields(OrderEvent))
SIDE_COLUMNS = tuple(field.name for field in fields(TradeSide))


@dataclass(frozen=True, slots=True)
class Symbols:
    """銘柄の読み替え: the venue's name of a market → ours. A name that is ours already needs no line."""

    named: Mapping[str, str]

    def find(self, text: str, place: Place) -> str:
        """Our symbol. Refuses a market that nobody mapped."""
        found = self.named.get(text, text)
        if not _SYMBOL.fullmatch(found):
            place.refuse(
                "a market that is not mapped",
                text,
                "a symbol such as BTC/JPY, or a name with a mapping",
                f"--symbol {text}=BASE/QUOTE",
            )
        return found


def decimal_of(text: str, place: Place) -> str:
    """A plain decimal ≥ 0, as it stands: never through a float. Refuses signs, exponents, more than 18 places."""
    if not _DECIMAL.fullmatch(text):
        place.refuse("not an amount", text, "a plain decimal such as 0.015, 18 places at most")
    return text


def above_zero(text: str, place: Place) -> str:
    """A plain decimal that is more than nothing."""
    if not decimal_of(text, place).strip("0."):
        place.refuse("a price or amount of nothing", text, "more than 0")
    return text


def instant_text(at: datetime) -> str:
    """UTC to the microsecond, as the tape and the European record write it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_of(text: str, place: Place) -> str:
    """An instant with its zone, as the tape writes it, so that texts of instants can be ordered. Refuses another."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        place.refuse("not an instant with its zone", text, "2026-11-20T01:02:03.500000Z")
    return instant_text(at)
